//! Listing and counting: reading that may be long, and so ends with whoever asked.

use super::connection::{Connection, Held};
use super::dialect::Dialect;
use super::statement::Statement;
use crate::stop::Stop;
use crate::store::Result;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

/// How long a list or a count may take, waiting for a connection included.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// A connection within one reading transaction. Dropped before its end, it breaks off what runs.
pub(super) struct Look {
    on: Connection,
    stop: Stop,
    is_over: bool,
}

impl Look {
    /// A transaction that has begun; on SQLite whatever runs in it ends when `stop` says so.
    pub(super) fn new(on: Connection, stop: Stop) -> Self {
        Self { on, stop, is_over: false }
    }

    /// What is said when nobody waits for it any more, for whatever else works for the same request.
    pub(super) fn stop(&self) -> Stop {
        self.stop.clone()
    }

    /// Ends it and gives the connection back.
    pub(super) async fn end(mut self) -> Result<()> {
        // On SQLite the driver ends it when it is dropped.
        if self.on.dialect() == Dialect::Postgres {
            self.on.execute(Statement::new("COMMIT")).await?;
        }
        self.is_over = true;
        Ok(())
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        self.stop.say();
        if let Connection::Postgres(Held::Alone(connection)) = &mut self.on
            && !self.is_over
        {
            // The server ends a statement to which nobody listens any more; the pool would wait for it.
            connection.close_on_drop();
        }
    }
}

impl Deref for Look {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.on
    }
}

impl DerefMut for Look {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.on
    }
}
