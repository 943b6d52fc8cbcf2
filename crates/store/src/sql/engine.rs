//! The store on either engine: which connections there are and what each is for. All that is done over them is shared.

use super::connection::{Connection, Write};
use super::follow::Follower;
use super::gathering::Gathering;
use super::look::{self, Look};
use super::newcomers::SigningUp;
use super::options::Options;
use super::postgres::{self, Database, PostgresAddress};
use super::sqlite::{self, Files};
use super::statement::Statement;
use super::together::Together;
use crate::stop::Stop;
use crate::store::Result;
use crate::{BackedUp, BackupNote, Restored, StoreError};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

/// All that Frontdesk keeps, by SQL.
pub struct SqlStore {
    engine: Engine,
    follower: Arc<Follower>,
    together: Gathering<Together>,
    signing_up: Gathering<SigningUp>,
    /// What keeps the index up to date.
    following: Mutex<Option<JoinHandle<()>>>,
    /// Says to whoever lists or counts that the store closes.
    closing: watch::Sender<bool>,
}

/// What stands behind it. Cloning shares the connections.
#[derive(Clone)]
pub(super) enum Engine {
    Sqlite(Files),
    Postgres(Database),
}

impl SqlStore {
    /// Opens the store in a folder, and makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Foreign`] before anything is touched; [`StoreError::InUse`] if a server has it open and one is to be opened.
    pub async fn in_folder(dir: &Path, options: Options) -> Result<Self> {
        Ok(Self::over(Engine::Sqlite(Files::open(dir, options).await?), options))
    }

    /// Is there data in this folder? Touches nothing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Foreign`]: there is, but not what can be opened.
    pub fn is_in_folder(dir: &Path) -> Result<bool> {
        sqlite::is_made(dir)
    }

    /// Opens the store in a PostgreSQL database, and makes its tables if there are none. Any number of servers can have it open.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] before anything is touched; [`StoreError::Unavailable`] if the database is out of reach.
    pub async fn in_postgres(address: &PostgresAddress, options: Options) -> Result<Self> {
        Ok(Self::over(Engine::Postgres(Database::open(address, options).await?), options))
    }

    /// Is there data in this database? Touches nothing.
    ///
    /// # Errors
    /// [`StoreError::Foreign`]: there is, but not what can be opened; [`StoreError::Unavailable`].
    pub async fn is_in_postgres(address: &PostgresAddress) -> Result<bool> {
        postgres::is_made(address).await
    }

    /// Writes all as it stands now into a new file, which is checked before it has its name; beside a running server, too.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] if the file is there already, or the data is in PostgreSQL, which has its own way.
    pub async fn back_up(&self, file: &Path, note: &BackupNote) -> Result<BackedUp> {
        match &self.engine {
            Engine::Sqlite(files) => files.back_up(file, note).await,
            Engine::Postgres(_) => Err(StoreError::Foreign("PostgreSQL is backed up by pg_dump".to_owned())),
        }
    }

    /// Puts a backup in the place of the data in a folder. Where it refuses, it has changed nothing.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] for what is no backup of ours, or of a newer Frontdesk, and if there is data which is not to be replaced; [`StoreError::Damaged`];
    /// [`StoreError::InUse`] if a server or a command has the data open.
    pub async fn restore(file: &Path, dir: &Path, replaces: bool) -> Result<Restored> {
        sqlite::restore(file, dir, replaces).await
    }

    fn over(engine: Engine, options: Options) -> Self {
        let (follower, closing) = (Arc::new(Follower::new(options.index)), watch::Sender::new(false));
        let follow = Arc::clone(&follower).follow(engine.beside(), closing.subscribe());
        let following = options.index.then(|| tokio::spawn(follow));
        let together = Gathering::new(Together(engine.beside()));
        let signing_up = Gathering::new(SigningUp(engine.beside()));
        Self { engine, follower, together, signing_up, following: Mutex::new(following), closing }
    }

    /// What keeps the index.
    pub(super) fn follower(&self) -> &Follower {
        &self.follower
    }

    /// Who answers those who ask at once who they are.
    pub(super) fn together(&self) -> &Gathering<Together> {
        &self.together
    }

    /// Who adds those who sign up at once.
    pub(super) fn signing_up(&self) -> &Gathering<SigningUp> {
        &self.signing_up
    }

    /// Waits for what is begun, but no longer than a list or a count may take and the store is open: what is then under way is broken off.
    pub(super) async fn in_time<T>(&self, work: impl Future<Output = Result<T>> + Send) -> Result<T> {
        self.within(look::PATIENCE, work).await
    }

