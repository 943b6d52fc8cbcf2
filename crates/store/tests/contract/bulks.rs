//! Bulk changes, a step at a time.

use crate::people::{BY, Kept, MINUTE, NOON, add, admin, after, fresh, new_job, scopes, somebody, vendors};
use frontdesk_store::{
    Bulk, BulkAct, BulkOutcome, BulkRetried, BulkRows, By, Change, DELETION_STEPS, NewBulk, User, Whom,
};
use frontdesk_wire::bulk::{BulkRowState, BulkState};
use frontdesk_wire::query::{AuditQuery, UserQuery};
use frontdesk_wire::{Timestamp, UserId};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

const WEEK: i64 = 7 * 24 * 60 * MINUTE;

fn actor(by: &User) -> By {
    By::guest(Some("192.0.2.1".to_owned()), None, NOON).known_as(by.id)
}

async fn begin(store: &Kept, by: &User, act: BulkAct, whom: Whom) -> (Uuid, u64) {
    let ticket = fresh();
    let new = NewBulk { ticket, by: actor(by), act };
    let jobs = vec![new_job("bulk", None, NOON)];
    (ticket, store.begin_bulk(new, whom, jobs).await.unwrap())
}

/// One step at a moment. The deletions that it begins.
async fn step_at(store: &Kept, ticket: Uuid, now: Timestamp) -> (Bulk, Vec<Uuid>) {
    let begun: Arc<Mutex<Vec<Uuid>>> = Arc::default();
    let noting = Arc::clone(&begun);
    let deletion = move |_: UserId| {
        let ticket = fresh();
        noting.lock().unwrap().push(ticket);
        (ticket, vec![new_job("delete-user", None, NOON)])
    };
    let bulk = store.work_on_bulk(ticket, now, &deletion).await.unwrap().unwrap();
    let begun = begun.lock().unwrap().clone();
    (bulk, begun)
}

/// Goes on until nothing more can be done at once.
async fn finish(store: &Kept, ticket: Uuid) -> Bulk {
    loop {
        let (bulk, _) = step_at(store, ticket, NOON).await;
        if bulk.is_over() || bulk.waits() {
            return bulk;
        }
    }
}

async fn people(store: &Kept, count: usize, scope: &[&str]) -> Vec<User> {
    let mut people = Vec::new();
    for n in 0..count {
        people.push(add(store, somebody(&format!("u{n}.{}@x.io", scope.join(".")), scope)).await);
    }
    people
}

fn these(users: &[User]) -> Whom {
    Whom::These(users.iter().map(|user| user.id).collect())
}

fn fitting(filter: &str) -> Whom {
    Whom::Fitting(UserQuery::from_pairs([("filter", filter)]).unwrap())
}

async fn outcomes(store: &Kept, ticket: Uuid) -> Vec<(UserId, BulkOutcome)> {
    let all = BulkRows { only: None, from: 0, skip: 0, limit: 1_000 };
    let rows = store.bulk_rows(ticket, all).await.unwrap().unwrap();
    rows.into_iter().map(|row| (row.user, row.outcome)).collect()
}

async fn outcome(store: &Kept, ticket: Uuid, user: &User) -> BulkOutcome {
    outcomes(store, ticket).await.into_iter().find(|(id, _)| *id == user.id).unwrap().1
}

async fn now(store: &Kept, user: &User) -> User {
    store.user(user.id).await.unwrap().unwrap()
}

pub(crate) async fn each_action_does_what_it_says_and_nothing_where_it_is_so_already(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let ada = add(&store, somebody("ada@x.io", &["user", "old"])).await;
    let act = async |act: BulkAct| {
        let (ticket, total) = begin(&store, &root, act.clone(), these(std::slice::from_ref(&ada))).await;
        let bulk = finish(&store, ticket).await;
        assert_eq!((total, bulk.state, bulk.done), (1, BulkState::Completed, 1), "{act:?}");
        let (again, _) = begin(&store, &root, act.clone(), these(std::slice::from_ref(&ada))).await;
        assert_eq!(finish(&store, again).await.unchanged, 1, "{act:?}");
        now(&store, &ada).await
    };
    let added = act(BulkAct::AddScope(scopes(&["new", "old"]))).await;
    assert_eq!(added.scope, scopes(&["user", "old", "new"]));
    assert_eq!(act(BulkAct::RemoveScope(scopes(&["old", "user"]))).await.scope, scopes(&["new"]));
    assert_eq!(act(BulkAct::SetScope(scopes(&["user", "x"]))).await.scope, scopes(&["user", "x"]));
    assert_eq!(act(BulkAct::AddVendor(vendors(&["acme"]))).await.vendor, vendors(&["acme"]));
    assert_eq!(act(BulkAct::SetVendor(vendors(&["b", "a"]))).await.vendor, vendors(&["b", "a"]));
    assert_eq!(act(BulkAct::RemoveVendor(vendors(&["b"]))).await.vendor, vendors(&["a"]));
    let blocked = act(BulkAct::Block).await;
    assert!(blocked.blocked && blocked.epoch > ada.epoch);
    assert!(!act(BulkAct::Unblock).await.blocked);
}

