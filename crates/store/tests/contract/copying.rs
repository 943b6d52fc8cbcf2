//! From one engine to the other and back.

use crate::people::{BY, HOUR, NOON, after, digest, fresh, key, new_job, session, somebody, vendors};
use crate::postgres;
use frontdesk_store::{
    BulkAct, Bulks, Copied, Deletions, IndexState, Jobs, NewBulk, Opening, Options, ResetCodes, SqlStore,
    StoreError, Upkeep, User, Users, Whom,
};
use frontdesk_trial::Trial;
use frontdesk_wire::query::UserQuery;
use std::path::Path;

async fn folder(dir: &Path) -> SqlStore {
    SqlStore::in_folder(dir, Options::new(Opening::Serve)).await.unwrap()
}

async fn found(store: &SqlStore, filter: &str) -> Vec<User> {
    store.list_users(&UserQuery::from_pairs([("filter", filter)]).unwrap()).await.unwrap()
}

/// A store with something in every table, and more users than are copied at once.
async fn filled(store: &SqlStore) {
    let crowd = (0..1_200).map(|n| somebody(&format!("user{n}@x.io"), &["user"])).collect();
    assert_eq!(store.create_users(crowd, &BY).await.unwrap(), 1_200);
    for name in ["ada@x.io", "bob@bücher.example"] {
        let mut user = somebody(name, &["user", "admin", "acme"]);
        user.vendor = vendors(&["Acme", "Zed"]);
        let first = session(user.id);
        store.create_user(user, Some(first), vec![new_job("mail", None, NOON)], &BY).await.unwrap();
    }
    let page = found(store, "scope:acme").await;
    let leased = store.lease_job(NOON, after(HOUR)).await.unwrap().unwrap();
    assert!(store.keep_reset_code(digest(7), page[0].id, &leased, after(HOUR), &BY).await.unwrap());
    store.begin_deletion(page[1].id, fresh(), NOON, Vec::new(), &BY).await.unwrap();
    let whom = Whom::These(found(store, "email:user0@x.io").await.iter().map(|user| user.id).collect());
    let (ticket, by) = (fresh(), BY.clone().known_as(page[0].id));
    store.begin_bulk(NewBulk { ticket, by, act: BulkAct::Delete }, whom, Vec::new()).await.unwrap();
    store.work_on_bulk(ticket, NOON, &|_| (fresh(), Vec::new())).await.unwrap().unwrap();
}

async fn copied(from: &SqlStore, to: &SqlStore) -> Result<Vec<Copied>, StoreError> {
    from.copy_to(to, |_, _| {}).await
}

#[tokio::test]
async fn everything_goes_to_the_other_engine_and_back_unchanged() {
    let dir = tempfile::tempdir().unwrap();
    let trial = Trial::new(async |url| postgres(url).await.close().await).await;
    let (from, between) = (folder(&dir.path().join("from")).await, postgres(&trial.url).await);
    filled(&from).await;
    // An index that is there already sees users come in one write and their profiles in another.
    while between.index_state() != IndexState::Ready {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let there = copied(&from, &between).await.unwrap();
    assert!(there.iter().all(|table| table.rows > 0), "{there:?}");
    assert_eq!(between.check().await.unwrap(), Vec::<String>::new());
    let back = folder(&dir.path().join("back")).await;
    assert_eq!(copied(&between, &back).await.unwrap(), there);
    assert_eq!(back.check().await.unwrap(), Vec::<String>::new());
    for store in [&between, &back] {
        assert_eq!(found(store, "vendor:zed,scope:acme").await.len(), 2);
        assert!(store.reset_code_user(digest(7), NOON).await.unwrap().is_some());
        assert_eq!(store.create_users(vec![somebody("new@x.io", &["user"])], &BY).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_copy_that_was_broken_off_goes_on_and_one_onto_other_data_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let trial = Trial::new(async |url| postgres(url).await.close().await).await;
    let (from, to) = (folder(&dir.path().join("from")).await, postgres(&trial.url).await);
    filled(&from).await;
    let whole = copied(&from, &to).await.unwrap();
    trial.sql("DELETE FROM job; DELETE FROM session; DELETE FROM address WHERE key > 'user5'; DELETE FROM profile WHERE num > 700").await;
    assert_eq!(copied(&from, &to).await.unwrap(), whole);
    trial
        .sql("DELETE FROM address WHERE key > 'user5'; UPDATE user_vendor SET vendor_key = vendor_key || '!'")
        .await;
    let refusal = copied(&from, &to).await.err();
    assert!(matches!(refusal, Some(StoreError::Foreign(text)) if text.contains("user_vendor")));
    assert!(to.login(&key("user9@x.io")).await.unwrap().is_none(), "nothing was added");
}
