//! The schema: recognised by its marker, made and moved on by whoever comes first.

use crate::StoreError;
use crate::store::Result;
use sqlx::postgres::{PgConnection, PgDatabaseError};
use sqlx::{Connection, Row};

/// What leads from each version to the next.
const MIGRATIONS: [&str; 6] = [
    include_str!("../../../migrations/postgres/0001_begin.sql"),
    include_str!("../../../migrations/postgres/0002_changes.sql"),
    include_str!("../../../migrations/postgres/0003_audit.sql"),
    include_str!("../../../migrations/postgres/0004_stats.sql"),
    include_str!("../../../migrations/postgres/0005_bulk.sql"),
    include_str!("../../../migrations/postgres/0006_audit_actions.sql"),
];

/// The versions that note changes, by the transactions and statements that make them.
const NOTING: [i64; 2] = [2, 4];

/// Are transactions numbered, and told when they are settled? Those that only speak like PostgreSQL have no such numbers, or others: there the version is
/// passed over, statements answer lists and counts, and keep the indexes that it drops; counts are made of all rows.
const NUMBERS: &str =
    "SELECT to_regproc('pg_current_xact_id') IS NOT NULL AND version() !~* '(cockroach|-yb-|yugabyte)'";

/// The newest schema that this Frontdesk knows.
const VERSION: i64 = MIGRATIONS.len() as i64;

/// How the marker names us.
const APPLICATION: &str = "Frontdesk";

/// The oldest PostgreSQL that everything was tried on.
const OLDEST: i32 = 130_000;

/// `Desk` in ASCII: the lock of whoever looks after the schema.
const LOCK: i64 = 0x4465_736b;

/// The columns have the names and types of ours; a table of that name need not be ours.
const UNDEFINED: [&str; 2] = ["42703", "42P01"];

/// Makes the schema or moves it on. Of servers that start at once one does it, the others wait for it.
pub(super) async fn migrate(connection: &mut PgConnection) -> Result<()> {
    require_server(connection).await?;
    let mut all = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *all).await?;
    let from = recognise(&mut all).await?.unwrap_or(0);
    for (version, script) in (1..).zip(MIGRATIONS).skip(usize::try_from(from).unwrap_or_default()) {
        if !NOTING.contains(&version) || sqlx::query_scalar(NUMBERS).fetch_one(&mut *all).await? {
            sqlx::raw_sql(script).execute(&mut *all).await?;
        }
        if version == 1 {
            let mark = sqlx::query("INSERT INTO frontdesk (application, version) VALUES ($1, 1)");
            mark.bind(APPLICATION).execute(&mut *all).await?;
        }
        sqlx::query("UPDATE frontdesk SET version = $1").bind(version).execute(&mut *all).await?;
    }
    Ok(all.commit().await?)
}

/// The version of what is kept here; `None`: nothing is. Touches nothing.
pub(super) async fn recognise(connection: &mut PgConnection) -> Result<Option<i64>> {
    let marked: bool =
        sqlx::query_scalar("SELECT to_regclass('frontdesk') IS NOT NULL").fetch_one(&mut *connection).await?;
    if !marked {
        return if is_empty(connection).await? { Ok(None) } else { Err(foreign()) };
    }
    let row = sqlx::query("SELECT application, version FROM frontdesk").fetch_optional(connection).await;
    let (application, version) = match row {
        Ok(Some(row)) => (row.try_get::<String, _>(0)?, row.try_get::<i64, _>(1)?),
        Ok(None) => return Err(foreign()),
        Err(error) if is_undefined(&error) => return Err(foreign()),
        Err(error) => return Err(error.into()),
    };
    match version {
        _ if application != APPLICATION => Err(foreign()),
        version if version > VERSION => Err(newer(version)),
        version => Ok(Some(version)),
    }
}

/// Is the schema in which tables are made still empty, but for what extensions put there?
async fn is_empty(connection: &mut PgConnection) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
               WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm', 'f') \
               AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))";
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}

fn is_undefined(error: &sqlx::Error) -> bool {
    let cause = error.as_database_error().and_then(|error| error.try_downcast_ref::<PgDatabaseError>());
    cause.is_some_and(|cause| UNDEFINED.contains(&cause.code()))
}

fn foreign() -> StoreError {
    StoreError::Foreign(
        "the database holds tables of another program, not of Frontdesk. Nothing was changed; choose an empty database"
            .to_owned(),
    )
}

fn newer(version: i64) -> StoreError {
    StoreError::Foreign(format!(
        "the database was written by a newer Frontdesk (schema {version}, this one knows {VERSION}). Nothing was changed; use that version"
    ))
}

async fn require_server(connection: &mut PgConnection) -> Result<()> {
    let sql = "SELECT current_setting('server_version_num')::int4, current_setting('server_encoding')";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    let (version, encoding): (i32, String) = (row.try_get(0)?, row.try_get(1)?);
    if version < OLDEST {
        return Err(StoreError::Foreign(format!(
            "this is PostgreSQL {}; Frontdesk needs {} or newer",
            version / 10_000,
            OLDEST / 10_000
        )));
    }
    if encoding != "UTF8" {
        return Err(StoreError::Foreign(format!(
            "the database is encoded in {encoding}; Frontdesk needs one in UTF8"
        )));
    }
    Ok(())
}
