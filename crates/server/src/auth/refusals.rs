//! Refused sign-ins at accounts that are there, on their way into the audit trail.
//!
//! Nobody who waits for an answer may feel whether there was an account to note: so nothing is written while they wait. What is noted goes out a moment later,
//! all of it in one write, at a moment that nobody can foretell.

use crate::clock::Clock;
use frontdesk_store::{NewEntry, Store};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;

/// How many wait at most; what comes while a store cannot be written is counted in the log alone.
const WAITING_MAX: usize = 10_000;
/// How soon they go out at the earliest, ms; at the latest a second after.
const REST: i64 = 200;

/// Refused sign-ins that are not in the trail yet. Clones share them.
#[derive(Clone)]
pub struct Refusals {
    store: Arc<dyn Store>,
    clock: Clock,
    waiting: Arc<Mutex<Vec<NewEntry>>>,
    bell: Arc<Notify>,
}

impl Refusals {
    /// None yet.
    pub fn new(store: Arc<dyn Store>, clock: Clock) -> Self {
        Self { store, clock, waiting: Arc::default(), bell: Arc::default() }
    }

    /// A sign-in was refused; `entry` is what the trail says of it, if there was an account.
    pub fn note(&self, entry: Option<NewEntry>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING_MAX {
            waiting.extend(entry);
        } else {
            tracing::warn!("too many refused sign-ins wait for the store: one is not in the audit trail");
        }
        drop(waiting);
        self.bell.notify_one();
    }

    /// Writes what waits.
    ///
    /// # Errors
    /// The store cannot be written; everything waits on.
    pub async fn flush(&self) -> frontdesk_store::Result<()> {
        let entries = std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        if entries.is_empty() {
            return Ok(());
        }
        let written = self.store.note(entries.clone()).await;
        if written.is_err() {
            self.waiting.lock().unwrap_or_else(PoisonError::into_inner).splice(0..0, entries);
        }
        written
    }

    /// Writes for ever what comes to wait.
    pub async fn run(self) {
        loop {
            self.bell.notified().await;
            let rest = self.clock.soon(REST).as_millis().saturating_sub(self.clock.now().as_millis());
            sleep(Duration::from_millis(u64::try_from(rest).unwrap_or_default())).await;
            if let Err(error) = self.flush().await {
                tracing::warn!(%error, "refused sign-ins are not in the audit trail yet");
                self.bell.notify_one();
            }
        }
    }
}
