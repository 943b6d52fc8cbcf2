//! The audit trail: what leaves an entry, and how entries are found.

use crate::people::{
    BY, HOUR, Kept, MINUTE, NOON, ada, add, admin, after, digest, email, fresh, hash, key, scopes,
};
use crate::people::{keep_code, session, signed_in, somebody};
use crate::random::Dice;
use frontdesk_store::{By, Change, DELETION_STEPS, NewEntry, NewJob, User};
use frontdesk_wire::query::AuditQuery;
use frontdesk_wire::{Actor, ActorKind, AuditAction, AuditDetails, AuditEntry, Metadata, Timestamp, UserId};
use std::collections::HashSet;

fn none(_: &User, _: &User) -> Vec<NewJob> {
    Vec::new()
}

async fn all(store: &Kept) -> Vec<AuditEntry> {
    store.audit(&AuditQuery { limit: 1_000, ..AuditQuery::default() }).await.unwrap()
}

/// Somebody at the other end of a line.
fn caller(user: &User, at: Timestamp) -> By {
    By::guest(Some("192.0.2.7".to_owned()), Some("curl".to_owned()), at).known_as(user.id)
}

pub(crate) async fn what_is_done_leaves_one_entry(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let user = ada(&store).await;
    let by = caller(&root, after(MINUTE));
    let opened = signed_in(&store, &user).await;
    let own = By { session: Some(opened), ..caller(&user, NOON) };
    let second = signed_in(&store, &user).await;
    store.end_session(user.id, second, &own).await.unwrap();
    store.end_session(user.id, opened, &own).await.unwrap();
    store.end_sessions(user.id, &own).await.unwrap();
    let change = Change {
        scope: Some(scopes(&["acme", "user"])),
        metadata: Some(Metadata::parse(r#"{"a":1}"#).unwrap()),
        email: Some((email("new@x.io"), key("new@x.io"))),
        blocked: Some(true),
        ..Change::default()
    };
    store.update_user(user.id, change, &none, &by).await.unwrap();
    let free = Change { blocked: Some(false), scope: Some(scopes(&["user"])), ..Change::default() };
    store.update_user(user.id, free, &none, &by).await.unwrap();
    store.set_password(user.id, None, hash("second"), None, &none, &by).await.unwrap();
    store.set_password(user.id, Some(&hash("second")), hash("third"), None, &none, &own).await.unwrap();
    assert!(keep_code(&store, 1, &user, NOON).await);
    store.redeem(digest(1), hash("fourth"), NOON, &none, &BY).await.unwrap();
    let ticket = fresh();
    store.begin_deletion(user.id, ticket, NOON, Vec::new(), &by).await.unwrap();
    store.fail_deletion(ticket, "no", NOON).await.unwrap();
    store.begin_deletion(user.id, fresh(), NOON, Vec::new(), &by).await.unwrap();
    store.create_users(vec![somebody("u1@x.io", &[]), somebody("u2@x.io", &[])], &by).await.unwrap();
    let entries = all(&store).await;
    let told: Vec<String> = entries.iter().rev().map(told).collect();
    let expected = [
        "command user-created root {}",
        "command user-created ada {}",
        "ada signed-in ada session",
        "ada signed-in ada session",
        "ada session-ended ada session",
        "ada signed-out ada session",
        r#"ada signed-out-everywhere ada {"count":0}"#,
        r#"root user-changed ada {"fields":["scope","metadata","email"],"scopesAdded":["acme"]}"#,
        "root user-blocked ada {}",
        r#"root user-changed ada {"fields":["scope"],"scopesRemoved":["acme"]}"#,
        "root user-unblocked ada {}",
        "root password-set ada {}",
        "ada password-changed ada {}",
        "command reset-link-asked ada {}",
        "command password-reset ada {}",
        "root deletion-asked ada ticket",
        "server deletion-failed ada ticket",
        "root deletion-asked ada ticket",
        r#"root users-created - {"count":2}"#,
    ];
    let name = |id: Option<UserId>| match id {
        Some(id) if id == root.id => "root",
        Some(id) if id == user.id => "ada",
        _ => "-",
    };
    let named: Vec<String> = entries
        .iter()
        .rev()
        .zip(&told)
        .map(|(entry, told)| {
            let who = if entry.actor.kind == ActorKind::User {
                name(entry.actor.id)
            } else {
                entry.actor.kind.name()
            };
            format!("{who} {} {} {told}", entry.action, name(entry.subject))
        })
        .collect();
    assert_eq!(named, expected);
    let set = entries.iter().find(|entry| entry.action == "password-set").unwrap();
    assert_eq!(
        (set.at, set.address.as_deref(), set.user_agent.as_deref()),
        (by.at, Some("192.0.2.7"), Some("curl"))
    );
    assert!(entries.is_sorted_by(|one, next| one.id > next.id));
    assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
}

fn told(entry: &AuditEntry) -> String {
    match &entry.details {
        AuditDetails { session: Some(_), .. } => "session".to_owned(),
        AuditDetails { ticket: Some(_), .. } => "ticket".to_owned(),
        other => serde_json::to_string(other).unwrap(),
    }
}

pub(crate) async fn what_is_refused_or_changes_nothing_leaves_none(store: Kept) {
    let root = admin(&store, "root@x.io").await;
    let user = ada(&store).await;
    let by = caller(&root, NOON);
    let begun = all(&store).await;
    store.create_user(somebody("ada@x.io", &[]), None, Vec::new(), &by).await.unwrap();
    store.create_users(vec![somebody("ada@x.io", &[])], &by).await.unwrap();
    store.open_session(session(user.id), user.epoch + 1).await.unwrap();
    store.end_session(user.id, fresh(), &by).await.unwrap();
    let same = Change { scope: Some(user.scope.clone()), blocked: Some(false), ..Change::default() };
    store.update_user(user.id, same, &none, &by).await.unwrap();
    let last = Change { blocked: Some(true), ..Change::default() };
    store.update_user(root.id, last, &none, &by).await.unwrap();
    store.set_password(user.id, Some(&hash("other")), hash("new"), None, &none, &by).await.unwrap();
    store.redeem(digest(9), hash("new"), NOON, &none, &by).await.unwrap();
    store.begin_deletion(root.id, fresh(), NOON, Vec::new(), &by).await.unwrap();
    store.begin_deletion(UserId::from_bytes([7; 12]), fresh(), NOON, Vec::new(), &by).await.unwrap();
    assert_eq!(all(&store).await, begun);
    let ticket = fresh();
    store.begin_deletion(user.id, ticket, NOON, Vec::new(), &by).await.unwrap();
    store.begin_deletion(user.id, fresh(), NOON, Vec::new(), &by).await.unwrap();
    for step in DELETION_STEPS.into_iter().chain(DELETION_STEPS) {
        store.do_deletion_step(ticket, step, NOON).await.unwrap();
    }
    let entries = all(&store).await;
    let more: Vec<&str> = entries[..2].iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!((entries.len(), more), (begun.len() + 2, vec!["deletion-completed", "deletion-asked"]));
    assert_eq!(entries[0].subject, Some(user.id), "a subject that is gone keeps its id");
}

fn some_id(dice: &mut Dice) -> UserId {
    UserId::from_bytes([dice.below(4) as u8; 12])
}

fn entry(dice: &mut Dice) -> NewEntry {
    // Clocks differ by hours, and entries come in no order of time.
    let by = By::command(after(dice.below(40) as i64 * 20 * MINUTE));
    let by = if dice.below(4) == 0 { by } else { by.known_as(some_id(dice)) };
    let action = AuditAction::ALL[dice.below(AuditAction::ALL.len())].0;
    NewEntry { subject: (dice.below(5) > 0).then(|| some_id(dice)), ..by.did(action, some_id(dice)) }
}

fn query(dice: &mut Dice, ids: &[i64]) -> AuditQuery {
    let mut some = |sides| dice.below(sides) == 0;
    let (actor, subject, action, from, to, before, newer) =
        (some(3), some(3), some(2), some(3), some(3), some(3), some(3));
    let mut listed: Vec<AuditAction> = Vec::new();
    for (at, (one, _)) in AuditAction::ALL.iter().enumerate() {
        if action && (at == 3 || dice.below(6) == 0) {
            listed.push(*one);
        }
    }
    let moment = |dice: &mut Dice| after(dice.below(90) as i64 * 10 * MINUTE - 30 * MINUTE);
    let place = |dice: &mut Dice| ids[dice.below(ids.len())] + dice.below(3) as i64 - 1;
    AuditQuery {
        actor: actor.then(|| some_id(dice)),
        subject: subject.then(|| some_id(dice)),
        actions: listed,
        from: from.then(|| moment(dice)),
        to: to.then(|| moment(dice)),
        before: before.then(|| place(dice)),
        after: newer.then(|| place(dice)),
        limit: 1 + dice.below(60) as u32,
    }
}

/// What a plain list answers.
fn model(all: &[AuditEntry], query: &AuditQuery) -> Vec<AuditEntry> {
    let fits = |entry: &&AuditEntry| {
        query.actor.is_none_or(|id| entry.actor == Actor { id: Some(id), kind: ActorKind::User })
            && query.subject.is_none_or(|id| entry.subject == Some(id))
            && (query.actions.is_empty() || query.actions.iter().any(|action| action.name() == entry.action))
            && query.from.is_none_or(|from| entry.at >= from)
            && query.to.is_none_or(|to| entry.at < to)
            && query.before.is_none_or(|id| entry.id < id)
            && query.after.is_none_or(|id| entry.id > id)
    };
    let fitting: Vec<AuditEntry> = all.iter().filter(fits).cloned().collect();
    let limit = query.limit as usize;
    let skipped =
        if query.after.is_some() && query.before.is_none() { fitting.len().saturating_sub(limit) } else { 0 };
    fitting.into_iter().skip(skipped).take(limit).collect()
}

pub(crate) async fn any_filters_find_what_a_plain_list_does(store: Kept) {
    let (mut dice, seed) = Dice::thrown();
    for _ in 0..10 {
        let entries = (0..70).map(|_| entry(&mut dice)).collect();
        store.note(entries).await.unwrap();
    }
    let all = all(&store).await;
    assert_eq!(all.len(), 700);
    let ids: Vec<i64> = all.iter().map(|entry| entry.id).collect();
    let mut found = 0;
    for _ in 0..300 {
        let query = query(&mut dice, &ids);
        let (page, expected) = (store.audit(&query).await.unwrap(), model(&all, &query));
        assert_eq!(page, expected, "seed {seed}: {query:?}");
        found += page.len();
    }
    assert!(found > 500, "hardly anything was looked for: {found}");
}

pub(crate) async fn whoever_reads_while_others_write_misses_nothing_and_sees_nothing_twice(store: Kept) {
    let user = ada(&store).await;
    let writers: Vec<_> = (0..4)
        .map(|writer| {
            let (store, id) = (store.clone(), user.id);
            tokio::spawn(async move {
                for n in 0..60 {
                    let details = AuditDetails { count: Some(writer * 1_000 + n), ..AuditDetails::default() };
                    store.note(vec![BY.did(AuditAction::UserUnlocked, id).with(details)]).await.unwrap();
                }
            })
        })
        .collect();
    let (mut last, mut followed) = (0, Vec::new());
    let mut is_over = false;
    loop {
        let new =
            store.audit(&AuditQuery { after: Some(last), limit: 7, ..AuditQuery::default() }).await.unwrap();
        last = new.first().map_or(last, |newest| newest.id);
        followed.extend(new.iter().rev().filter_map(|entry| entry.details.count));
        if is_over && new.is_empty() {
            break;
        }
        is_over = writers.iter().all(tokio::task::JoinHandle::is_finished);
    }
    let distinct: HashSet<u64> = followed.iter().copied().collect();
    assert_eq!((followed.len(), distinct.len()), (240, 240));
    let (mut before, mut walked) = (None, HashSet::new());
    loop {
        let page = store.audit(&AuditQuery { before, limit: 11, ..AuditQuery::default() }).await.unwrap();
        let Some(end) = page.last() else { break };
        before = Some(end.id);
        assert!(page.iter().all(|entry| walked.insert(entry.id)), "a page showed an entry again");
        store.note(vec![BY.did(AuditAction::UserUnlocked, user.id)]).await.unwrap();
    }
    assert_eq!(walked.len(), 241);
}

pub(crate) async fn what_is_old_is_thrown_away_to_the_hour(store: Kept) {
    let user = add(&store, somebody("old@x.io", &[])).await;
    let at = |millis| By::command(after(millis)).did(AuditAction::UserUnlocked, user.id);
    let hour = NOON.as_millis().div_euclid(HOUR) * HOUR - NOON.as_millis();
    store
        .note(vec![at(hour + 3 * HOUR), at(hour + HOUR - 1), at(hour + HOUR), at(hour + 2 * HOUR)])
        .await
        .unwrap();
    assert_eq!(store.forget_entries(after(hour - HOUR)).await.unwrap(), 0);
    assert_eq!(store.forget_entries(after(hour + 2 * HOUR - 1)).await.unwrap(), 2);
    assert_eq!(store.forget_entries(after(hour + 2 * HOUR - 1)).await.unwrap(), 0);
    let left: Vec<i64> =
        all(&store).await.iter().map(|entry| entry.at.as_millis() - after(hour).as_millis()).collect();
    assert_eq!(left, [2 * HOUR, HOUR, 3 * HOUR]);
    let from = AuditQuery { from: Some(after(hour + 3 * HOUR)), ..AuditQuery::default() };
    assert_eq!(store.audit(&from).await.unwrap().len(), 1);
}
