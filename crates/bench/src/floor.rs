//! Floors: the least that an answer can cost, measured in the same run by the same means.

use crate::client::Ask;
use crate::line::{Engine, Line};
use crate::load::{Amount, Figures, drive};
use crate::server::Place;
use anyhow::{Context, Result, anyhow};
use argon2::{Argon2, Params, PasswordHasher};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgPool, SqlitePool};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// What a page shows of users; the rest of every plain statement follows.
const COLUMNS: &str = "SELECT f.password, u.id, f.username, f.email, u.is_active, u.blocked, f.plan, f.scope, f.vendor, f.metadata, u.created_at \
     FROM users u JOIN profile f ON f.num = u.num ";

/// How long a plain statement may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// The floors of one place.
pub(crate) struct Floors {
    pool: Pool,
    /// Thirty users by their numbers, ms.
    pub(crate) rows: f64,
    /// `SELECT 1`, ms.
    pub(crate) nothing: f64,
    /// One user by number, statements a second on as many connections as `GET /user` has clients.
    pub(crate) points: f64,
    /// Hashes a second on all cores.
    pub(crate) hashes: f64,
    /// Commits a second that are safe on disk, one after the other.
    pub(crate) commits: f64,
    /// What a handler that does nothing answers.
    pub(crate) handler: Figures,
}