pub(crate) async fn whom_it_is_about_is_found_once_whatever_changes_afterwards(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 450, &["user", "beta"]).await;
    let (ticket, total) =
        begin(&store, &root, BulkAct::RemoveScope(scopes(&["beta"])), fitting("scope:beta")).await;
    assert_eq!(total, 450);
    let late = add(&store, somebody("late@x.io", &["user", "beta"])).await;
    let bulk = finish(&store, ticket).await;
    assert_eq!((bulk.state, bulk.done, bulk.unchanged, bulk.failed), (BulkState::Completed, 450, 0, 0));
    for user in people.iter().step_by(50) {
        assert_eq!(now(&store, user).await.scope, scopes(&["user"]));
    }
    assert_eq!(now(&store, &late).await.scope, scopes(&["user", "beta"]));
    let (nobody, total) = begin(&store, &root, BulkAct::Block, fitting("scope:nothing")).await;
    assert_eq!((total, finish(&store, nobody).await.state), (0, BulkState::Completed));
}

pub(crate) async fn who_cannot_be_changed_says_why_and_keeps_nobody_else_up(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let gone = UserId::from_bytes([7; 12]);
    let ada = add(&store, somebody("ada@x.io", &["user"])).await;
    let many: Vec<String> = (0..32).map(|n| format!("s{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let full = add(&store, somebody("full@x.io", &many)).await;
    let whom = || Whom::These(vec![root.id, gone, ada.id, full.id, ada.id]);
    let (ticket, total) = begin(&store, &root, BulkAct::Block, whom()).await;
    assert_eq!(total, 4, "each once");
    let bulk = finish(&store, ticket).await;
    assert_eq!((bulk.done, bulk.failed), (2, 2));
    assert_eq!(outcome(&store, ticket, &root).await, BulkOutcome::OwnAccount);
    assert!(outcomes(&store, ticket).await.contains(&(gone, BulkOutcome::Absent)));
    let (ticket, _) = begin(&store, &root, BulkAct::AddScope(scopes(&["one-more"])), whom()).await;
    assert_eq!(finish(&store, ticket).await.done, 2, "a scope more harms nobody's own account");
    assert_eq!(outcome(&store, ticket, &full).await, BulkOutcome::TooMany);
    for act in [BulkAct::SetScope(scopes(&["user"])), BulkAct::Delete] {
        let (ticket, _) = begin(&store, &root, act, these(std::slice::from_ref(&root))).await;
        finish(&store, ticket).await;
        assert_eq!(outcome(&store, ticket, &root).await, BulkOutcome::OwnAccount);
    }
}

pub(crate) async fn whatever_two_administrators_ask_at_once_one_of_them_stays(store: Kept) {
    let mut before: Vec<UserId> = Vec::new();
    for round in 0..8 {
        let one = admin(&store, &format!("one{round}@x.io")).await;
        let two = admin(&store, &format!("two{round}@x.io")).await;
        for old in before.drain(..) {
            let step_down = Change { scope: Some(scopes(&["user"])), ..Change::default() };
            store.update_user(old, step_down, &|_, _| Vec::new(), &BY).await.unwrap();
        }
        let both = || these(&[one.clone(), two.clone()]);
        let (first, _) = begin(&store, &one, BulkAct::SetScope(scopes(&["user"])), both()).await;
        let (second, _) = begin(&store, &two, BulkAct::Block, both()).await;
        tokio::join!(finish(&store, first), finish(&store, second));
        let mut left = 0;
        for user in [&one, &two] {
            let user = now(&store, user).await;
            left += usize::from(user.is_admin() && !user.blocked);
        }
        assert_eq!(left, 1, "round {round}");
        before.extend([one.id, two.id]);
    }
}

pub(crate) async fn it_stops_when_whoever_asked_administers_no_more(store: Kept) {
    admin(&store, "other@x.io").await;
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 100, &["user"]).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Block, these(&people)).await;
    step_at(&store, ticket, NOON).await;
    let step_down = Change { scope: Some(scopes(&["user"])), ..Change::default() };
    store.update_user(root.id, step_down, &|_, _| Vec::new(), &BY).await.unwrap();
    let bulk = finish(&store, ticket).await;
    assert_eq!(bulk.state, BulkState::Failed);
    assert!(bulk.done < 100 && bulk.message.is_some_and(|message| message.contains("administer")));
}

