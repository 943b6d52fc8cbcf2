//! The files of the SQLite store: who may open them, and what is refused untouched.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use frontdesk_store::{JobKind, Jobs, NewJob, Opening, Options, SqlStore, StoreError, Upkeep, Users};
use frontdesk_wire::Timestamp;
use std::path::Path;
use tempfile::TempDir;

async fn open(dir: &Path, opening: Opening) -> Result<SqlStore, StoreError> {
    SqlStore::in_folder(dir, Options::new(opening)).await
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Makes the data, closes it, and gives its bytes.
async fn made(dir: &Path) -> Vec<u8> {
    open(dir, Opening::Serve).await.unwrap().close().await;
    std::fs::read(dir.join("frontdesk.db")).unwrap()
}

/// Puts these bytes in place of the data: opening refuses, leaves every byte, and adds no file.
async fn refusal(bytes: &[u8]) -> StoreError {
    let dir = folder();
    std::fs::write(dir.path().join("frontdesk.db"), bytes).unwrap();
    let error = open(dir.path(), Opening::Serve).await.err().unwrap();
    assert_eq!(std::fs::read(dir.path().join("frontdesk.db")).unwrap(), bytes);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    error
}

fn patched(bytes: &[u8], at: usize, with: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at..at + with.len()].copy_from_slice(with);
    bytes
}

#[tokio::test]
async fn damaged_data_is_refused_untouched() {
    let dir = folder();
    let sound = made(dir.path()).await;
    let damaged = [
        patched(&sound, 0, b"not a database"),
        patched(&sound, 16, &[0, 3]),
        sound[..50].to_vec(),
        sound[..sound.len() - 4096].to_vec(),
        b"hello".to_vec(),
    ];
    for bytes in damaged {
        assert!(
            matches!(refusal(&bytes).await, StoreError::Damaged(text) if text.contains("Nothing was changed"))
        );
    }
}

#[tokio::test]
async fn data_that_is_gone_while_its_log_is_there_is_missed_and_not_made_anew() {
    for name in ["frontdesk.db-wal", "frontdesk.db-journal"] {
        let dir = folder();
        std::fs::write(dir.path().join(name), b"what was acknowledged last").unwrap();
        for refusal in [
            open(dir.path(), Opening::Serve).await.err(),
            open(dir.path(), Opening::Beside).await.err(),
            SqlStore::is_in_folder(dir.path()).err(),
        ] {
            assert!(
                matches!(refusal, Some(StoreError::Damaged(text)) if text.contains(name) && text.contains("Nothing was changed"))
            );
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        std::fs::write(dir.path().join(name), b"").unwrap();
        open(dir.path(), Opening::Serve).await.unwrap();
    }
}

#[tokio::test]
async fn foreign_and_newer_data_is_refused_untouched() {
    let dir = folder();
    let sound = made(dir.path()).await;
    let foreign = refusal(&patched(&sound, 68, &[0, 0, 0, 0])).await;
    assert!(matches!(foreign, StoreError::Foreign(text) if text.contains("another program")));
    let newer = refusal(&patched(&sound, 60, &[0, 0, 0, 99])).await;
    assert!(matches!(newer, StoreError::Foreign(text) if text.contains("newer Frontdesk")));
}

#[tokio::test]
async fn a_second_server_is_refused_for_as_long_as_the_first_lives() {
    let dir = folder();
    let first = open(dir.path(), Opening::Serve).await.unwrap();
    assert!(matches!(open(dir.path(), Opening::Serve).await.err(), Some(StoreError::InUse(_))));
    let beside = open(dir.path(), Opening::Beside).await.unwrap();
    assert!(!beside.has_admin().await.unwrap());
    first.close().await;
    drop(first);
    open(dir.path(), Opening::Serve).await.unwrap();
}

#[tokio::test]
async fn many_can_make_the_data_at_once() {
    let dir = folder();
    let openings: Vec<_> = (0..6)
        .map(|_| {
            let dir = dir.path().to_owned();
            tokio::spawn(async move { open(&dir, Opening::Beside).await.map(drop) })
        })
        .collect();
    for opening in openings {
        opening.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_half_made_database_is_made_anew() {
    let dir = folder();
    std::fs::write(dir.path().join("frontdesk.db.new"), b"half").unwrap();
    let store = open(dir.path(), Opening::Serve).await.unwrap();
    assert!(store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn damaged_counters_start_anew() {
    let dir = folder();
    made(dir.path()).await;
    std::fs::write(dir.path().join("limits.db"), b"this is no database at all").unwrap();
    open(dir.path(), Opening::Serve).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let outer = folder();
    let dir = outer.path().join("new/data");
    let store = open(&dir, Opening::Serve).await.unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    for entry in std::fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    store.close().await;
}

#[tokio::test]
async fn what_a_server_that_is_gone_had_leased_is_free_for_the_next() {
    let dir = folder();
    let [now, later] = [1_000, 60_000].map(Timestamp::from_millis);
    let first = open(dir.path(), Opening::Serve).await.unwrap();
    let (id, kind) = (uuid::Uuid::from_u128(1), JobKind("mail".to_owned()));
    first
        .add_jobs(vec![NewJob { id, kind, payload: "{}".to_owned(), user: None, due_at: now }])
        .await
        .unwrap();
    assert!(first.lease_job(now, later).await.unwrap().is_some());
    let beside = open(dir.path(), Opening::Beside).await.unwrap();
    assert!(beside.lease_job(now, later).await.unwrap().is_none(), "a command frees nothing");
    beside.close().await;
    first.close().await;
    drop(first);
    let next = open(dir.path(), Opening::Serve).await.unwrap();
    assert_eq!(
        next.lease_job(now, later).await.unwrap().map(|job| job.tries),
        Some(1),
        "the lost try counts"
    );
}

#[tokio::test]
async fn before_data_is_moved_on_it_is_kept_as_it_was() {
    let dir = folder();
    let path = dir.path().join("frontdesk.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path).create_if_missing(true);
    let mut old = sqlx::ConnectOptions::connect(&options).await.unwrap();
    for sql in [
        "PRAGMA application_id = 1147499371",
        include_str!("../migrations/sqlite/0001_begin.sql"),
        "PRAGMA user_version = 1",
    ] {
        sqlx::raw_sql(sql).execute(&mut old).await.unwrap();
    }
    sqlx::Connection::close(old).await.unwrap();
    for expected in [1, 1] {
        open(dir.path(), Opening::Serve).await.unwrap().close().await;
        let names = std::fs::read_dir(dir.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let kept: Vec<String> = names.filter(|name| name.starts_with("frontdesk.schema-1")).collect();
        assert_eq!(kept.len(), expected, "once: {kept:?}");
        let bytes = std::fs::read(dir.path().join(&kept[0])).unwrap();
        assert_eq!(bytes[60..64], [0, 0, 0, 1], "it is of the version before");
    }
    let kept = dir.path().join("frontdesk.schema-1.db");
    let back = folder();
    let restored = SqlStore::restore(&kept, back.path(), false).await.unwrap();
    assert_eq!((restored.users, restored.note), (0, None));
    assert_eq!(open(back.path(), Opening::Serve).await.unwrap().check().await.unwrap(), Vec::<String>::new());
}
