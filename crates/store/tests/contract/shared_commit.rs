//! Those who sign up at once share a commit: what becomes of them where it fails.

use crate::people::{BY, Kept, NOON, new_job, session, somebody};
use crate::place::Place;
use frontdesk_store::{Created, Standing, StoreError};
use frontdesk_wire::query::UserQuery;

/// So many sign up at once: more than share one commit.
const MANY: usize = 100;

/// Everything goes well with the fourth of them, up to the commit.
const BREAK_IN_SQLITE: &str = "CREATE TABLE nobody (num INTEGER PRIMARY KEY); \
    CREATE TABLE broken_commit (num INTEGER REFERENCES nobody DEFERRABLE INITIALLY DEFERRED); \
    CREATE TRIGGER broken AFTER INSERT ON users WHEN NEW.email_key = 'u3@x.io' \
    BEGIN INSERT INTO broken_commit VALUES (1); END";
const BREAK_IN_POSTGRES: &str = "CREATE FUNCTION break_commit() RETURNS trigger LANGUAGE plpgsql AS \
    $$ BEGIN RAISE EXCEPTION 'a constraint failed'; END $$; \
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
async fn whoever_shares_a_commit_that_fails_on_sqlite_is_told_so_and_can_sign_up_again() {
    all_are_told(Place::folder().await, BREAK_IN_SQLITE, "DROP TRIGGER broken").await;
}

#[tokio::test]
async fn whoever_shares_a_commit_that_fails_on_postgresql_is_told_so_and_can_sign_up_again() {
    all_are_told(Place::database().await, BREAK_IN_POSTGRES, "DROP TRIGGER broken ON users").await;
}

async fn all_are_told(place: Place, sabotage: &'static str, mend: &'static str) {
    let store = place.index().await;
    assert!(place.takes(sabotage).await);
    let first = sign_up(&store).await;
    for (n, (told, is_there)) in first.iter().enumerate() {
        let is_true = match told {
            Ok(Created::User(_)) => *is_there,
            Err(StoreError::Fault(why)) if why.contains("constraint failed") => !is_there,
            _ => false,
        };
        assert!(is_true, "u{n} was told {told:?} and is there: {is_there}");
    }
    let added = first.iter().filter(|(told, _)| told.is_ok()).count();
    assert!(
        first[3].0.is_err() && added < MANY - 1,
        "nobody shared the commit that failed: {added} are added"
    );
    assert!(added > 0, "all shared one commit");
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), added as u64);
    assert_eq!(store.count_jobs().await.unwrap(), added as u64);
    assert!(place.takes(mend).await);
    for ((before, _), (now, is_there)) in first.iter().zip(sign_up(&store).await) {
        assert_eq!((now.unwrap() == Created::AddressTaken, is_there), (before.is_ok(), before.is_err()));
    }
    assert_eq!(store.count_users(&UserQuery::default()).await.unwrap(), MANY as u64);
    assert_eq!(store.count_jobs().await.unwrap(), MANY as u64);
    assert!(store.check().await.unwrap().is_empty());
}
