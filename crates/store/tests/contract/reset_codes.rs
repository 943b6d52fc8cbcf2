//! Reset codes: single use, newest only.

use crate::people::{
    BY, HOUR, Kept, MINUTE, NOON, ada, after, digest, hash, job_made, keep_code, key, new_job, signed_in,
};
use frontdesk_store::{Change, NewJob, Redeemed, Standing, User};
use frontdesk_wire::Timestamp;

fn none(_: &User, _: &User) -> Vec<NewJob> {
    Vec::new()
}

async fn redeem(store: &Kept, byte: u8, at: Timestamp) -> Redeemed {
    store.redeem(digest(byte), hash("second"), at, &none, &BY).await.unwrap()
}

pub(crate) async fn a_code_sets_the_password_once(store: Kept) {
    let user = ada(&store).await;
    let session = signed_in(&store, &user).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let jobs = |before: &User, after: &User| {
        assert!(before.epoch < after.epoch);
        vec![new_job("notice", Some(after.id), NOON)]
    };
    let redeemed = store.redeem(digest(1), hash("second"), after(MINUTE), &jobs, &BY).await.unwrap();
    assert!(matches!(redeemed, Redeemed::User(after) if after.id == user.id && after.epoch > user.epoch));
    assert!(store.login(&key("ada@x.io")).await.unwrap().is_some_and(|login| login.hash == hash("second")));
    assert_eq!(store.standing(session, user.id, NOON).await.unwrap(), Standing::Ended);
    assert_eq!(store.count_jobs().await.unwrap(), 1);
    assert_eq!(redeem(&store, 1, after(MINUTE)).await, Redeemed::Spent);
    assert_eq!(redeem(&store, 9, after(MINUTE)).await, Redeemed::Spent);
}

pub(crate) async fn an_expired_code_is_spent(store: Kept) {
    let user = ada(&store).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    assert_eq!(redeem(&store, 1, after(HOUR)).await, Redeemed::Spent);
    assert!(store.login_of(user.id).await.unwrap().is_some_and(|login| login.hash == hash("first")));
    assert!(matches!(redeem(&store, 1, after(HOUR - 1)).await, Redeemed::User(_)));
}

pub(crate) async fn only_the_newest_code_holds(store: Kept) {
    let user = ada(&store).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    assert!(keep_code(&store, 2, &user, after(MINUTE)).await);
    assert!(!keep_code(&store, 3, &user, after(1)).await);
    for spent in [1, 3] {
        assert_eq!(redeem(&store, spent, after(2 * MINUTE)).await, Redeemed::Spent);
    }
    assert!(matches!(redeem(&store, 2, after(2 * MINUTE)).await, Redeemed::User(_)));
}

pub(crate) async fn a_late_retry_brings_no_code_back(store: Kept) {
    let user = ada(&store).await;
    let job = job_made(NOON);
    let keep = || store.keep_reset_code(digest(1), user.id, &job, after(HOUR), &BY);
    assert!(keep().await.unwrap() && keep().await.unwrap());
    assert!(matches!(redeem(&store, 1, after(1)).await, Redeemed::User(_)));
    assert!(!keep().await.unwrap());
    store.tidy(after(2 * HOUR)).await.unwrap();
    assert!(!keep().await.unwrap());
    assert_eq!(redeem(&store, 1, after(2)).await, Redeemed::Spent);
}

pub(crate) async fn of_a_hundred_redeems_one_wins(store: Kept) {
    let user = ada(&store).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let tries: Vec<_> = (0..100)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move { store.redeem(digest(1), hash(&n.to_string()), NOON, &none, &BY).await })
        })
        .collect();
    let mut winners = Vec::new();
    for (n, outcome) in tries.into_iter().enumerate() {
        if matches!(outcome.await.unwrap().unwrap(), Redeemed::User(_)) {
            winners.push(n);
        }
    }
    assert_eq!(winners.len(), 1);
    let login = store.login_of(user.id).await.unwrap().unwrap();
    assert!(login.hash == hash(&winners[0].to_string()));
}

pub(crate) async fn a_blocked_user_gets_no_code(store: Kept) {
    let user = ada(&store).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    let set = |blocked| {
        store.update_user(user.id, Change { blocked: Some(blocked), ..Change::default() }, &none, &BY)
    };
    set(true).await.unwrap();
    assert!(!keep_code(&store, 2, &user, after(1)).await);
    set(false).await.unwrap();
    for spent in [1, 2] {
        assert_eq!(redeem(&store, spent, after(1)).await, Redeemed::Spent);
    }
}

pub(crate) async fn looking_spends_nothing(store: Kept) {
    let user = ada(&store).await;
    assert!(keep_code(&store, 1, &user, NOON).await);
    for _ in 0..50 {
        let found = store.reset_code_user(digest(1), NOON).await.unwrap();
        assert_eq!(found.map(|found| found.id), Some(user.id));
    }
    assert_eq!(store.reset_code_user(digest(1), after(HOUR)).await.unwrap(), None);
    assert!(matches!(redeem(&store, 1, NOON).await, Redeemed::User(_)));
    assert_eq!(store.reset_code_user(digest(1), NOON).await.unwrap(), None);
}
