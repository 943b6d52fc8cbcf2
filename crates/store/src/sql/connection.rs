//! A connection to whatever engine stands behind it: statements in, rows out. The one place that tells the drivers apart.

use super::dialect::Dialect;
use super::statement::Statement;
use crate::StoreError;
use crate::store::Result;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgRow, Postgres};
use sqlx::sqlite::SqliteRow;
use sqlx::{Database, Row as _, Sqlite, Transaction, TypeInfo, ValueRef};
use std::ops::{Deref, DerefMut};

/// A connection.
pub(super) enum Connection {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A driver's connection, taken out of its pool: alone, each statement a transaction of its own, or within one.
pub(super) enum Held<Engine: Database> {
    Alone(PoolConnection<Engine>),
    Within(Transaction<'static, Engine>),
}

impl<Engine: Database> Deref for Held<Engine> {
    type Target = Engine::Connection;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Alone(connection) => connection,
            Self::Within(transaction) => transaction,
        }
    }
}

impl<Engine: Database> DerefMut for Held<Engine> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::Alone(connection) => connection,
            Self::Within(transaction) => transaction,
        }
    }
}

impl Connection {
    /// How its engine speaks.
    pub(super) fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Runs a statement. How many rows it changed.
    pub(super) async fn execute(&mut self, statement: Statement) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(on) => statement.for_sqlite().execute(&mut **on).await?.rows_affected(),
            Self::Postgres(on) => statement.for_postgres().execute(&mut **on).await?.rows_affected(),
        })
    }

    /// All rows.
    pub(super) async fn fetch_all(&mut self, statement: Statement) -> Result<Vec<Row>> {
        Ok(match self {
            Self::Sqlite(on) => {
                let rows = statement.for_sqlite().fetch_all(&mut **on).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(on) => {
                let rows = statement.for_postgres().fetch_all(&mut **on).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The one row, if there is one.
    pub(super) async fn fetch_optional(&mut self, statement: Statement) -> Result<Option<Row>> {
        Ok(match self {
            Self::Sqlite(on) => statement.for_sqlite().fetch_optional(&mut **on).await?.map(Row::Sqlite),
            Self::Postgres(on) => {
                statement.for_postgres().fetch_optional(&mut **on).await?.map(Row::Postgres)
            }
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
    /// A write on SQLite.
    pub(super) fn sqlite(transaction: Transaction<'static, Sqlite>) -> Self {
        Self(Connection::Sqlite(Held::Within(transaction)))
    }

    /// A write on PostgreSQL.
    pub(super) fn postgres(transaction: Transaction<'static, Postgres>) -> Self {
        Self(Connection::Postgres(Held::Within(transaction)))
    }

    /// Keeps all of it.
    pub(super) async fn commit(self) -> Result<()> {
        match self.0 {
            Connection::Sqlite(Held::Within(transaction)) => transaction.commit().await?,
            Connection::Postgres(Held::Within(transaction)) => transaction.commit().await?,
            // What runs alone is kept already.
            Connection::Sqlite(Held::Alone(_)) | Connection::Postgres(Held::Alone(_)) => {}
        }
        Ok(())
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
