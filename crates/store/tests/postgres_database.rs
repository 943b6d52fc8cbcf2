//! The database of the PostgreSQL store: who makes it, what is refused untouched, what several servers share, and what happens while it is gone.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use frontdesk_store::{
    IndexState, JobKind, Jobs, LimitKey, LimitRule, Limits, NewJob, Opening, Options, PostgresAddress,
    SqlStore, StoreError, Upkeep, Users, Verdict,
};
use frontdesk_trial::Trial;
use frontdesk_wire::Timestamp;
use frontdesk_wire::query::UserQuery;
use sqlx::{Connection, PgConnection};
use std::sync::Arc;
use std::time::{Duration, Instant};

async fn open(trial: &Trial) -> Result<SqlStore, StoreError> {
    SqlStore::in_postgres(&trial.url.parse().unwrap(), Options::new(Opening::Serve)).await
}

#[tokio::test]
async fn servers_that_start_at_once_make_the_tables_once() {
    let trial = Arc::new(Trial::empty().await);
    let openings: Vec<_> = (0..8)
        .map(|_| {
            let trial = Arc::clone(&trial);
            tokio::spawn(async move { open(&trial).await.map(drop) })
        })
        .collect();
    for opening in openings {
        opening.await.unwrap().unwrap();
    }
    assert!(open(&trial).await.unwrap().check().await.unwrap().is_empty());
}

#[tokio::test]
async fn foreign_and_newer_tables_are_refused_untouched() {
    let trial = Trial::empty().await;
    let address: PostgresAddress = trial.url.parse().unwrap();
    assert!(!SqlStore::is_in_postgres(&address).await.unwrap());
    trial.sql("CREATE TABLE invoices (id INTEGER)").await;
    for refusal in [open(&trial).await.err(), SqlStore::is_in_postgres(&address).await.err()] {
        assert!(matches!(refusal, Some(StoreError::Foreign(text)) if text.contains("another program")));
    }
    trial.sql("CREATE TABLE frontdesk (other TEXT)").await;
    assert!(matches!(open(&trial).await.err(), Some(StoreError::Foreign(_))));
    trial.sql("DROP TABLE invoices; DROP TABLE frontdesk").await;
    open(&trial).await.unwrap();
    assert!(SqlStore::is_in_postgres(&address).await.unwrap());
    trial.sql("UPDATE frontdesk SET version = 99").await;
    let newer = open(&trial).await.err();
    assert!(matches!(newer, Some(StoreError::Foreign(text)) if text.contains("newer Frontdesk (schema 99")));
}