pub(crate) async fn what_is_called_off_begins_nobody_more(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 100, &["user"]).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Block, these(&people)).await;
    let (begun, _) = step_at(&store, ticket, NOON).await;
    assert!(begun.done > 0 && begun.done < 100);
    let cancelled = store.cancel_bulk(ticket, after(MINUTE)).await.unwrap().unwrap();
    assert_eq!((cancelled.state, cancelled.ended_at), (BulkState::Cancelled, Some(after(MINUTE))));
    assert_eq!(finish(&store, ticket).await, cancelled);
    assert_eq!(store.cancel_bulk(ticket, after(2 * MINUTE)).await.unwrap().unwrap(), cancelled);
    let blocked = UserQuery::from_pairs([("filter", "blocked:true")]).unwrap();
    assert_eq!(store.count_users(&blocked).await.unwrap(), cancelled.done);
    assert!(store.cancel_bulk(fresh(), NOON).await.unwrap().is_none());
}

pub(crate) async fn only_what_failed_is_tried_again_and_once(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let gone = UserId::from_bytes([7; 12]);
    let ada = add(&store, somebody("ada@x.io", &["user"])).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Block, Whom::These(vec![ada.id, gone])).await;
    let retry = async |ticket| store.retry_bulk(ticket, &actor(&root), fresh(), Vec::new()).await.unwrap();
    assert_eq!(retry(ticket).await, BulkRetried::UnderWay);
    finish(&store, ticket).await;
    let (first, second) = tokio::join!(retry(ticket), retry(ticket));
    let BulkRetried::Under(again, 1) = first else { unreachable!("{first:?}") };
    assert_eq!((first, retry(ticket).await), (second, first));
    assert_eq!(store.bulk(ticket).await.unwrap().unwrap().retried_as, Some(again));
    let bulk = finish(&store, again).await;
    assert_eq!((bulk.act, bulk.total, bulk.failed), (BulkAct::Block, 1, 1));
    let (fine, _) = begin(&store, &root, BulkAct::Unblock, Whom::These(vec![ada.id])).await;
    finish(&store, fine).await;
    assert_eq!(retry(fine).await, BulkRetried::NothingFailed);
    assert_eq!(retry(fresh()).await, BulkRetried::Absent);
}

pub(crate) async fn however_many_work_on_it_each_user_is_done_once(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 300, &["user"]).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Block, these(&people)).await;
    let workers: Vec<_> = (0..6)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { finish(&store, ticket).await })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    let bulk = store.bulk(ticket).await.unwrap().unwrap();
    assert_eq!((bulk.state, bulk.done, bulk.unchanged), (BulkState::Completed, 300, 0));
    for user in people.iter().step_by(20) {
        assert_eq!(now(&store, user).await.epoch, user.epoch + 1, "blocked once");
    }
}

pub(crate) async fn a_step_that_was_broken_off_is_done_whole_later(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 64, &["user"]).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Block, these(&people)).await;
    for _ in 0..8 {
        let store = store.clone();
        let step = tokio::spawn(async move { step_at(&store, ticket, NOON).await });
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        step.abort();
        drop(step.await);
    }
    let bulk = finish(&store, ticket).await;
    assert_eq!((bulk.state, bulk.done, bulk.unchanged), (BulkState::Completed, 64, 0));
}

