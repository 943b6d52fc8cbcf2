//! The SQLite store: its files, its connections, how it is opened.
//!
//! One connection writes, several read. The counters of [`crate::Limits`] have a file of their own, which is not synced.

mod file;
mod schema;

use super::jobs;
use super::options::{Opening, Options};
use crate::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Sqlite, SqlitePool, Transaction};
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// How long a call waits for a connection, and a connection for another process.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long a write waits for the writes before it.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);

/// All that Frontdesk keeps, in one folder.
pub struct SqliteStore {
    pub(super) readers: SqlitePool,
    pub(super) writer: SqlitePool,
    pub(super) limits: SqlitePool,
    /// Held for as long as the store lives: a second server finds it locked.
    _serving: Option<File>,
}

impl SqliteStore {
    /// Opens the store in a folder, and makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Foreign`] before anything is touched; [`StoreError::InUse`] if a server has it open and one is to be opened.
    pub async fn open(dir: &Path, options: Options) -> Result<Self, StoreError> {
        file::recognise(dir)?;
        let claim = file::claim(dir.to_owned(), options.opening).await?;
        if file::recognise(dir)? == file::Found::Nothing {
            schema::create(dir).await?;
        }
        let path = dir.join(file::NAME);
        let writer =
            pool(1, WRITE_PATIENCE).connect_with(connect(&path).pragma("secure_delete", "ON")).await?;
        schema::migrate(&writer).await?;
        if options.opening == Opening::Serve {
            // The lock says that no other server lives: nobody works on what one before this had leased.
            jobs::free_leases(&writer).await?;
        }
        let reading = connect(&path).read_only(true).pragma("cache_size", "-32000");
        let readers = pool(options.readers, PATIENCE).connect_with(reading).await?;
        let limits = open_limits(dir, options.opening).await?;
        Ok(Self { readers, writer, limits, _serving: claim.into_serving() })
    }

    /// Is there data in this folder? Touches nothing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Foreign`]: there is, but not what can be opened.
    pub fn is_made(dir: &Path) -> Result<bool, StoreError> {
        Ok(file::recognise(dir)? == file::Found::Ours)
    }

    /// Begins a write: from here on nobody else writes until it is committed or dropped.
    pub(super) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?)
    }

    /// What was erased leaves the write-ahead log, too. Readers under way may put that off until the next time.
    pub(super) async fn flush_erased(&self) -> Result<(), StoreError> {
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.writer).await?;
        Ok(())
    }
}

fn pool(connections: u32, patience: Duration) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(patience)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_release(|connection, _| {
            Box::pin(async move {
                // A full disk makes SQLite roll back by itself; the driver then counts a transaction that is no more, for ever.
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
}

/// As every connection to the data is made. Statements are never logged: they could hold what belongs in no log.
fn connect(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .statement_cache_capacity(256)
        .disable_statement_logging()
}

/// The counters: a server throws a damaged file away, since nothing in it is worth a refusal to start.
async fn open_limits(dir: &Path, opening: Opening) -> Result<SqlitePool, StoreError> {
    let path = dir.join(file::LIMITS);
    if opening == Opening::Serve && !schema::limits_are_sound(&path).await {
        tracing::warn!("the counters against guessing were damaged; they start anew");
        file::remove(&path)?;
    }
    file::create(&path)?;
    let options = connect(&path).synchronous(SqliteSynchronous::Off);
    let pool = pool(1, PATIENCE).connect_with(options).await?;
    sqlx::raw_sql(schema::LIMITS).execute(&pool).await?;
    Ok(pool)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{JobKind, Jobs, NewJob};
    use frontdesk_wire::Timestamp;
    use uuid::Uuid;

    fn job(length: usize) -> NewJob {
        let (kind, due_at) = (JobKind("test".to_owned()), Timestamp::from_millis(0));
        NewJob { id: Uuid::from_u128(length as u128), kind, payload: "x".repeat(length), user: None, due_at }
    }

    #[tokio::test]
    async fn after_a_full_disk_writes_work_again_by_themselves() {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(dir.path(), Options::new(Opening::Serve)).await.unwrap();
        // The connection's own limit fails like a disk does: with SQLITE_FULL in the middle of a write.
        sqlx::query("PRAGMA max_page_count = 1").execute(&store.writer).await.unwrap();
        let full = store.add_jobs(vec![job(1_000_000)]).await;
        assert!(matches!(full, Err(StoreError::Full(_))), "{full:?}");
        store.add_jobs(vec![job(1)]).await.unwrap();
        assert_eq!(store.count_jobs().await.unwrap(), 1);
    }
}
