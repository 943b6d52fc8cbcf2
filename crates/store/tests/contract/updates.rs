//! Changing users, and what each change ends.

use crate::people::{BY, Kept, NOON, ada, add, admin, digest, email, hash, keep_code, key, new_job};
use crate::people::{scopes, session, signed_in, somebody, vendors};
use frontdesk_store::{Change, Condition, NewJob, Standing, Updated, User};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::{Metadata, UserId};
use std::sync::Arc;

/// No jobs.
fn none(_: &User, _: &User) -> Vec<NewJob> {
    Vec::new()
}

async fn change(store: &Kept, id: UserId, change: Change) -> Updated {
    store.update_user(id, change, &none, &BY).await.unwrap()
}

fn blocked(blocked: bool) -> Change {
    Change { blocked: Some(blocked), ..Change::default() }
}

fn only_user() -> Change {
    Change { scope: Some(scopes(&["user"])), ..Change::default() }
}

pub(crate) async fn only_what_is_named_changes(store: Kept) {
    let before = ada(&store).await;
    assert!(
        matches!(change(&store, before.id, Change::default()).await, Updated::Changed { after, .. } if *after == before)
    );
    let metadata = Metadata::parse(r#"{"b":1,"a":2}"#).unwrap();
    let all = Change {
        scope: Some(scopes(&["user", "acme1"])),
        vendor: Some(vendors(&["acme"])),
        metadata: Some(metadata.clone()),
        email: Some((email("New@x.io"), key("New@x.io"))),
        ..Change::default()
    };
    let Updated::Changed { before: was, after } = change(&store, before.id, all).await else {
        unreachable!()
    };
    assert_eq!(*was, before);
    assert_eq!((after.scope.clone(), after.vendor.clone()), (scopes(&["user", "acme1"]), vendors(&["acme"])));
    assert_eq!((after.metadata.clone(), after.email.as_str()), (metadata, "New@x.io"));
    assert_eq!((after.username.clone(), after.epoch), (before.username, before.epoch));
    assert_eq!(store.user(before.id).await.unwrap(), Some(*after));
    let query = UserQuery::from_pairs([("filter", "scope:acme1,vendor:acme,metadata.a:2")]).unwrap();
    assert_eq!(store.count_users(&query).await.unwrap(), 1);
    assert!(store.check().await.unwrap().is_empty());
}

pub(crate) async fn jobs_are_made_from_before_and_after(store: Kept) {
    let user = ada(&store).await;
    let jobs = |before: &User, after: &User| {
        assert_eq!((before.email.as_str(), after.email.as_str()), ("ada@x.io", "new@x.io"));
        vec![new_job("notice", Some(after.id), NOON)]
    };
    let to = Change { email: Some((email("new@x.io"), key("new@x.io"))), ..Change::default() };
    store.update_user(user.id, to, &jobs, &BY).await.unwrap();
    assert_eq!(store.count_jobs().await.unwrap(), 1);
}

pub(crate) async fn an_email_that_belongs_to_another_is_refused(store: Kept) {
    let user = ada(&store).await;
    add(&store, somebody("bob@x.io", &["user"])).await;
    let to = Change {
        email: Some((email("BOB@x.io"), key("BOB@x.io"))),
        blocked: Some(true),
        ..Change::default()
    };
    assert_eq!(change(&store, user.id, to).await, Updated::AddressTaken);
    assert_eq!(store.user(user.id).await.unwrap(), Some(user));
}

pub(crate) async fn an_old_email_is_free_again(store: Kept) {
    let user = ada(&store).await;
    for to in ["one@x.io", "two@x.io"] {
        let to = Change { email: Some((email(to), key(to))), ..Change::default() };
        assert!(matches!(change(&store, user.id, to).await, Updated::Changed { .. }));
    }
    add(&store, somebody("one@x.io", &["user"])).await;
    assert!(store.login(&key("ada@x.io")).await.unwrap().is_some_and(|login| login.user.id == user.id));
    let own = Change { email: Some((email("ada@x.io"), key("ada@x.io"))), ..Change::default() };
    assert!(matches!(change(&store, user.id, own).await, Updated::Changed { .. }));
    assert!(store.check().await.unwrap().is_empty());
}

pub(crate) async fn the_last_usable_admin_stays(store: Kept) {
    let one = admin(&store, "one@x.io").await;
    let two = admin(&store, "two@x.io").await;
    assert!(matches!(change(&store, two.id, blocked(true)).await, Updated::Changed { .. }));
    for refused in [blocked(true), only_user()] {
        assert_eq!(change(&store, one.id, refused).await, Updated::LastAdmin);
    }
    assert!(matches!(change(&store, two.id, only_user()).await, Updated::Changed { .. }));
    assert_eq!(store.user(one.id).await.unwrap(), Some(one));
}

pub(crate) async fn two_admins_demoting_each_other_leave_one(store: Kept) {
    let mut last: Option<UserId> = None;
    for round in 0..20 {
        let one = admin(&store, &format!("one{round}@x.io")).await.id;
        let two = admin(&store, &format!("two{round}@x.io")).await.id;
        if let Some(last) = last {
            change(&store, last, only_user()).await;
        }
        let (first, second) =
            tokio::join!(change(&store, one, only_user()), change(&store, two, blocked(true)));
        let refused = [&first, &second].into_iter().filter(|outcome| **outcome == Updated::LastAdmin).count();
        assert_eq!(refused, 1, "round {round}");
        last = Some(if first == Updated::LastAdmin { one } else { two });
    }
}

pub(crate) async fn blocking_and_demotion_end_sessions(store: Kept) {
    admin(&store, "root@x.io").await;
    let user = admin(&store, "ada@x.io").await;
    for ending in [only_user(), blocked(true)] {
        let now = store.user(user.id).await.unwrap().unwrap();
        let session = signed_in(&store, &now).await;
        assert!(
            matches!(change(&store, user.id, ending).await, Updated::Changed { before, after } if after.epoch > before.epoch)
        );
        assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Ended);
        change(&store, user.id, blocked(false)).await;
        assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Ended);
    }
}

