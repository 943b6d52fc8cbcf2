//! SQLite: its files, its connections, how they are opened.
//!
//! One connection writes (`group`), several read. The counters of [`crate::Limits`] have a file of their own, which is not synced.

mod backup;
mod file;
mod group;
mod moving;
mod schema;

pub(super) use backup::restore;
pub(super) use group::Turn;

use super::connection::{Connection, Held, Write};
use super::jobs;
use super::look;
use super::options::{Opening, Options};
use crate::stop::Stop;
use crate::store::Result;
use crate::{BackedUp, BackupNote};
use group::Writer;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection as _, Row, SqliteConnection, SqlitePool};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How long a call waits for a connection, and a connection for another process.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a reading connection keeps of the file, in KB; the system keeps the rest. A page of users is read by number, whatever was searched for.
const CACHE: &str = "-1000";
/// What the writing connection of a server keeps: its memory is bounded, and the system keeps the rest.
const WRITER_CACHE: &str = "-6000";
/// The same of a command, which may bring in a million: keys come in no order, and what is not here is read again for each of them.
const COMMAND_CACHE: &str = "-48000";
/// So many pages of the log are taken into the file together (32 MB): a page that many writes touched is taken in once.
const CHECKPOINT: &str = "8000";
/// After so many steps of a statement SQLite asks whether it is to go on: some hundredths of a millisecond.
const STEPS: i32 = 500;
/// How long a write waits for the writes before it.
const WRITE_PATIENCE: Duration = Duration::from_secs(5);

/// The files in one folder, open.
#[derive(Clone)]
pub(super) struct Files {
    readers: SqlitePool,
    /// Those that only list and count.
    looking: SqlitePool,
    writer: Writer,
    limits: SqlitePool,
    /// Held for as long as the store lives: a second server finds it locked.
    _serving: Option<Arc<File>>,
}

/// Is there data in this folder? Touches nothing.
pub(super) fn is_made(dir: &Path) -> Result<bool> {
    Ok(file::recognise(dir)? == file::Found::Ours)
}

impl Files {
    /// Opens the files in a folder, and makes them if there are none.
    pub(super) async fn open(dir: &Path, options: Options) -> Result<Self> {
        file::recognise(dir)?;
        let claim = file::claim(dir.to_owned(), options.opening).await?;
        if file::recognise(dir)? == file::Found::Nothing {
            schema::create(dir).await?;
        }
        let path = dir.join(file::NAME);
        schema::migrate(connect(&path).pragma("secure_delete", "ON"), dir).await?;
        let writer = pool(1, WRITE_PATIENCE).connect_with(writing(&path, options.opening)).await?;
        if options.opening == Opening::Serve {
            // The lock says that no other server lives: nobody works on what one before this had leased.
            jobs::free_leases(&mut alone(&writer).await?).await?;
        }
        let reading = connect(&path).read_only(true).pragma("cache_size", CACHE);
        let readers = pool(options.connections, PATIENCE).connect_with(reading.clone()).await?;
        let looking = pool(options.looking(), look::PATIENCE).connect_lazy_with(reading);
        let limits = open_limits(dir, options.opening).await?;
        let writer = Writer::new(writer);
        Ok(Self { readers, looking, writer, limits, _serving: claim.into_serving().map(Arc::new) })
    }

    pub(super) async fn reader(&self) -> Result<Connection> {
        alone(&self.readers).await
    }

    /// The same connections without the claim to serve.
    pub(super) fn beside(&self) -> Self {
        Self { _serving: None, ..self.clone() }
    }

    /// Reads everything as it stands at the first look.
    pub(super) async fn snapshot(&self) -> Result<Connection> {
        Ok(Connection::Sqlite(Held::Within(self.readers.begin().await?)))
    }

    /// Begins to list or count: everything is read as it stands at the first look. Whatever runs is broken off as soon as `stop` says so.
    pub(super) async fn look(&self, stop: Stop) -> Result<Connection> {
        let mut look = self.looking.begin().await?;
        look.lock_handle().await?.set_progress_handler(STEPS, move || !stop.is_said());
        Ok(Connection::Sqlite(Held::Within(look)))
    }

    pub(super) async fn begin(&self) -> Result<Write> {
        Ok(Write::in_turn(self.writer.begin().await?))
    }

    pub(super) async fn begin_counting(&self) -> Result<Write> {
        Ok(Write::sqlite(self.limits.begin_with("BEGIN IMMEDIATE").await?))
    }

    /// What was erased leaves the write-ahead log, too. Readers under way may put that off until the next time.
    pub(super) async fn flush_erased(&self) -> Result<()> {
        self.writer.checkpoint().await
    }

    pub(super) async fn problems(&self) -> Result<Vec<String>> {
        unsound(&mut *self.readers.acquire().await?).await
    }

    /// Writes all as it stands now into a new file.
    pub(super) async fn back_up(&self, to: &Path, note: &BackupNote) -> Result<BackedUp> {
        backup::write(&mut *self.readers.acquire().await?, to, Some(note)).await
    }

    pub(super) async fn close(&self) {
        self.looking.close().await;
        self.readers.close().await;
        self.writer.close().await;
        self.limits.close().await;
    }
}

/// What SQLite itself finds wrong.
async fn unsound(on: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut problems: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *on).await?;
    problems.retain(|line| line != "ok");
    for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(on).await? {
        let table: &str = row.try_get(0)?;
        problems.push(format!("A row of {table} belongs to a user who is not there."));
    }
    Ok(problems)
}

async fn alone(pool: &SqlitePool) -> Result<Connection> {
    Ok(Connection::Sqlite(Held::Alone(pool.acquire().await?)))
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

/// As the one connection that writes is made.
fn writing(path: &Path, opening: Opening) -> SqliteConnectOptions {
    let options = connect(path).pragma("secure_delete", "ON");
    // What undoes a statement half-way is a file else, made and removed for each insert of many rows.
    let options = options.pragma("temp_store", "MEMORY");
    let cache = if opening == Opening::Serve { WRITER_CACHE } else { COMMAND_CACHE };
    options.pragma("cache_size", cache).pragma("wal_autocheckpoint", CHECKPOINT)
}

/// The counters: a server throws a damaged file away, since nothing in it is worth a refusal to start.
async fn open_limits(dir: &Path, opening: Opening) -> Result<SqlitePool> {
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
