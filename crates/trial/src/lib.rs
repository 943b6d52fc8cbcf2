//! For tests alone: an empty PostgreSQL database for each, gone when the test is over.
#![forbid(unsafe_code)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise; where the cluster is stands in the environment"
)]

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::str::FromStr;

/// Names the cluster: `postgres://user@host:port/postgres`. Its user may make databases.
pub const VARIABLE: &str = "TEST_POSTGRES_URL";

/// A database of a test's own.
#[derive(Debug)]
pub struct Trial {
    /// Where it is.
    pub url: String,
    cluster: PgConnectOptions,
    name: String,
}

impl Trial {
    /// Makes one.
    ///
    /// # Panics
    /// Without a cluster: no test of PostgreSQL is ever passed over in silence.
    pub async fn new() -> Self {
        let said = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
        let said = said.expect(
            "this test needs PostgreSQL: run `cargo xtask test`, which starts one, or set TEST_POSTGRES_URL to postgres://user@host:port/postgres",
        );
        let cluster =
            PgConnectOptions::from_str(&said).expect("TEST_POSTGRES_URL is no address of PostgreSQL");
        let name = format!("trial_{}", uuid::Uuid::new_v4().simple());
        let mut connection =
            cluster.connect().await.expect("the PostgreSQL of TEST_POSTGRES_URL does not answer");
        run(&mut connection, format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        connection.close().await.unwrap();
        let (address, query) = said.split_once('?').map_or((said.as_str(), None), |(a, q)| (a, Some(q)));
        let server =
            address.rfind('/').and_then(|at| address.get(..at)).expect("an address ends with a database");
        let query = query.map_or(String::new(), |query| format!("?{query}"));
        Self { url: format!("{server}/{name}{query}"), cluster, name }
    }

    /// Runs SQL in the database, behind the store's back.
    ///
    /// # Panics
    /// It fails.
    pub async fn sql(&self, sql: &str) {
        let mut connection = self.cluster.clone().database(&self.name).connect().await.unwrap();
        run(&mut connection, sql.to_owned()).await;
        connection.close().await.unwrap();
    }

    /// Cuts every connection to the database, as a server does that stops.
    ///
    /// # Panics
    /// It fails.
    pub async fn cut(&self) {
        let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ";
        self.from_outside(format!("{sql}'{}'", self.name)).await;
    }

    /// Cuts every connection and lets none in, as if the server were gone.
    ///
    /// # Panics
    /// It fails.
    pub async fn shut(&self) {
        self.from_outside(format!("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name)).await;
        self.cut().await;
    }

    /// Lets connections in again.
    ///
    /// # Panics
    /// It fails.
    pub async fn reopen(&self) {
        self.from_outside(format!("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name)).await;
    }

    async fn from_outside(&self, sql: String) {
        let mut connection = self.cluster.connect().await.unwrap();
        run(&mut connection, sql).await;
        connection.close().await.unwrap();
    }
}

async fn run(connection: &mut PgConnection, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(connection).await.unwrap();
}

impl Drop for Trial {
    fn drop(&mut self) {
        let (cluster, name) = (self.cluster.clone(), self.name.clone());
        // On a thread of its own: the test's runtime may be on its way out.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let mut connection = cluster.connect().await.unwrap();
                run(&mut connection, format!("DROP DATABASE {name} WITH (FORCE)")).await;
            });
        });
        // A database that stays is no failure of the test.
        let _ = dropping.join();
    }
}