pub(crate) async fn a_new_email_voids_codes_but_ends_no_session(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let to = Change { email: Some((email("new@x.io"), key("new@x.io"))), ..Change::default() };
    change(&store, user.id, to).await;
    assert!(matches!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Holds(_)));
    assert_eq!(store.reset_code_user(digest(1), NOON).await.unwrap(), None);
}

pub(crate) async fn a_new_password_ends_sessions_and_opens_the_given_one(store: Kept) {
    let user = ada(&store).await;
    let old = signed_in(&store, &user).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let fresh = session(user.id);
    let new = fresh.id;
    let after =
        store.set_password(user.id, None, hash("second"), Some(fresh), &none, &BY).await.unwrap().unwrap();
    assert!(after.epoch > user.epoch);
    assert_eq!(store.standing(old, user.id, NOON).await.unwrap(), Standing::Ended);
    assert!(matches!(store.standing(new, user.id, NOON).await.unwrap(), Standing::Holds(_)));
    assert_eq!(store.reset_code_user(digest(1), NOON).await.unwrap(), None);
    assert!(store.login_of(user.id).await.unwrap().is_some_and(|login| login.hash == hash("second")));
}

pub(crate) async fn a_password_is_set_only_over_the_hash_that_was_verified(store: Kept) {
    let user = ada(&store).await;
    let (one, two) = (hash("first"), hash("second"));
    let set = |from, to| store.set_password(user.id, Some(from), to, None, &none, &BY);
    assert!(set(&one, two.clone()).await.unwrap().is_some());
    assert!(set(&one, hash("third")).await.unwrap().is_none());
    assert!(store.login_of(user.id).await.unwrap().is_some_and(|login| login.hash == two));
}

pub(crate) async fn a_rehash_ends_nothing(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    assert!(store.rehash(user.id, &hash("first"), hash("stronger")).await.unwrap());
    assert!(!store.rehash(user.id, &hash("first"), hash("stale")).await.unwrap());
    assert!(matches!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Holds(_)));
    assert!(store.login_of(user.id).await.unwrap().is_some_and(|login| login.hash == hash("stronger")));
}

pub(crate) async fn what_is_not_there_is_absent(store: Kept) {
    let nobody = UserId::from_bytes([7; 12]);
    assert_eq!(change(&store, nobody, blocked(true)).await, Updated::Absent);
    assert!(store.set_password(nobody, None, hash("x"), None, &none, &BY).await.unwrap().is_none());
    assert!(!store.rehash(nobody, &hash("x"), hash("y")).await.unwrap());
    assert!(store.user(nobody).await.unwrap().is_none() && store.login_of(nobody).await.unwrap().is_none());
}

pub(crate) async fn a_change_on_a_condition_is_made_only_where_it_holds(store: Kept) {
    let user = ada(&store).await;
    let only = |blocked| {
        let only_if: Condition = Arc::new(move |user: &User| user.blocked != blocked);
        Change { blocked: Some(blocked), only_if: Some(only_if), ..Change::default() }
    };
    let mut outcomes = Vec::new();
    let changes = (0..20).map(|_| {
        let (store, id, change_it) = (store.clone(), user.id, only(true));
        tokio::spawn(async move { change(&store, id, change_it).await })
    });
    for changing in changes.collect::<Vec<_>>() {
        outcomes.push(changing.await.unwrap());
    }
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Updated::Changed { .. })).count(), 1);
    for outcome in outcomes {
        let (Updated::Changed { after: now, .. } | Updated::Otherwise(now)) = outcome else { unreachable!() };
        assert!(now.blocked, "whoever is refused sees what is there");
    }
    assert_eq!(change(&store, UserId::from_bytes([7; 12]), only(true)).await, Updated::Absent);
}
