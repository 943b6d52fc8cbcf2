//! On PostgreSQL those who sign up at once share a commit: what becomes of them where it fails. SQLite's shared commits are looked at where they are made.

use crate::open_postgres;
use crate::people::{BY, Kept, NOON, new_job, session, somebody};
use frontdesk_store::{Created, Standing, StoreError};
use frontdesk_wire::query::UserQuery;

/// So many sign up at once: more than share one commit.
const MANY: usize = 100;

/// Everything goes well with the fourth of them, up to the commit.
const BREAK: &str = "CREATE FUNCTION break_commit() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN RAISE EXCEPTION 'this commit fails'; END $$; \
    CREATE CONSTRAINT TRIGGER broken AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW \
    WHEN (NEW.email_key = 'u3@x.io') EXECUTE FUNCTION break_commit()";

/// What each is told who signs up, and whether they and their first session are there once all have been told.
async fn sign_up(store: &Kept) -> Vec<(Result<Created, StoreError>, bool)> {
    let sign_up = |n: usize| {
        let new = somebody(&format!("u{n}@x.io"), &["user"]);
        let (id, first, store) = (new.id, session(new.id), store.clone());
        let (session, jobs) = (first.id, vec![new_job("welcome", Some(id), NOON)]);
        let told = async move { store.create_user(new, Some(first), jobs, &BY).await };
        (tokio::spawn(told), session, id)
    };
    let mut told = Vec::new();
    for (one, session, id) in (0..MANY).map(sign_up).collect::<Vec<_>>() {
        told.push((one.await.unwrap(), session, id));
    }
    let mut outcomes = Vec::new();
    for (told, session, id) in told {
        let standing = store.standing(session, id, NOON).await.unwrap();
        outcomes.push((told, matches!(standing, Standing::Holds(_))));
    }
    outcomes
}

// On one thread: all of them ask before the first is answered.
#[tokio::test]
async fn whoever_shares_a_commit_that_fails_is_told_so_and_can_sign_up_again() {
    let (store, trial) = open_postgres().await;
    trial.sql(BREAK).await;
    let first = sign_up(&store).await;
    for (n, (told, is_there)) in first.iter().enumerate() {
        match told {
            Ok(Created::User(_)) => assert!(is_there, "u{n} was told of an account that is not there"),
            Err(StoreError::Fault(why)) if why.contains("this commit fails") => {
                assert!(!is_there, "u{n} was told of a failure and is there");
            }
            other => panic!("u{n}: {other:?}"),
        }
    }
    let added = first.iter().filter(|(told, _)| told.is_ok()).count();
    assert!(
        first[3].0.is_err() && added < MANY - 1,
        "nobody shared the commit that failed: {added} are added"
    );
    assert!(added > 0, "all shared one commit");
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), added as u64);
    assert_eq!(store.count_jobs().await.unwrap(), added as u64);
    trial.sql("DROP TRIGGER broken ON users").await;
    for ((before, _), (now, is_there)) in first.iter().zip(sign_up(&store).await) {
        assert_eq!((now.unwrap() == Created::AddressTaken, is_there), (before.is_ok(), before.is_err()));
    }
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), MANY as u64);
    assert_eq!(store.count_jobs().await.unwrap(), MANY as u64);
    assert!(store.check().await.unwrap().is_empty());
}
