//! Where several stores share one data: a folder, or a database.

use crate::people::Kept;
use frontdesk_store::{Opening, Options, SqlStore, Upkeep};
use frontdesk_trial::Trial;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::sync::Arc;
use tempfile::TempDir;

const SLOW_IN_SQLITE: &str = "WITH RECURSIVE n (i) AS (SELECT 1000001 UNION ALL SELECT i + 1 FROM n WHERE i < 1000300) \
    INSERT INTO users SELECT i, CAST(printf('%012d', i) AS BLOB), i, 'a' || i, 'a' || i, NULL, NULL, 'free', 1, 0, 0, 0 FROM n; \
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) \
    INSERT INTO profile SELECT u.num, '', '', '', 'free', '[]', '[]', '{}', \
    (SELECT json_object('o', json_object('m', json_object('v', json_group_array(json_array('x', NULL, NULL))))) FROM n) \
    FROM users u WHERE u.num > 1000000";
const SLOW_IN_POSTGRES: &str = "INSERT INTO users SELECT n, decode(lpad(to_hex(n), 24, '0'), 'hex'), n, 'a' || n, 'a' || n, NULL, NULL, \
    'free', 1, 0, 0, 0 FROM generate_series(1000001, 1000300) n; \
    INSERT INTO profile SELECT u.num, '', '', '', 'free', '[]', '[]', '{}', \
    (SELECT jsonb_build_object('o', jsonb_build_object('m', jsonb_build_object('v', jsonb_agg(jsonb_build_array('x', NULL, NULL))))) \
    FROM generate_series(1, 4000)) FROM users u WHERE u.num > 1000000";

/// A place, removed when it is dropped.
pub(crate) enum Place {
    Folder(TempDir),
    Database(Box<Trial>),
}

impl Place {
    /// A folder.
    pub(crate) async fn folder() -> Self {
        Self::Folder(tempfile::tempdir().unwrap())
    }

    /// A database.
    pub(crate) async fn database() -> Self {
        Self::Database(Box::new(Trial::new(async |url| crate::postgres(url).await.close().await).await))
    }

    /// A store that keeps an index, as a server's does.
    pub(crate) async fn index(&self) -> Kept {
        self.store(Options::new(Opening::Serve)).await
    }

    /// A store that keeps none, beside it.
    pub(crate) async fn statements(&self) -> Kept {
        self.store(Options { connections: 4, ..Options::new(Opening::Beside) }).await
    }

    async fn store(&self, options: Options) -> Kept {
        Arc::new(match self {
            Self::Folder(dir) => SqlStore::in_folder(dir.path(), options).await.unwrap(),
            Self::Database(trial) => {
                SqlStore::in_postgres(&trial.url.parse().unwrap(), options).await.unwrap()
            }
        })
    }

    /// Forgets all changes, and more than there are.
    pub(crate) async fn forget_changes(&self) {
        match self {
            Self::Folder(dir) => {
                let forget = "BEGIN IMMEDIATE; INSERT INTO user_change (seq, num) VALUES (1000000, 0); \
                              DELETE FROM user_change; UPDATE user_change_mark SET position = 1000000; COMMIT";
                sqlx::raw_sql(forget).execute(&mut sqlite(dir).await).await.unwrap();
            }
            Self::Database(trial) => {
                // As after a move to another cluster, whose transactions have lower numbers.
                trial
                    .sql("DELETE FROM user_change; UPDATE user_change_mark SET position = 9000000000000000")
                    .await;
            }
        }
    }

    /// Adds 300 users with 4,000 values each in their metadata, which is read slowly.
    pub(crate) async fn burden(&self) {
        match self {
            Self::Folder(dir) => {
                sqlx::raw_sql(SLOW_IN_SQLITE).execute(&mut sqlite(dir).await).await.unwrap();
            }
            Self::Database(trial) => trial.sql(SLOW_IN_POSTGRES).await,
        }
    }

    /// Runs SQL in it. Was it done?
    pub(crate) async fn takes(&self, sql: &'static str) -> bool {
        match self {
            Self::Folder(dir) => sqlx::raw_sql(sql).execute(&mut sqlite(dir).await).await.is_ok(),
            Self::Database(trial) => {
                let mut on = PgConnection::connect(&trial.url).await.unwrap();
                sqlx::raw_sql(sql).execute(&mut on).await.is_ok()
            }
        }
    }

    /// How many changes are kept.
    pub(crate) async fn changes(&self) -> i64 {
        let count = "SELECT count(*) FROM user_change";
        match self {
            Self::Folder(dir) => sqlx::query_scalar(count).fetch_one(&mut sqlite(dir).await).await.unwrap(),
            Self::Database(trial) => {
                let mut on = PgConnection::connect(&trial.url).await.unwrap();
                sqlx::query_scalar(count).fetch_one(&mut on).await.unwrap()
            }
        }
    }
}

async fn sqlite(dir: &TempDir) -> SqliteConnection {
    SqliteConnection::connect(dir.path().join("frontdesk.db").to_str().unwrap()).await.unwrap()
}
