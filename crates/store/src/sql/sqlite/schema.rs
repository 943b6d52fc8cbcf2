//! The schema: made whole under another name, then moved on version by version.

use super::file::{self, APPLICATION, VERSION};
use super::{backup, connect, moving, pool};
use crate::StoreError;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::path::Path;

/// What leads from each version to the next.
const MIGRATIONS: [&str; VERSION as usize] = [
    include_str!("../../../migrations/sqlite/0001_begin.sql"),
    include_str!("../../../migrations/sqlite/0002_changes.sql"),
    include_str!("../../../migrations/sqlite/0003_audit.sql"),
    include_str!("../../../migrations/sqlite/0004_stats.sql"),
    include_str!("../../../migrations/sqlite/0005_bulk.sql"),
    include_str!("../../../migrations/sqlite/0006_audit_actions.sql"),
];
/// The counters' schema.
pub(super) const LIMITS: &str = include_str!("../../../migrations/sqlite/limits.sql");
/// Before this one, a write-ahead log could be corrupted when two connections reset it at once.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// Makes the data under another name and moves it to its own when it is whole: a crash leaves either none or all of it.
pub(super) async fn create(dir: &Path) -> Result<(), StoreError> {
    let path = dir.join("frontdesk.db.new");
    file::remove(&path)?;
    file::create(&path)?;
    let options = connect(&path).journal_mode(SqliteJournalMode::Delete);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    require_library(&mut connection).await?;
    set(&mut connection, "application_id", APPLICATION).await?;
    climb(&mut connection, 0).await?;
    connection.close().await?;
    file::publish(&path, &dir.join(file::NAME))
}

/// Moves the data on to the newest version, over a connection of its own.
pub(super) async fn migrate(options: SqliteConnectOptions, dir: &Path) -> Result<(), StoreError> {
    let mut connection = SqliteConnection::connect_with(&options).await?;
    require_library(&mut connection).await?;
    let version: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await?;
    if version > VERSION {
        return Err(file::newer(file::NAME, version));
    }
    if version < VERSION {
        back_up_before(&mut connection, dir, version).await?;
    }
    climb(&mut connection, version).await?;
    Ok(connection.close().await?)
}

/// Before anything is moved on, all of it is kept as it was.
async fn back_up_before(
    connection: &mut SqliteConnection,
    dir: &Path,
    version: u32,
) -> Result<(), StoreError> {
    let backup = moving::free_name(dir, &format!("frontdesk.schema-{version}"));
    let made = backup::write(connection, &backup, None).await;
    let said = |cause: &str| {
        format!("no backup could be made before the data is moved on to schema {VERSION}: {cause}")
    };
    match made {
        Err(StoreError::Full(cause)) => return Err(StoreError::Full(said(&cause))),
        Err(StoreError::Fault(cause)) => return Err(StoreError::Fault(said(&cause))),
        made => made?,
    };
    tracing::warn!(
        from = version,
        to = VERSION,
        backup = %backup.display(),
        "the data is moved on to a newer schema; as it was, it is in the backup"
    );
    Ok(())
}

/// Refuses what is not of Frontdesk, or of a newer one.
pub(super) async fn require_known(connection: &mut SqliteConnection, path: &Path) -> Result<(), StoreError> {
    let application: u32 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    let version: u32 = sqlx::query_scalar("PRAGMA user_version").fetch_one(connection).await?;
    match (application, version) {
        (APPLICATION, version) if version > VERSION => Err(file::newer(&path.display().to_string(), version)),
        (APPLICATION, _) => Ok(()),
        _ => Err(file::foreign(path)),
    }
}

async fn climb(connection: &mut SqliteConnection, from: u32) -> Result<(), StoreError> {
    for (version, script) in (1..).zip(MIGRATIONS).skip(from as usize) {
        let mut step = connection.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::raw_sql(script).execute(&mut *step).await?;
        set(&mut step, "user_version", version).await?;
        step.commit().await?;
    }
    Ok(())
}

/// A pragma takes no bound value.
async fn set(connection: &mut SqliteConnection, pragma: &'static str, value: u32) -> Result<(), StoreError> {
    sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA {pragma} = {value}"))).execute(connection).await?;
    Ok(())
}

async fn require_library(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(connection).await?;
    let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let parts: [u32; 3] = std::array::from_fn(|_| parts.next().unwrap_or(0));
    if parts < OLDEST_SQLITE {
        let [major, minor, patch] = OLDEST_SQLITE;
        return Err(StoreError::Fault(format!(
            "this Frontdesk was built with SQLite {version}; it needs {major}.{minor}.{patch} or newer"
        )));
    }
    Ok(())
}

/// Can the counters be used? A file that is not there, or still empty, can.
pub(super) async fn limits_are_sound(path: &Path) -> bool {
    if !std::fs::metadata(path).is_ok_and(|file| file.len() > 0) {
        return true;
    }
    let sound = async {
        let pool = pool(1, super::PATIENCE).connect_with(connect(path)).await?;
        let verdict: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&pool).await?;
        let columns = sqlx::query("SELECT key, tries, first_at, last_at, forget_at FROM bucket LIMIT 1");
        let whole = verdict == "ok" && columns.fetch_optional(&pool).await.is_ok();
        pool.close().await;
        Ok::<_, sqlx::Error>(whole)
    };
    sound.await.unwrap_or(false)
}
