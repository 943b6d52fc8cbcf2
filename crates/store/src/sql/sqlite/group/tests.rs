//! Writes at once: shared commits, and none that harms another.

use super::*;
use crate::sql::options::{Opening, Options};
use crate::sql::sqlite::Files;
use crate::sql::statement::Statement;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::yield_now;
use tokio::time::sleep;

async fn open() -> (Files, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    (Files::open(dir.path(), Options::new(Opening::Serve)).await.unwrap(), dir)
}

/// Counts the commits from now on.
async fn count_commits(files: &Files) -> Arc<AtomicUsize> {
    let count = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&count);
    let mut connection = files.writer.pool.acquire().await.unwrap();
    let mut handle = connection.lock_handle().await.unwrap();
    handle.set_commit_hook(move || counting.fetch_add(1, Ordering::SeqCst) < usize::MAX);
    count
}

fn insert(id: u128, length: usize) -> Statement {
    let sql =
        "INSERT INTO job (id, kind, payload, made_at, ready_at, tries) VALUES ($1, 'test', $2, 0, 0, 0)";
    Statement::whole(sql, [uuid::Uuid::from_u128(id).into(), "x".repeat(length).into()])
}

async fn add(files: &Files, id: u128) -> Result<()> {
    let mut write = files.begin().await?;
    write.execute(insert(id, 1)).await?;
    write.commit().await
}

/// Is it there for somebody who only reads?
async fn is_there(files: &Files, id: u128) -> bool {
    let there = Statement::whole("SELECT 1 FROM job WHERE id = $1", [uuid::Uuid::from_u128(id).into()]);
    files.reader().await.unwrap().fetch_optional(there).await.unwrap().is_some()
}

/// Nobody holds anything: another process can write at once.
async fn is_free(dir: &TempDir) -> bool {
    let options = super::super::connect(&dir.path().join("frontdesk.db")).busy_timeout(Duration::ZERO);
    let mut other = SqliteConnection::connect_with(&options).await.unwrap();
    for _ in 0..200 {
        if sqlx::raw_sql("BEGIN IMMEDIATE; ROLLBACK").execute(&mut other).await.is_ok() {
            return true;
        }
        sleep(Duration::from_millis(10)).await;
    }
    false
}

