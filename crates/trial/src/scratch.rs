//! One database of the cluster.

use crate::VARIABLE;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::str::FromStr;
use std::time::Duration;

/// Notes what the schema itself brought, in a schema that the store does not look into.
const REMEMBER: &str = "CREATE SCHEMA seeds; \
    DO $$ DECLARE t name; is_filled boolean; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP \
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I)', t) INTO is_filled; \
    IF is_filled THEN EXECUTE format('CREATE TABLE seeds.%I AS TABLE public.%I', t, t); END IF; \
    END LOOP; END $$";

/// Brings every table back to that. Deleting the few rows of a test is quicker than truncating.
const RESTORE: &str = "SET session_replication_role = replica; \
    DO $$ DECLARE t name; BEGIN \
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE format('DELETE FROM public.%I', t); END LOOP; \
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'seeds' LOOP \
    EXECUTE format('INSERT INTO public.%I SELECT * FROM seeds.%I', t, t); END LOOP; END $$";

/// A database, and the cluster it is in.
#[derive(Debug)]
pub(crate) struct Scratch {
    said: String,
    cluster: PgConnectOptions,
    name: String,
}

fn fresh_name() -> String {
    format!("trial_{}", uuid::Uuid::new_v4().simple())
}

impl Scratch {
    /// Makes one, out of the template that nobody has added anything to.
    pub(crate) async fn make() -> Self {
        let said = std::env::var(VARIABLE).ok().filter(|url| !url.is_empty());
        let said = said.expect(
            "this test needs PostgreSQL: run `cargo xtask test`, which starts one, or set TEST_POSTGRES_URL to postgres://user@host:port/postgres",
        );
        let cluster =
            PgConnectOptions::from_str(&said).expect("TEST_POSTGRES_URL is no address of PostgreSQL");
        let scratch = Self { said, cluster, name: fresh_name() };
        scratch.outside(&format!("CREATE DATABASE {} TEMPLATE template0", scratch.name)).await;
        scratch
    }

    /// Its address: the cluster's with another database.
    pub(crate) fn url(&self) -> String {
        let (address, query) = self.said.split_once('?').unwrap_or((&self.said, ""));
        let server = address.rsplit_once('/').expect("an address ends with a database").0;
        let query = if query.is_empty() { String::new() } else { format!("?{query}") };
        format!("{server}/{}{query}", self.name)
    }

    /// Notes what is in it as what a renewed one has.
    pub(crate) async fn remember(&self) {
        self.inside(REMEMBER).await;
    }

    /// Empties it and gives it another name.
    pub(crate) async fn renew(&mut self) {
        self.let_in(false).await;
        self.cut().await;
        let name = fresh_name();
        self.outside(&format!("ALTER DATABASE {} RENAME TO {name}", self.name)).await;
        self.name = name;
        self.let_in(true).await;
        self.inside(RESTORE).await;
    }

    /// Removes it.
    pub(crate) async fn remove(self) {
        self.outside(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await;
    }

    /// Does it take connections?
    pub(crate) async fn let_in(&self, whether: bool) {
        self.outside(&format!("ALTER DATABASE {} ALLOW_CONNECTIONS {whether}", self.name)).await;
    }

    /// Ends every connection to it, and waits until they are gone.
    pub(crate) async fn cut(&self) {
        let mut connection = self.cluster.connect().await.unwrap();
        let sql = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = $1";
        while sqlx::query_scalar::<_, i64>(sql).bind(&self.name).fetch_one(&mut connection).await.unwrap() > 0
        {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        connection.close().await.unwrap();
    }

    /// Runs SQL in it.
    pub(crate) async fn inside(&self, sql: &str) {
        run(self.cluster.clone().database(&self.name), sql).await;
    }

    /// Runs SQL beside it.
    async fn outside(&self, sql: &str) {
        run(self.cluster.clone(), sql).await;
    }
}

async fn run(options: PgConnectOptions, sql: &str) {
    let mut connection: PgConnection =
        options.connect().await.expect("the PostgreSQL of TEST_POSTGRES_URL does not answer");
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