#[tokio::test]
async fn what_is_out_of_reach_is_said_to_be_in_good_time_and_without_the_password() {
    let begun = Instant::now();
    let nobody = "postgres://desk:hush@127.0.0.1:1/desk".parse().unwrap();
    let refusal = SqlStore::in_postgres(&nobody, Options::new(Opening::Serve)).await.err();
    assert!(
        matches!(refusal, Some(StoreError::Unavailable(text)) if text.contains("127.0.0.1:1") && !text.contains("hush"))
    );
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_database_that_goes_and_comes_back_heals_by_itself() {
    let trial = Trial::empty().await;
    let store = open(&trial).await.unwrap();
    store.ping().await.unwrap();
    trial.shut().await;
    for _ in 0..6 {
        let begun = Instant::now();
        let refusal = store.ping().await.err();
        assert!(matches!(refusal, Some(StoreError::Unavailable(_))), "{refusal:?}");
        assert!(begun.elapsed() < Duration::from_secs(3));
    }
    trial.reopen().await;
    store.ping().await.unwrap();
}

#[tokio::test]
async fn two_servers_count_guesses_together() {
    let trial = Trial::empty().await;
    let stores = [Arc::new(open(&trial).await.unwrap()), Arc::new(open(&trial).await.unwrap())];
    let ladder = LimitRule::Ladder { free: 5, first_wait: 30_000, longest_wait: 900_000 };
    let hourly = LimitRule::Window { tries: 100, length: 3_600_000 };
    let now = Timestamp::from_millis(1_000);
    let tries = (0..200).map(|n: usize| {
        let store = stores.iter().cycle().nth(n).map(Arc::clone).unwrap();
        // In whatever order the buckets are named, nobody waits for each other.
        let mut buckets =
            vec![(LimitKey("account".to_owned()), ladder), (LimitKey("network".to_owned()), hourly)];
        buckets.rotate_left(n % 2);
        tokio::spawn(async move { store.take(&buckets, now).await.unwrap() })
    });
    let mut through = 0;
    for outcome in tries.collect::<Vec<_>>() {
        through += usize::from(matches!(outcome.await.unwrap(), Verdict::Go { .. }));
    }
    assert_eq!(through, 5);
}

#[tokio::test]
async fn a_server_that_starts_frees_nothing_that_another_one_has_leased() {
    let trial = Trial::empty().await;
    let first = open(&trial).await.unwrap();
    let [now, later] = [1_000, 31_000].map(Timestamp::from_millis);
    let (id, kind) = (uuid::Uuid::from_u128(1), JobKind("mail".to_owned()));
    first
        .add_jobs(vec![NewJob { id, kind, payload: "{}".to_owned(), user: None, due_at: now }])
        .await
        .unwrap();
    assert!(first.lease_job(now, later).await.unwrap().is_some());
    let second = open(&trial).await.unwrap();
    assert!(second.lease_job(now, later).await.unwrap().is_none());
    let taken_over = second.lease_job(later, Timestamp::from_millis(61_000)).await.unwrap();
    assert_eq!(taken_over.map(|job| job.tries), Some(1), "the lost try counts");
}

#[tokio::test]
async fn a_count_whose_request_is_gone_ends_on_the_server_too() {
    let trial = Trial::empty().await;
    let store = Arc::new(open(&trial).await.unwrap());
    // Whatever asks the table waits for it to be read, which takes a while for everybody who is in it.
    trial
        .sql(
            "INSERT INTO users SELECT n, decode(lpad(to_hex(n), 24, '0'), 'hex'), n, 'a' || n, 'a' || n, NULL, NULL, 'free', 1, 0, 0, 0 \
             FROM generate_series(1, 300) n; \
             INSERT INTO profile SELECT n, '', '', '', 'free', '[]', '[]', '{}', \
             (SELECT jsonb_build_object('o', jsonb_build_object('m', jsonb_build_object('v', jsonb_agg(jsonb_build_array('x', NULL, NULL))))) \
             FROM generate_series(1, 4000)) FROM generate_series(1, 300) n",
        )
        .await;
    let query = UserQuery::from_pairs((0..100).map(|n| ("filter", format!("metadata.m:!~z{n}")))).unwrap();
    let count = tokio::spawn(async move { store.count_users(&query).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!count.is_finished());
    count.abort();
    trial
        .sql(
            "DO $$ BEGIN PERFORM pg_sleep(1); IF EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
             AND state = 'active' AND query LIKE 'SELECT count%') THEN RAISE EXCEPTION 'it still runs'; END IF; END $$",
        )
        .await;
}

/// Waits until the store's index answers.
async fn ready(store: &SqlStore) {
    while store.index_state() != IndexState::Ready {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

/// So many users are blocked, says each of the stores.
async fn blocked(stores: &[SqlStore], many: u64) {
    let query = UserQuery::from_pairs([("filter", "blocked:true")]).unwrap();
    for store in stores {
        assert_eq!(store.count_users(&query).await.unwrap(), many);
        assert_eq!(store.list_users(&query).await.unwrap().len() as u64, many);
    }
}

#[tokio::test]
async fn what_is_committed_late_or_by_another_server_is_in_the_next_answer_of_all() {
    let trial = Trial::empty().await;
    let stores = [open(&trial).await.unwrap(), open(&trial).await.unwrap()];
    trial
        .sql(
            "INSERT INTO users SELECT n, decode(lpad(to_hex(n), 24, '0'), 'hex'), n, n || '@x.io', n || '@x.io', NULL, NULL, 'free', 1, 0, 0, 0 \
             FROM generate_series(1, 100) n; \
             INSERT INTO profile SELECT n, n || '@x.io', n || '@x.io', '', 'free', '[]', '[]', '{}', '{\"o\":{}}' FROM generate_series(1, 100) n",
        )
        .await;
    for store in &stores {
        ready(store).await;
    }
    let mut late = PgConnection::connect(&trial.url).await.unwrap();
    let mut late = late.begin().await.unwrap();
    sqlx::query("UPDATE users SET blocked = 1 WHERE num <= 10").execute(&mut *late).await.unwrap();
    blocked(&stores, 0).await;
    for num in 21..=40 {
        let block = format!("UPDATE users SET blocked = 1 WHERE num = {num}");
        trial.sql(&block).await;
        blocked(&stores, num - 20).await;
    }
    late.commit().await.unwrap();
    blocked(&stores, 30).await;
    trial.sql("DELETE FROM users WHERE num <= 5").await;
    blocked(&stores, 25).await;
    assert!(stores.iter().all(|store| store.index_state() == IndexState::Ready));
}

#[tokio::test]
async fn where_changes_are_not_noted_statements_answer() {
    let trial = Trial::empty().await;
    open(&trial).await.unwrap().close().await;
    trial
        .sql(
            "DROP TRIGGER profile_added ON profile; DROP TRIGGER profile_gone ON profile; DROP TRIGGER profile_changed ON profile; \
             DROP TRIGGER users_changed ON users; DROP TABLE user_change; DROP TABLE user_change_mark",
        )
        .await;
    let store = open(&trial).await.unwrap();
    while store.index_state() == IndexState::Loading {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(store.index_state(), IndexState::Off);
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), 0);
    store.tidy(Timestamp::from_millis(1_000)).await.unwrap();
}

#[tokio::test]
async fn servers_of_one_database_share_one_secret() {
    let trial = Trial::empty().await;
    let (first, second) = (open(&trial).await.unwrap(), open(&trial).await.unwrap());
    assert_eq!(first.secret_fingerprint().await.unwrap(), None);
    first.keep_secret_fingerprint(b"one").await.unwrap();
    second.keep_secret_fingerprint(b"another").await.unwrap();
    assert_eq!(second.secret_fingerprint().await.unwrap().as_deref(), Some(&b"one"[..]));
    assert!(!second.has_admin().await.unwrap());
}
