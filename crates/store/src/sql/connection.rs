//! A connection to whatever engine stands behind it: statements in, rows out. The one place that tells the drivers apart.

use super::dialect::Dialect;
use super::sqlite::Turn;
use super::statement::Statement;
use crate::StoreError;
use crate::store::Result;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnection, PgRow, Postgres};
use sqlx::sqlite::SqliteRow;
use sqlx::{Database, Row as _, Sqlite, SqliteConnection, Transaction, TypeInfo, ValueRef};
use std::ops::{Deref, DerefMut};

/// A connection.
pub(super) enum Connection {
    Sqlite(Held<Sqlite>),
    /// A turn at the one SQLite connection that writes.
    Turn(Turn),
    Postgres(Held<Postgres>),
}

/// A driver's connection, taken out of its pool: alone, each statement a transaction of its own, or within one.
pub(super) enum Held<Engine: Database> {
    Alone(PoolConnection<Engine>),
    Within(Transaction<'static, Engine>),
}

impl<Engine: Database> Held<Engine> {
    fn driver(&mut self) -> &mut Engine::Connection {
        match self {
            Self::Alone(connection) => connection,
            Self::Within(transaction) => transaction,
        }
    }
}

/// The driver's connection itself.
enum Driver<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

impl Connection {
    /// How its engine speaks.
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) | Self::Turn(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    fn driver(&mut self) -> Result<Driver<'_>> {
        Ok(match self {
            Self::Sqlite(held) => Driver::Sqlite(held.driver()),
            Self::Turn(turn) => Driver::Sqlite(turn.connection()?),
            Self::Postgres(held) => Driver::Postgres(held.driver()),
        })
    }

    /// Runs a statement. How many rows it changed.
    pub(super) async fn execute(&mut self, statement: Statement) -> Result<u64> {
        Ok(match self.driver()? {
            Driver::Sqlite(on) => statement.for_sqlite().execute(on).await?.rows_affected(),
            Driver::Postgres(on) => statement.for_postgres().execute(on).await?.rows_affected(),
        })
    }

    /// All rows.
    pub(super) async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<Row>> {
        Ok(match self.driver()? {
            Driver::Sqlite(on) => {
                let rows = statement.for_sqlite().fetch_all(on).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Driver::Postgres(on) => {
                let rows = statement.for_postgres().fetch_all(on).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The one row, if there is one.
    pub(super) async fn fetch_optional(&mut self, statement: Statement) -> Result<Option<Row>> {
        Ok(match self.driver()? {
            Driver::Sqlite(on) => statement.for_sqlite().fetch_optional(on).await?.map(Row::Sqlite),
            Driver::Postgres(on) => statement.for_postgres().fetch_optional(on).await?.map(Row::Postgres),
        })
    }

    /// The one row, which is always there.
    pub(super) async fn fetch_one(&mut self, statement: Statement) -> Result<Row> {
        let row = self.fetch_optional(statement).await?;
        row.ok_or_else(|| StoreError::Fault("a statement that answers always did not".to_owned()))
    }
}

impl Connection {
    /// From here on no other write that takes the same guard goes on before this one ends. SQLite has one writer anyway.
    pub(super) async fn guard(&mut self, what: Guard) -> Result<()> {
        if self.dialect() == Dialect::Postgres {
            let name = match what {
                Guard::Admins => "admins",
                Guard::Audit => "audit",
                Guard::Stats => "stats",
            };
            let hold = "SELECT name FROM guard WHERE name = $1 FOR UPDATE";
            self.fetch_one(Statement::whole(hold, [name.into()])).await?;
        }
        Ok(())
    }
}

/// What writes may have to look at one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) enum Guard {
    /// Who administers.
    Admins,
    /// Which entries of the audit trail have numbers.
    Audit,
    /// Which notes are in the counts of users.
    Stats,
}

/// A write: all of it is committed, or, dropped before, nothing.
pub(super) struct Write(Connection);

impl Write {
    /// A write in a turn at SQLite's data.
    pub(super) fn in_turn(turn: Turn) -> Self {
        Self(Connection::Turn(turn))
    }

    /// A write on SQLite that shares its commit with nobody.
    pub(super) fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Self(Connection::Sqlite(Held::Within(transaction)))
    }

    /// A write on PostgreSQL.
    pub(super) fn postgres(transaction: Transaction<'static, Postgres>) -> Self {
        Self(Connection::Postgres(Held::Within(transaction)))
    }

    /// Keeps all of it. Answers when it is on disk.
    pub(super) async fn commit(self) -> Result<()> {
        match self.0 {
            Connection::Turn(turn) => turn.keep().await?,
            Connection::Sqlite(Held::Within(transaction)) => transaction.commit().await?,
            Connection::Postgres(Held::Within(transaction)) => transaction.commit().await?,
            // What runs alone is kept already.
            Connection::Sqlite(Held::Alone(_)) | Connection::Postgres(Held::Alone(_)) => {}
        }
        Ok(())
    }

    /// Keeps nothing of it, and answers with what it came to: not before that, too, rests on what is on disk.
    pub(super) async fn leave<T>(self, outcome: T) -> Result<T> {
        if let Connection::Turn(turn) = self.0 {
            turn.leave().await?;
        }
        Ok(outcome)
    }
}

impl Deref for Write {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl DerefMut for Write {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.0
    }
}

/// A row; its columns by position. Texts and bytes are borrowed from it.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Reads a column as a type that both drivers know.
macro_rules! column {
    ($row:expr, $at:expr) => {
        match $row {
            Self::Sqlite(row) => Ok(row.try_get($at)?),
            Self::Postgres(row) => Ok(row.try_get($at)?),
        }
    };
}

impl Row {
    pub(super) fn text(&self, at: usize) -> Result<&str> {
        column!(self, at)
    }

    pub(super) fn optional_text(&self, at: usize) -> Result<Option<&str>> {
        column!(self, at)
    }

    pub(super) fn int(&self, at: usize) -> Result<i64> {
        column!(self, at)
    }

    pub(super) fn optional_int(&self, at: usize) -> Result<Option<i64>> {
        column!(self, at)
    }

    /// A number that is never below zero: a count.
    pub(super) fn count(&self, at: usize) -> Result<u64> {
        u64::try_from(self.int(at)?).map_err(|_| StoreError::Fault("a stored count is below zero".to_owned()))
    }

    /// The same, small.
    pub(super) fn small(&self, at: usize) -> Result<u32> {
        u32::try_from(self.int(at)?)
            .map_err(|_| StoreError::Fault("a stored number cannot be read".to_owned()))
    }

    pub(super) fn blob(&self, at: usize) -> Result<&[u8]> {
        column!(self, at)
    }

    pub(super) fn optional_blob(&self, at: usize) -> Result<Option<&[u8]>> {
        column!(self, at)
    }

    /// A truth, kept as one or zero or found by the statement.
    pub(super) fn truth(&self, at: usize) -> Result<bool> {
        match self {
            Self::Sqlite(row) => Ok(row.try_get(at)?),
            Self::Postgres(row) if row.try_get_raw(at)?.type_info().name() == "BOOL" => Ok(row.try_get(at)?),
            Self::Postgres(row) => Ok(row.try_get::<i16, _>(at)? != 0),
        }
    }
}