pub(crate) async fn a_bulk_deletion_goes_as_fast_as_deletions_end(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 130, &["user"]).await;
    let (ticket, _) = begin(&store, &root, BulkAct::Delete, these(&people)).await;
    let mut deletions = Vec::new();
    let mut bulk = loop {
        let (bulk, begun) = step_at(&store, ticket, NOON).await;
        deletions.extend(begun);
        if bulk.waits() {
            break bulk;
        }
    };
    assert!((100..130).contains(&bulk.open), "{}", bulk.open);
    assert_eq!((bulk.done, bulk.state), (0, BulkState::InProgress));
    let given_up = deletions.pop().unwrap();
    store.fail_deletion(given_up, "no", NOON).await.unwrap();
    while !bulk.is_over() {
        for deletion in deletions.drain(..) {
            for step in DELETION_STEPS {
                store.do_deletion_step(deletion, step, NOON).await.unwrap().unwrap();
            }
        }
        let (next, begun) = step_at(&store, ticket, NOON).await;
        deletions.extend(begun);
        bulk = next;
    }
    assert_eq!((bulk.state, bulk.done, bulk.failed), (BulkState::Completed, 129, 1));
    let failed = BulkRows { only: Some(BulkRowState::Failed), from: 0, skip: 0, limit: 10 };
    let failed = store.bulk_rows(ticket, failed).await.unwrap().unwrap();
    assert_eq!(failed.len(), 1);
    assert!(failed[0].outcome == BulkOutcome::GivenUp && failed[0].email.is_some());
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 2);
}

pub(crate) async fn what_was_done_to_each_is_in_the_trail(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 40, &["user"]).await;
    for act in [BulkAct::Block, BulkAct::Block, BulkAct::AddScope(scopes(&["beta"])), BulkAct::Delete] {
        let (ticket, _) = begin(&store, &root, act, these(&people)).await;
        finish(&store, ticket).await;
    }
    for (action, count) in [("user-blocked", 40), ("user-changed", 40), ("deletion-asked", 40)] {
        let pairs = [("action", action.to_owned()), ("actor", root.id.to_string())];
        let entries = store.audit(&AuditQuery::from_pairs(pairs).unwrap()).await.unwrap();
        assert_eq!(entries.len(), count, "{action}");
        assert!(entries.iter().all(|entry| entry.address.as_deref() == Some("192.0.2.1")), "{action}");
    }
}

pub(crate) async fn its_users_are_shown_page_by_page(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let people = people(&store, 430, &["user"]).await;
    let mut ids: Vec<UserId> = people.iter().map(|user| user.id).collect();
    ids.push(UserId::from_bytes([0; 12]));
    ids.push(UserId::from_bytes([255; 12]));
    let (ticket, total) = begin(&store, &root, BulkAct::Block, Whom::These(ids.clone())).await;
    finish(&store, ticket).await;
    ids.sort_unstable();
    let rows = async |only, from, skip, limit| {
        let which = BulkRows { only, from, skip, limit };
        store.bulk_rows(ticket, which).await.unwrap().unwrap()
    };
    for (from, skip, limit) in
        [(0, 0, 1000), (0, 199, 2), (3, 7, 300), (250, 0, 50), (0, 431, 5), (0, 432, 5)]
    {
        let start = usize::try_from(from + skip).unwrap();
        let wanted: Vec<UserId> = ids.iter().copied().skip(start).take(limit as usize).collect();
        let shown = rows(None, from, skip, limit).await;
        assert_eq!(shown.iter().map(|row| row.user).collect::<Vec<_>>(), wanted, "{from} {skip} {limit}");
        assert!(shown.iter().enumerate().all(|(at, row)| row.seq == (start + at) as u64));
    }
    let failed = rows(Some(BulkRowState::Failed), 0, 1, 10).await;
    assert_eq!(failed.iter().map(|row| row.seq).collect::<Vec<_>>(), [431]);
    assert_eq!(rows(Some(BulkRowState::Failed), 1, 0, 10).await.len(), 1);
    assert_eq!(rows(Some(BulkRowState::Done), 0, 0, 1000).await.len(), 430);
    assert_eq!(total, 432);
    let nothing = BulkRows { only: None, from: 0, skip: 0, limit: 1 };
    assert!(store.bulk_rows(fresh(), nothing).await.unwrap().is_none());
}

pub(crate) async fn it_is_forgotten_a_week_after_its_end(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let (ended, _) =
        begin(&store, &root, BulkAct::Block, Whom::These(vec![UserId::from_bytes([7; 12])])).await;
    let (open, _) =
        begin(&store, &root, BulkAct::Block, Whom::These(vec![UserId::from_bytes([8; 12])])).await;
    finish(&store, ended).await;
    store.tidy(after(WEEK)).await.unwrap();
    assert!(store.bulk(ended).await.unwrap().is_some());
    store.tidy(after(WEEK + 1)).await.unwrap();
    assert!(store.bulk(ended).await.unwrap().is_none());
    assert!(store.bulk(open).await.unwrap().is_some());
}
