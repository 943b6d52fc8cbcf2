//! Backups on SQLite: a snapshot in a file of its own, checked before it has its name; and back again, all or nothing.

use super::file::{self, Found};
use super::{connect, moving, schema, unsound};
use crate::sql::options::Opening;
use crate::store::Result;
use crate::{BackedUp, BackupNote, Restored, StoreError};
use frontdesk_wire::Timestamp;
use sqlx::sqlite::SqliteJournalMode;
use sqlx::{Connection, Row, SqliteConnection};
use std::path::{Path, PathBuf};

const NOTE: &str = "CREATE TABLE backup (made_at INTEGER NOT NULL, secret_fingerprint BLOB) STRICT";

/// Writes a snapshot into a new file, checks it and gives it its name.
pub(super) async fn write(
    from: &mut SqliteConnection,
    to: &Path,
    note: Option<&BackupNote>,
) -> Result<BackedUp> {
    let draft = moving::beside(to, ".part");
    if to.exists() {
        return Err(StoreError::Foreign(format!(
            "{} is there already; nothing was changed. Choose another name",
            to.display()
        )));
    }
    moving::create_new(&draft)?;
    let made = async {
        sqlx::query("VACUUM INTO $1").bind(draft.to_string_lossy()).execute(from).await?;
        let mut backup = open(&draft).await?;
        if let Some(note) = note {
            sqlx::raw_sql(NOTE).execute(&mut backup).await?;
            let values = sqlx::query("INSERT INTO backup (made_at, secret_fingerprint) VALUES ($1, $2)");
            let values = values.bind(note.made_at.as_millis()).bind(&note.secret_fingerprint);
            values.execute(&mut backup).await?;
        }
        let users = checked(&mut backup, &draft).await?;
        backup.close().await?;
        let bytes = std::fs::metadata(&draft).map_err(|error| file::failed("read", &draft, &error))?.len();
        moving::publish_new(&draft, to)?;
        Ok(BackedUp { users, bytes })
    };
    let made = made.await;
    if made.is_err() {
        file::remove(&draft)?;
    }
    made
}

/// Puts a backup in the place of the data in a folder.
pub(in crate::sql) async fn restore(from: &Path, dir: &Path, replaces: bool) -> Result<Restored> {
    file::recognise_backup(from)?;
    refuse_to_replace(dir, replaces)?;
    let _claim = file::claim(dir.to_owned(), Opening::Serve).await?;
    refuse_to_replace(dir, replaces)?;
    let draft = dir.join("frontdesk.db.restored");
    file::remove(&draft)?;
    moving::copy(from, &draft)?;
    let restored = put(&draft, dir).await;
    if restored.is_err() {
        file::remove(&draft)?;
    }
    restored
}

fn refuse_to_replace(dir: &Path, replaces: bool) -> Result<()> {
    // Damaged data is data, too: only whoever says so replaces it.
    let is_there = file::recognise(dir).map_or(true, |found| found == Found::Ours);
    if is_there && !replaces {
        return Err(StoreError::Foreign(format!(
            "there is data in {} already; nothing was changed. To put the backup in its place, say --replace: what is there is kept under another name",
            dir.display()
        )));
    }
    Ok(())
}

async fn put(draft: &Path, dir: &Path) -> Result<Restored> {
    let mut backup = open(draft).await?;
    let users = checked(&mut backup, draft).await?;
    let note = taken_note(&mut backup).await?;
    backup.close().await?;
    let data = dir.join(file::NAME);
    let kept = match data.exists() {
        true => Some(put_aside(&data, dir).await?),
        false => None,
    };
    file::publish(draft, &data)?;
    Ok(Restored { users, note, kept })
}

/// Keeps the data under another name, too, once nobody has it open and all of it is in its one file.
async fn put_aside(data: &Path, dir: &Path) -> Result<PathBuf> {
    let aside = moving::free_name(dir, "frontdesk.replaced");
    match alone(data).await {
        Ok(()) => moving::link(data, &aside)?,
        Err(StoreError::Unavailable(_)) => {
            let said = format!("a command still has {} open; nothing was changed", data.display());
            return Err(StoreError::InUse(said));
        }
        // What cannot be opened goes as it is, its logs with it.
        Err(_) => moving::rename_all(data, &aside)?,
    }
    Ok(aside)
}

/// Takes everything into the one file, which works only for whoever has it alone.
async fn alone(data: &Path) -> Result<()> {
    let mut connection = open(data).await?;
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await?;
    connection.close().await?;
    match mode.as_str() {
        "delete" => Ok(()),
        mode => Err(StoreError::Unavailable(format!("its journal stays {mode}"))),
    }
}

/// Opens a file that is to have no logs beside it.
async fn open(path: &Path) -> Result<SqliteConnection> {
    let options = connect(path).journal_mode(SqliteJournalMode::Delete);
    Ok(SqliteConnection::connect_with(&options).await?)
}

/// Reads everything. How many users there are.
async fn checked(backup: &mut SqliteConnection, path: &Path) -> Result<u64> {
    schema::require_known(backup, path).await?;
    if let Some(problem) = unsound(&mut *backup).await?.first() {
        return Err(StoreError::Damaged(format!("{} is not sound: {problem}", path.display())));
    }
    let users: i64 = sqlx::query_scalar("SELECT count(*) FROM users").fetch_one(backup).await?;
    Ok(users.unsigned_abs())
}

/// What stands beside the data, which is from now on data in use.
async fn taken_note(backup: &mut SqliteConnection) -> Result<Option<BackupNote>> {
    let is_noted = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup')";
    if !sqlx::query_scalar(is_noted).fetch_one(&mut *backup).await? {
        return Ok(None);
    }
    let row = sqlx::query("SELECT made_at, secret_fingerprint FROM backup").fetch_one(&mut *backup).await?;
    let (made_at, secret_fingerprint) = (row.try_get(0)?, row.try_get(1)?);
    sqlx::raw_sql("DROP TABLE backup").execute(backup).await?;
    Ok(Some(BackupNote { made_at: Timestamp::from_millis(made_at), secret_fingerprint }))
}