    /// The same, but no longer than this.
    pub(super) async fn within<T>(
        &self,
        patience: Duration,
        work: impl Future<Output = Result<T>> + Send,
    ) -> Result<T> {
        let mut closing = self.closing.subscribe();
        tokio::select! {
            done = work => done,
            () = sleep(patience) => {
                Err(StoreError::Unavailable("a list or a count took too long and was given up".to_owned()))
            }
            _ = closing.wait_for(|closing| *closing) => {
                Err(StoreError::Unavailable("the store closes".to_owned()))
            }
        }
    }

    /// Can several servers share it?
    pub(super) fn is_shared(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// A connection that only reads.
    pub(super) async fn reader(&self) -> Result<Connection> {
        self.engine.reader().await
    }

    /// A connection that only reads, for as long as it takes.
    pub(super) async fn patient_reader(&self) -> Result<Connection> {
        match &self.engine {
            Engine::Sqlite(files) => files.reader().await,
            Engine::Postgres(database) => database.patient_connection().await,
        }
    }

    /// Runs one writing statement. How many rows it changed.
    pub(super) async fn run(&self, statement: Statement) -> Result<u64> {
        self.engine.run(statement).await
    }

    /// Begins a write. On SQLite nobody else writes until it is committed, left or dropped.
    pub(super) async fn begin(&self) -> Result<Write> {
        self.engine.begin().await
    }

    /// Begins a write of counters.
    pub(super) async fn begin_counting(&self) -> Result<Write> {
        match &self.engine {
            Engine::Sqlite(files) => files.begin_counting().await.map_err(lesser),
            Engine::Postgres(database) => database.begin().await,
        }
    }

    /// What stands behind, for work that goes on when the call has ended.
    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// What was erased leaves the engine's logs, too, as far as it keeps any that we could empty.
    pub(super) async fn flush_erased(&self) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(files) => files.flush_erased().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// What the engine itself finds wrong, one sentence each.
    pub(super) async fn engine_problems(&self) -> Result<Vec<String>> {
        match &self.engine {
            Engine::Sqlite(files) => files.problems().await,
            Engine::Postgres(_) => Ok(Vec::new()),
        }
    }

    /// Waits for what is under way, then closes.
    pub(super) async fn close_all(&self) {
        self.closing.send_replace(true);
        let following = self.following.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(following) = following {
            // Had it panicked, that is said already.
            let _ = following.await;
        }
        match &self.engine {
            Engine::Sqlite(files) => files.close().await,
            Engine::Postgres(database) => database.close().await,
        }
    }
}

impl Engine {
    pub(super) async fn reader(&self) -> Result<Connection> {
        match self {
            Self::Sqlite(files) => files.reader().await,
            Self::Postgres(database) => database.connection().await,
        }
    }

    /// The same connections for whoever must not keep the data open by them.
    fn beside(&self) -> Self {
        match self {
            Self::Sqlite(files) => Self::Sqlite(files.beside()),
            Self::Postgres(database) => Self::Postgres(database.clone()),
        }
    }

    /// A connection that reads everything as it stands at the first look, however long that takes.
    pub(super) async fn snapshot(&self) -> Result<Connection> {
        match self {
            Self::Sqlite(files) => files.snapshot().await,
            Self::Postgres(database) => database.snapshot().await,
        }
    }

    /// Begins to list or count.
    pub(super) async fn look(&self) -> Result<Look> {
        let stop = Stop::default();
        let on = match self {
            Self::Sqlite(files) => files.look(stop.clone()).await?,
            Self::Postgres(database) => database.look().await?,
        };
        Ok(Look::new(on, stop))
    }

    /// Begins a write.
    pub(super) async fn begin(&self) -> Result<Write> {
        match self {
            Self::Sqlite(files) => files.begin().await,
            Self::Postgres(database) => database.begin().await,
        }
    }

    /// Runs one writing statement. How many rows it changed.
    pub(super) async fn run(&self, statement: Statement) -> Result<u64> {
        match self {
            Self::Sqlite(files) => {
                let mut write = files.begin().await?;
                let changed = write.execute(statement).await?;
                write.commit().await?;
                Ok(changed)
            }
            Self::Postgres(database) => database.connection().await?.execute(statement).await,
        }
    }
}

/// Counters can be lost, and so never stop the server: damage here is only a fault.
pub(super) fn lesser(error: StoreError) -> StoreError {
    match error {
        StoreError::Damaged(text) => StoreError::Fault(format!("the counters are damaged: {text}")),
        other => other,
    }
}
