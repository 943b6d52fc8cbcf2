//! Deletions, step by step.

use crate::people::{
    BY, Kept, MINUTE, NOON, ada, add, admin, after, digest, fresh, keep_code, key, new_job, signed_in,
    somebody,
};
use frontdesk_store::{DELETION_STEPS, DeletionBegun, DeletionStep, Standing};
use frontdesk_wire::replies::DeletionState;
use frontdesk_wire::{Timestamp, UserId};
use uuid::Uuid;

/// Begins a deletion with one job of its own.
async fn begin(store: &Kept, user: UserId) -> DeletionBegun {
    store.begin_deletion(user, fresh(), NOON, vec![new_job("delete", None, NOON)], &BY).await.unwrap()
}

async fn begun(store: &Kept, user: UserId) -> Uuid {
    match begin(store, user).await {
        DeletionBegun::Under(ticket, user) => {
            assert!(user.deleting);
            ticket
        }
        other => unreachable!("{other:?}"),
    }
}

async fn finish(store: &Kept, ticket: Uuid, at: Timestamp) {
    for step in DELETION_STEPS {
        store.do_deletion_step(ticket, step, at).await.unwrap().unwrap();
    }
}

/// Deletes somebody from the first step to the last.
pub(crate) async fn delete(store: &Kept, user: UserId) {
    let ticket = begun(store, user).await;
    finish(store, ticket, NOON).await;
}

pub(crate) async fn a_deletion_goes_step_by_step(store: Kept) {
    let user = ada(&store).await;
    let ticket = begun(&store, user.id).await;
    for (done, step) in DELETION_STEPS.into_iter().enumerate() {
        let deletion = store.deletion(user.id, ticket, NOON).await.unwrap().unwrap();
        assert_eq!((deletion.state, deletion.steps_done as usize), (DeletionState::InProgress, done));
        assert!(store.user(user.id).await.unwrap().is_some());
        store.do_deletion_step(ticket, step, NOON).await.unwrap().unwrap();
    }
    let deletion = store.deletion(user.id, ticket, NOON).await.unwrap().unwrap();
    assert_eq!((deletion.state, deletion.steps_done), (DeletionState::Completed, 5));
    assert!(store.user(user.id).await.unwrap().is_none());
    assert_eq!(begin(&store, user.id).await, DeletionBegun::Absent);
}

pub(crate) async fn a_step_counts_once_and_in_order(store: Kept) {
    let user = ada(&store).await;
    let ticket = begun(&store, user.id).await;
    let early = store.do_deletion_step(ticket, DeletionStep::EraseUser, NOON).await.unwrap().unwrap();
    assert_eq!(early.steps_done, 0);
    for _ in 0..3 {
        let deletion =
            store.do_deletion_step(ticket, DeletionStep::EndSessions, NOON).await.unwrap().unwrap();
        assert_eq!(deletion.steps_done, 1);
    }
    finish(&store, ticket, NOON).await;
    finish(&store, ticket, after(MINUTE)).await;
    assert!(store.deletion(user.id, ticket, after(10 * MINUTE + 1)).await.unwrap().is_none());
    assert!(store.do_deletion_step(fresh(), DeletionStep::EndSessions, NOON).await.unwrap().is_none());
}

pub(crate) async fn a_ticket_outlives_its_user_by_ten_minutes(store: Kept) {
    let user = ada(&store).await;
    let ticket = begun(&store, user.id).await;
    finish(&store, ticket, after(MINUTE)).await;
    store.tidy(after(11 * MINUTE)).await.unwrap();
    assert!(store.deletion(user.id, ticket, after(11 * MINUTE)).await.unwrap().is_some());
    assert!(store.deletion(user.id, ticket, after(11 * MINUTE + 1)).await.unwrap().is_none());
    store.tidy(after(11 * MINUTE + 1)).await.unwrap();
    assert!(store.deletion(user.id, ticket, after(MINUTE)).await.unwrap().is_none());
}

pub(crate) async fn a_foreign_pair_is_no_deletion(store: Kept) {
    let user = ada(&store).await;
    let other = add(&store, somebody("bob@x.io", &["user"])).await;
    let ticket = begun(&store, user.id).await;
    assert!(store.deletion(other.id, ticket, NOON).await.unwrap().is_none());
    assert!(store.deletion(user.id, fresh(), NOON).await.unwrap().is_none());
}

pub(crate) async fn twice_is_the_same_ticket(store: Kept) {
    let user = ada(&store).await;
    let ticket = begun(&store, user.id).await;
    assert_eq!(begun(&store, user.id).await, ticket);
    assert_eq!(store.count_jobs().await.unwrap(), 1);
}

pub(crate) async fn the_last_admin_is_not_deleted(store: Kept) {
    let one = admin(&store, "one@x.io").await;
    assert_eq!(begin(&store, one.id).await, DeletionBegun::LastAdmin);
    assert_eq!(store.user(one.id).await.unwrap(), Some(one.clone()));
    assert_eq!(store.count_jobs().await.unwrap(), 0);
    let two = admin(&store, "two@x.io").await;
    begun(&store, two.id).await;
    assert_eq!(begin(&store, one.id).await, DeletionBegun::LastAdmin);
}

pub(crate) async fn two_admins_deleting_each_other_leave_one(store: Kept) {
    let mut last: Option<UserId> = None;
    for round in 0..20 {
        let one = admin(&store, &format!("one{round}@x.io")).await.id;
        let two = admin(&store, &format!("two{round}@x.io")).await.id;
        if let Some(last) = last {
            begun(&store, last).await;
        }
        let (first, second) = tokio::join!(begin(&store, one), begin(&store, two));
        let refused = [&first, &second].into_iter().filter(|it| **it == DeletionBegun::LastAdmin).count();
        assert_eq!(refused, 1, "round {round}");
        last = Some(if first == DeletionBegun::LastAdmin { one } else { two });
    }
}

pub(crate) async fn a_failed_deletion_gives_the_user_back(store: Kept) {
    let user = ada(&store).await;
    let ticket = begun(&store, user.id).await;
    let failed = store.fail_deletion(ticket, "The product did not answer.", NOON).await.unwrap().unwrap();
    assert_eq!(failed.state, DeletionState::Failed);
    assert_eq!(failed.message.as_deref(), Some("The product did not answer."));
    assert_eq!(store.deletion(user.id, ticket, NOON).await.unwrap(), Some(failed.clone()));
    let step = store.do_deletion_step(ticket, DeletionStep::EndSessions, NOON).await.unwrap();
    assert_eq!(step, Some(failed));
    assert!(store.user(user.id).await.unwrap().is_some_and(|user| !user.deleting));
    assert_ne!(begun(&store, user.id).await, ticket);
}

pub(crate) async fn an_erased_user_leaves_no_address_job_or_code(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let mail = new_job("mail", Some(user.id), NOON);
    let id = mail.id;
    store.add_jobs(vec![mail]).await.unwrap();
    let leased = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    let ticket = begun(&store, user.id).await;
    finish(&store, ticket, NOON).await;
    assert!(!store.has_job(id).await.unwrap() && store.count_jobs().await.unwrap() == 1);
    assert!(store.extend_lease(&leased, after(2 * MINUTE)).await.unwrap().is_none());
    assert!(store.login(&key("ada@x.io")).await.unwrap().is_none());
    assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Gone);
    assert_eq!(store.reset_code_user(digest(1), NOON).await.unwrap(), None);
    assert!(store.check().await.unwrap().is_empty());
    ada(&store).await;
}
