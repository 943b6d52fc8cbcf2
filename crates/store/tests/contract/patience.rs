//! Counts that take for ever: how long they may, and whom they keep waiting.

use crate::people::{Kept, ada, key};
use crate::place::Place;
use frontdesk_store::StoreError;
use frontdesk_wire::query::UserQuery;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// So soon a call is answered that waits for nobody, on a machine that is busy with much else.
const SOON: Duration = Duration::from_secs(4);

/// Users whose metadata is long, and a query that reads all of it a hundred times.
async fn burden(place: &Place) -> (Kept, UserQuery) {
    let store = place.statements().await;
    ada(&store).await;
    place.burden().await;
    let query = UserQuery::from_pairs((0..100).map(|n| ("filter", format!("metadata.m:!~z{n}")))).unwrap();
    (store, query)
}

fn counts(store: &Kept, query: &UserQuery) -> Vec<JoinHandle<Result<u64, StoreError>>> {
    let count = |_| {
        let (store, query) = (store.clone(), query.clone());
        tokio::spawn(async move { store.count_users(&query).await })
    };
    (0..6).map(count).collect()
}

pub(crate) async fn a_count_that_takes_too_long_is_given_up(place: Place) {
    let (store, query) = burden(&place).await;
    let began = Instant::now();
    let refusal = store.count_users(&query).await;
    assert!(matches!(refusal, Err(StoreError::Unavailable(_))), "{refusal:?} after {:?}", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(8));
}

pub(crate) async fn slow_counts_keep_only_lists_and_counts_waiting(place: Place) {
    let (store, query) = burden(&place).await;
    let slow = counts(&store, &query);
    tokio::time::sleep(Duration::from_millis(200)).await;
    for _ in 0..20 {
        let began = Instant::now();
        assert!(store.login(&key("ada@x.io")).await.unwrap().is_some());
        assert!(store.add_jobs(Vec::new()).await.is_ok());
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    }
    assert!(slow.iter().all(|count| !count.is_finished()), "the counts were not slow");
    slow.iter().for_each(JoinHandle::abort);
    let began = Instant::now();
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 301);
    assert!(began.elapsed() < SOON, "whoever left still holds the connections: {:?}", began.elapsed());
}

pub(crate) async fn a_store_that_closes_waits_for_no_count(place: Place) {
    let (store, query) = burden(&place).await;
    let slow = counts(&store, &query);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let began = Instant::now();
    store.close().await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    for count in slow {
        assert!(matches!(count.await.unwrap(), Err(StoreError::Unavailable(_))));
    }
}
