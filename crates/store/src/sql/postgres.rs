//! PostgreSQL: its connections, how they are opened. Several servers share one database; what one of them had leased or locked is free when its time runs out.

mod address;
mod schema;

pub use address::{NoAddress, PostgresAddress};

use super::connection::{Connection, Held, Write};
use super::look;
use super::options::Options;
use crate::StoreError;
use crate::store::Result;
use sqlx::postgres::{PgConnection, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use std::time::Duration;
use tokio::time::timeout;

/// How long a call waits for a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// How every connection is set: nothing runs or waits for longer than a request may, and no answer is given before the commit is on disk. A cluster that waits
/// for its replicas too (`remote_apply`) is left so.
const SETTINGS: &str = "SET statement_timeout = '10s'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = '10s'; \
     SET default_transaction_isolation = 'read committed'; \
     SELECT set_config('synchronous_commit', 'on', false) \
     WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

/// What those that list and count have beside: a statement ends soon after whoever asked has gone, where the server can notice that (from PostgreSQL 14 on).
const LOOKING: &str = "SET statement_timeout = '5s'; \
     SELECT set_config(name, '100', false) FROM pg_settings WHERE name = 'client_connection_check_interval'";

/// How a list or a count begins.
const LOOK: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";

/// A database on a PostgreSQL server, open.
#[derive(Clone)]
pub(super) struct Database {
    pool: PgPool,
    /// Those that only list and count.
    looking: PgPool,
}

impl Database {
    /// Opens the database, and makes the schema if there is none.
    pub(super) async fn open(address: &PostgresAddress, options: Options) -> Result<Self> {
        schema::migrate(&mut connect(address).await?).await?;
        let connect = address.options().disable_statement_logging();
        let calling = pool(options.calling(), PATIENCE, "").connect_lazy_with(connect.clone());
        let looking = pool(options.looking(), look::PATIENCE, LOOKING).connect_lazy_with(connect);
        Ok(Self { pool: calling, looking })
    }

    /// Reads everything as it stands at the first look.
    pub(super) async fn snapshot(&self) -> Result<Connection> {
        Ok(Connection::Postgres(Held::Within(self.pool.begin_with(LOOK).await?)))
    }

    /// Begins to list or count: everything is read as it stands at the first look.
    pub(super) async fn look(&self) -> Result<Connection> {
        let mut connection = self.looking.acquire().await?;
        sqlx::raw_sql(LOOK).execute(&mut *connection).await?;
        Ok(Connection::Postgres(Held::Alone(connection)))
    }

    pub(super) async fn connection(&self) -> Result<Connection> {
        Ok(Connection::Postgres(Held::Alone(self.pool.acquire().await?)))
    }

    /// A connection for what may take long; it is not used again.
    pub(super) async fn patient_connection(&self) -> Result<Connection> {
        let mut connection = self.pool.acquire().await?;
        connection.close_on_drop();
        sqlx::raw_sql("SET statement_timeout = 0").execute(&mut *connection).await?;
        Ok(Connection::Postgres(Held::Alone(connection)))
    }

    pub(super) async fn begin(&self) -> Result<Write> {
        Ok(Write::postgres(self.pool.begin().await?))
    }

    pub(super) async fn close(&self) {
        self.looking.close().await;
        self.pool.close().await;
    }
}

fn pool(connections: u32, patience: Duration, settings: &'static str) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(patience)
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                sqlx::raw_sql(SETTINGS).execute(&mut *connection).await?;
                sqlx::raw_sql(settings).execute(connection).await?;
                Ok(())
            })
        })
}

/// Is there data in this database? Touches nothing.
pub(super) async fn is_made(address: &PostgresAddress) -> Result<bool> {
    Ok(schema::recognise(&mut connect(address).await?).await?.is_some())
}

/// One connection, for looking at the schema.
async fn connect(address: &PostgresAddress) -> Result<PgConnection> {
    let options = address.options().disable_statement_logging();
    let connected = timeout(PATIENCE, options.connect()).await;
    let problem = |cause: String| StoreError::Unavailable(format!("no connection to {address}: {cause}"));
    match connected {
        Ok(Ok(connection)) => Ok(connection),
        Ok(Err(cause)) => Err(problem(cause.to_string())),
        Err(_) => Err(problem(format!("no answer within {} seconds", PATIENCE.as_secs()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Opening;
    use frontdesk_trial::Trial;
    use sqlx::{Executor, Row};

    #[tokio::test]
    async fn no_answer_comes_before_the_commit_whatever_the_cluster_is_set_to() {
        let trial = Trial::empty().await;
        trial.sql("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$").await;
        let options = Options::new(Opening::Serve);
        let database = Database::open(&trial.url.parse().unwrap(), options).await.unwrap();
        for (name, value) in [
            ("synchronous_commit", "on"),
            ("statement_timeout", "10s"),
            ("transaction_isolation", "read committed"),
        ] {
            let shown = database.pool.fetch_one(sqlx::AssertSqlSafe(format!("SHOW {name}"))).await.unwrap();
            assert_eq!(shown.get::<String, _>(0), value, "{name}");
        }
    }
}