/// Connections of our own.
#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    async fn open(place: &Place) -> Result<Self> {
        Ok(match &place.address {
            None => {
                let options =
                    SqliteConnectOptions::new().filename(place.folder.join("frontdesk.db")).read_only(true);
                Self::Sqlite(SqlitePoolOptions::new().max_connections(4).connect_with(options).await?)
            }
            Some(address) => {
                let options: PgConnectOptions = address.parse()?;
                Self::Postgres(PgPoolOptions::new().max_connections(8).connect_with(options).await?)
            }
        })
    }

    async fn fetch(&self, sql: &str) -> Result<usize> {
        let query = sqlx::AssertSqlSafe(sql.to_owned());
        Ok(match self {
            Self::Sqlite(pool) => sqlx::query(query).fetch_all(pool).await?.len(),
            Self::Postgres(pool) => sqlx::query(query).fetch_all(pool).await?.len(),
        })
    }

    /// Half of these took no longer, ms.
    async fn median(&self, sql: &[String]) -> Result<f64> {
        let mut times = Vec::with_capacity(sql.len());
        for sql in sql {
            let began = Instant::now();
            self.fetch(sql).await?;
            times.push(began.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        times.get(times.len() / 2).copied().context("nothing was measured")
    }
}

impl Floors {
    /// Measures them; the server that is running does nothing meanwhile.
    ///
    /// # Errors
    /// The data cannot be read beside it.
    pub(crate) async fn measure(place: &Place, line: &Line) -> Result<Self> {
        let pool = Pool::open(place).await?;
        let page = |start: u64| {
            let nums: Vec<String> =
                (0..30).map(|at| (start * 31 % 7_000 + at * 97 + 1).to_string()).collect();
            format!("{COLUMNS} WHERE u.num IN ({})", nums.join(", "))
        };
        let rows = pool.median(&(0..200).map(page).collect::<Vec<_>>()).await?;
        let nothing = pool.median(&vec!["SELECT 1".to_owned(); 500]).await?;
        let points = points(&pool, line.engine).await?;
        let (hashes, commits) = (hashes()?, commits(place).await?);
        Ok(Self { rows, nothing, points, hashes, commits, handler: handler().await?, pool })
    }

    /// How long the same takes as one plain statement, ms; the better of two times.
    ///
    /// # Errors
    /// It is no statement.
    pub(crate) async fn plain(&self, tail: &str, counts: bool, users: u64) -> Result<Option<f64>> {
        if tail.is_empty() {
            return Ok(None);
        }
        let deep = (users * 9 / 10).to_string();
        let sql = match counts {
            true => format!("SELECT count(*) FROM users u WHERE {tail}"),
            false => format!("{COLUMNS}{}", tail.replace("900000", &deep)),
        };
        let mut best = f64::INFINITY;
        for _ in 0..2 {
            let began = Instant::now();
            match timeout(PATIENCE, self.pool.fetch(&sql)).await {
                Ok(found) => found?,
                Err(_) => return Ok(Some(PATIENCE.as_secs_f64() * 1e3)),
            };
            best = best.min(began.elapsed().as_secs_f64() * 1e3);
        }
        Ok(Some(best))
    }
}

/// One user by number, as fast as four connections go.
async fn points(pool: &Pool, engine: Engine) -> Result<f64> {
    let began = Instant::now();
    let tasks: Vec<_> = (0..engine.of([4, 8]))
        .map(|task| {
            let pool = pool.clone();
            tokio::spawn(async move {
                let mut done = 0_u64;
                while began.elapsed() < Duration::from_secs(2) {
                    pool.fetch(&format!("{COLUMNS} WHERE u.num = {}", (done * 37 + task) % 50 + 1)).await?;
                    done += 1;
                }
                Ok::<_, anyhow::Error>(done)
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await??;
    }
    Ok(done as f64 / began.elapsed().as_secs_f64())
}

/// One small row a transaction, in a table of its own, as durable as the server's writes are.
async fn commits(place: &Place) -> Result<f64> {
    const TABLE: &str = "CREATE TABLE bench_commit (at BIGINT)";
    const ROW: &str = "INSERT INTO bench_commit VALUES (1)";
    let (mut done, period) = (0_u64, Duration::from_secs(2));
    let began;
    match &place.address {
        None => {
            let options =
                SqliteConnectOptions::new().filename(place.folder.join("commits.db")).create_if_missing(true);
            let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
            let mut on = SqliteConnection::connect_with(&options).await?;
            on.execute(TABLE).await?;
            began = Instant::now();
            while began.elapsed() < period {
                on.execute(ROW).await?;
                done += 1;
            }
        }
        Some(address) => {
            let mut on = PgConnection::connect(address).await?;
            for sql in ["CREATE SCHEMA bench", "SET search_path = bench", TABLE] {
                on.execute(sql).await?;
            }
            began = Instant::now();
            while began.elapsed() < period {
                on.execute(ROW).await?;
                done += 1;
            }
            on.execute("DROP SCHEMA bench CASCADE").await?;
        }
    }
    Ok(done as f64 / began.elapsed().as_secs_f64())
}

/// Hashes a second, one thread for each core.
fn hashes() -> Result<f64> {
    let params = Params::new(19_456, 2, 1, None).map_err(|cause| anyhow!("argon2: {cause}"))?;
    let cores = std::thread::available_parallelism()?.get();
    let began = Instant::now();
    let threads: Vec<_> = (0..cores)
        .map(|thread| {
            let argon2 = Argon2::from(&params);
            std::thread::spawn(move || {
                let mut done = 0_u64;
                while began.elapsed() < Duration::from_secs(4) {
                    let hash = argon2.hash_password_with_salt(b"bench-pass-1234", &[thread as u8; 16]);
                    done += u64::from(hash.is_ok());
                }
                done
            })
        })
        .collect();
    let done: u64 = threads.into_iter().map(|thread| thread.join().unwrap_or_default()).sum();
    Ok(done as f64 / began.elapsed().as_secs_f64())
}

/// A handler that answers a user's worth of bytes, driven as `GET /user` is.
async fn handler() -> Result<Figures> {
    const BODY: &str = r#"{"id":"0123456789abcdef01234567","username":"anna.schmidt@post.example","email":"anna.schmidt@post.example","isActive":true,"plan":"free","scope":["user"],"vendor":[],"metadata":{"name":"Anna Schmidt","locale":"de-DE","address":{"city":"Berlin","country":"DE"},"source":"website","newsletter":false},"created":"2026-01-01T00:00:00.000Z","blocked":false}"#;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = axum::Router::new().route("/user", axum::routing::get(async || BODY));
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let amount = Amount { clients: 16, time: Duration::from_secs(3), times: u64::MAX };
    let figures = drive(address, amount, 200, Arc::new(|_: &mut _| Ask::get("/user", "Bearer x"))).await;
    serving.abort();
    figures
}

/// A fresh database in a cluster: its address.
///
/// # Errors
/// The cluster is out of reach.
pub(crate) async fn fresh_database(cluster: &str, name: &str) -> Result<String> {
    let mut connection = PgConnection::connect(cluster).await.context("the cluster is out of reach")?;
    for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        connection.execute(AssertSqlSafe(sql)).await?;
    }
    let (before, query) = cluster.split_once('?').unwrap_or((cluster, ""));
    let (server, _) = before.rsplit_once('/').context("the cluster's address names a database")?;
    Ok(format!("{server}/{name}?{query}"))
}

/// Removes a database of its cluster.
///
/// # Errors
/// The cluster is out of reach.
pub(crate) async fn drop_database(address: &str) -> Result<()> {
    let options: PgConnectOptions = address.parse()?;
    let name = options.get_database().context("the address names no database")?.to_owned();
    let mut connection = PgConnection::connect_with(&options.database("postgres")).await?;
    connection.execute(AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"))).await?;
    Ok(())
}

/// How large a database is, MB.
///
/// # Errors
/// It is out of reach.
pub(crate) async fn size_of_database(address: &str) -> Result<u64> {
    let mut connection = PgConnection::connect(address).await?;
    let size: i64 =
        sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(&mut connection).await?;
    Ok(u64::try_from(size)? / 1_000_000)
}
