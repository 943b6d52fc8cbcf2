//! The one connection that writes, and who has it: a turn each, in the order they came.
//!
//! Writes that wait for each other share a transaction, and so one sync. Whoever comes first begins it; each one after is a savepoint in it, undone alone
//! if it fails or is left; it is committed in the turn that comes after all who waited when the first was done. Nobody is answered before.
//! Who writes alone commits at once.
//!
//! The savepoints are the driver's own: left half-way, each of its commands is either done or undone, and the driver knows which.

use super::WRITE_PATIENCE;
use crate::StoreError;
use crate::store::Result;
use sqlx::sqlite::SqliteTransactionManager as Savepoints;
use sqlx::{Connection as _, Sqlite, SqliteConnection, SqlitePool, Transaction};
use sqlx_core::transaction::TransactionManager;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::{Mutex, OwnedMutexGuard, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// A group that has become so large waits for nobody else.
const LARGE: usize = 256;

/// The connection that writes. Cloning shares it.
#[derive(Clone)]
pub(in crate::sql) struct Writer {
    pool: SqlitePool,
    group: Arc<Mutex<Option<Group>>>,
    waiting: Arc<AtomicUsize>,
}

/// What became of a group's commit; `None`: nothing yet.
type Outcome = Option<Result<()>>;

/// Writes that are kept together or not at all.
struct Group {
    transaction: Transaction<'static, Sqlite>,
    /// How many writes are to be kept; none as long as the first one is under way.
    kept: usize,
    /// Was a savepoint undone since the last look?
    is_unsure: bool,
    outcome: watch::Sender<Outcome>,
}

/// A turn at writing. Dropped before it is kept, it has changed nothing, and nothing of others.
pub(in crate::sql) struct Turn {
    writer: Writer,
    group: OwnedMutexGuard<Option<Group>>,
    /// Is what it writes a savepoint in others' transaction?
    is_within: bool,
}

/// Counts who waits for a turn.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Writer {
    /// Over a pool of one connection.
    pub(super) fn new(pool: SqlitePool) -> Self {
        Self { pool, group: Arc::default(), waiting: Arc::default() }
    }

    /// Begins a write.
    pub(super) async fn begin(&self) -> Result<Turn> {
        let mut turn = self.turn().await?;
        if let Some(group) = turn.group.as_mut()
            && !group.is_sound().await
        {
            turn.end().await?;
        }
        match turn.group.as_mut() {
            None => *turn.group = Some(Group::begin(&self.pool).await?),
            Some(group) => {
                Savepoints::begin(&mut group.transaction, None).await?;
                turn.is_within = true;
            }
        }
        Ok(turn)
    }

    /// Empties the write-ahead log, as far as nobody reads what is in it.
    pub(super) async fn checkpoint(&self) -> Result<()> {
        let _turn = self.turn().await?.end_for_all().await;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&self.pool).await?;
        Ok(())
    }

    /// Waits for the writes under way, then closes.
    pub(super) async fn close(&self) {
        if let Ok(turn) = self.turn().await {
            // Had it panicked, that is said already.
            let _ = turn.end_for_all().await;
        }
        self.pool.close().await;
    }

    async fn turn(&self) -> Result<Turn> {
        let _waiting = Waiting::begin(&self.waiting);
        let late = |_| StoreError::Unavailable("too many writes wait".to_owned());
        let group = timeout(WRITE_PATIENCE, Arc::clone(&self.group).lock_owned()).await.map_err(late)?;
        Ok(Turn { writer: self.clone(), group, is_within: false })
    }

    /// Ends the group after those who wait now.
    async fn end_in_turn(self) {
        let group = Arc::clone(&self.group).lock_owned().await;
        drop(Turn { writer: self, group, is_within: false }.end_for_all());
    }
}

impl Turn {
    /// The connection, while the turn lasts.
    pub(in crate::sql) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        self.group.as_mut().map(|group| &mut *group.transaction).ok_or_else(no_group)
    }

    /// Keeps what was written. Answers when it is on disk.
    pub(in crate::sql) async fn keep(mut self) -> Result<()> {
        let group = self.group.as_mut().ok_or_else(no_group)?;
        if self.is_within {
            Savepoints::commit(&mut group.transaction).await?;
            self.is_within = false;
        } else if self.writer.waiting.load(Ordering::SeqCst) == 0 {
            return self.end().await;
        }
        group.kept += 1;
        let (kept, outcome) = (group.kept, group.outcome.subscribe());
        match kept {
            // From here on somebody else answers for the group, whatever becomes of those who wait.
            1 => {
                tokio::spawn(self.writer.clone().end_in_turn());
                drop(self);
            }
            LARGE => drop(self.end_for_all()),
            _ => drop(self),
        }
        told(outcome).await
    }

    /// Keeps nothing of it. Answers when what it has seen of others' writes is on disk: an answer may rest on them.
    pub(in crate::sql) async fn leave(self) -> Result<()> {
        let seen = self.group.as_ref().filter(|group| group.kept > 0).map(|group| group.outcome.subscribe());
        drop(self);
        match seen {
            Some(outcome) => told(outcome).await,
            None => Ok(()),
        }
    }

    /// Ends the group, if there is one, and tells all who wait for it.
    async fn end(&mut self) -> Result<()> {
        let Some(mut group) = self.group.take() else { return Ok(()) };
        let Group { transaction, outcome, .. } = match group.is_sound().await {
            true => group,
            false => {
                let undone = "the disk was full, or failed, in the middle of a commit that several share";
                group.outcome.send_replace(Some(Err(StoreError::Unavailable(undone.to_owned()))));
                return Ok(());
            }
        };
        let ended = transaction.commit().await.map_err(StoreError::from);
        outcome.send_replace(Some(ended.clone()));
        ended
    }

    /// The same, to its end whatever becomes of whoever waits for it. The turn lasts until the answer is dropped.
    fn end_for_all(mut self) -> JoinHandle<Self> {
        tokio::spawn(async move {
            if let Err(error) = self.end().await {
                tracing::warn!(%error, "writes could not be committed");
            }
            self
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        match self.group.as_mut() {
            Some(group) if self.is_within => {
                Savepoints::start_rollback(&mut group.transaction);
                group.is_unsure = true;
            }
            Some(group) if group.kept == 0 => *self.group = None,
            _ => {}
        }
    }
}

impl Group {
    async fn begin(pool: &SqlitePool) -> Result<Self> {
        let transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
        Ok(Self { transaction, kept: 0, is_unsure: false, outcome: watch::Sender::new(None) })
    }

    /// Is its transaction still there? A full disk makes SQLite undo all of it, and the savepoint that was then to be undone is not found.
    async fn is_sound(&mut self) -> bool {
        if self.is_unsure {
            if self.transaction.ping().await.is_err()
                || Savepoints::get_transaction_depth(&self.transaction) != 1
            {
                return false;
            }
            self.is_unsure = false;
        }
        true
    }
}

/// Waits for what becomes of a group.
async fn told(mut outcome: watch::Receiver<Outcome>) -> Result<()> {
    let told = outcome.wait_for(Option::is_some).await.ok().and_then(|told| told.clone());
    told.unwrap_or_else(|| Err(StoreError::Unavailable("the store closes".to_owned())))
}

fn no_group() -> StoreError {
    StoreError::Fault("a write goes on after its end".to_owned())
}

#[cfg(test)]
mod tests;