/// What comes of work that is dropped after so many looks at it.
async fn looked_at<T>(work: impl Future<Output = T>, times: u128) -> Option<T> {
    let (mut work, mut looks) = (pin!(work), 0);
    std::future::poll_fn(|context| {
        looks += 1;
        match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(Some(done)),
            Poll::Pending if looks > times => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

#[tokio::test]
async fn writes_at_once_share_their_commits_and_each_is_there_when_it_is_answered() {
    let (files, dir) = open().await;
    let commits = count_commits(&files).await;
    let writes = (0..600).map(|id| {
        let files = files.clone();
        tokio::spawn(async move {
            add(&files, id).await.unwrap();
            assert!(is_there(&files, id).await, "{id} was answered too soon");
        })
    });
    for write in writes.collect::<Vec<_>>() {
        write.await.unwrap();
    }
    let commits = commits.load(Ordering::SeqCst);
    assert!(commits <= 60, "600 writes made {commits} commits");
    assert!(is_free(&dir).await);
}

#[tokio::test]
async fn who_writes_alone_is_committed_alone_and_holds_nothing_afterwards() {
    let (files, dir) = open().await;
    let commits = count_commits(&files).await;
    for id in 0..5 {
        add(&files, id).await.unwrap();
        assert!(is_free(&dir).await && is_there(&files, id).await);
    }
    assert_eq!(commits.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn a_write_that_fails_is_left_or_panics_changes_nothing_of_the_others() {
    let (files, dir) = open().await;
    add(&files, 0).await.unwrap();
    let writes = (1..=90_u128).map(|id| {
        let files = files.clone();
        tokio::spawn(async move {
            let mut write = files.begin().await?;
            write.execute(insert(id, 1)).await?;
            match id % 3 {
                0 => write.execute(insert(0, 1)).await.map(drop),
                1 if id % 2 == 0 => write.leave(()).await,
                1 => panic!("in the middle of a write"),
                _ => write.commit().await,
            }
        })
    });
    for (id, write) in (1..=90_u128).zip(writes.collect::<Vec<_>>()) {
        let outcome = write.await;
        match id % 3 {
            0 => assert!(outcome.unwrap().is_err(), "{id}"),
            1 if id % 2 == 0 => outcome.unwrap().unwrap(),
            1 => assert!(outcome.is_err(), "{id}"),
            _ => outcome.unwrap().unwrap(),
        }
        assert_eq!(is_there(&files, id).await, id % 3 == 2, "{id}");
    }
    assert!(is_free(&dir).await);
}

#[tokio::test]
async fn a_write_that_is_cancelled_anywhere_harms_nobody_and_leaves_nothing_open() {
    let (files, dir) = open().await;
    for round in 0..60_u128 {
        let neighbours: Vec<_> = (1..=4)
            .map(|n| {
                let files = files.clone();
                tokio::spawn(async move { add(&files, round * 10 + n).await })
            })
            .collect();
        if round % 2 == 0 {
            yield_now().await;
        }
        // Looked at so many times, then dropped: in the queue, at its beginning, in a statement, in the commit.
        let finished = looked_at(add(&files, round * 10), round / 2).await;
        for neighbour in neighbours {
            neighbour.await.unwrap().unwrap();
        }
        assert!(is_free(&dir).await, "round {round}");
        for n in 1..=4 {
            assert!(is_there(&files, round * 10 + n).await, "round {round}");
        }
        if finished.is_some() {
            assert!(is_there(&files, round * 10).await, "round {round}");
        }
    }
}

#[tokio::test]
async fn what_rests_on_the_writes_of_others_is_answered_with_them() {
    let (files, _dir) = open().await;
    let mut first = files.begin().await.unwrap();
    let mut asking = Vec::new();
    for _ in 0..3 {
        let files = files.clone();
        asking.push(tokio::spawn(async move {
            let mut write = files.begin().await.unwrap();
            let seen = write.fetch_optional(Statement::new("SELECT 1 FROM job")).await.unwrap().is_some();
            assert!(seen && write.leave(true).await.unwrap());
            assert!(is_there(&files, 1).await, "answered before that was on disk");
        }));
        yield_now().await;
    }
    first.execute(insert(1, 1)).await.unwrap();
    first.commit().await.unwrap();
    for asked in asking {
        asked.await.unwrap();
    }
}

#[tokio::test]
async fn after_a_full_disk_nobody_is_told_that_what_is_gone_is_kept_and_writes_work_again() {
    let (files, dir) = open().await;
    // The connection's own limit fails like a disk does: with SQLITE_FULL in the middle of a write, and all of the transaction undone.
    sqlx::query("PRAGMA max_page_count = 1").execute(&files.writer.pool).await.unwrap();
    let writes = (0..20_u128).map(|id| {
        let files = files.clone();
        tokio::spawn(async move {
            let mut write = files.begin().await?;
            write.execute(insert(id, if id == 7 { 1_000_000 } else { 1 })).await?;
            write.commit().await
        })
    });
    let mut kept = 0;
    for (id, write) in (0..20).zip(writes.collect::<Vec<_>>()) {
        let outcome = write.await.unwrap();
        if id == 7 {
            assert!(matches!(outcome, Err(StoreError::Full(_))), "{outcome:?}");
        }
        assert_eq!(is_there(&files, id).await, outcome.is_ok(), "{id}: {outcome:?}");
        kept += usize::from(outcome.is_ok());
    }
    assert!((1..20).contains(&kept), "{kept}");
    add(&files, 100).await.unwrap();
    assert!(is_there(&files, 100).await && is_free(&dir).await);
}
