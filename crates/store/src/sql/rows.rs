//! Rows ↔ values.

use super::statement::Statement;
use crate::{PasswordHash, StoreError, User};
use frontdesk_wire::{Email, Metadata, Scope, Timestamp, UserId, Vendor};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

/// The columns of a user: `u` in `users`, `f` in `profile`, in the order in which they are read back.
pub(super) const USER: &str = "u.num, f.password, u.id, f.username, f.email, u.is_active, u.blocked, u.deleting, f.plan, \
     f.scope, f.vendor, f.metadata, u.created_at, u.epoch";

/// A user and what stands beside it in the row.
pub(super) struct Kept {
    pub(super) num: i64,
    pub(super) password: PasswordHash,
    pub(super) user: User,
}

/// Reads the columns of [`USER`], which stand first in the row.
pub(super) fn kept(row: &SqliteRow) -> Result<Kept, StoreError> {
    Ok(Kept {
        num: row.try_get(0)?,
        password: PasswordHash::new(row.try_get(1)?),
        user: User {
            id: id(row.try_get(2)?)?,
            username: Email::parse(row.try_get(3)?).map_err(|_| unreadable("username"))?,
            email: Email::parse(row.try_get(4)?).map_err(|_| unreadable("email"))?,
            is_active: row.try_get(5)?,
            blocked: row.try_get(6)?,
            deleting: row.try_get(7)?,
            plan: row.try_get(8)?,
            scope: serde_json::from_str(row.try_get(9)?).map_err(|_| unreadable("scope"))?,
            vendor: serde_json::from_str(row.try_get(10)?).map_err(|_| unreadable("vendor"))?,
            metadata: Metadata::parse(row.try_get(11)?).map_err(|_| unreadable("metadata"))?,
            created_at: Timestamp::from_millis(row.try_get(12)?),
            epoch: row.try_get(13)?,
        },
    })
}

/// An id of its bytes.
pub(super) fn id(bytes: &[u8]) -> Result<UserId, StoreError> {
    bytes.try_into().map(UserId::from_bytes).map_err(|_| unreadable("id"))
}

/// What a row holds that the values refuse.
pub(super) fn unreadable(what: &str) -> StoreError {
    StoreError::Fault(format!("a stored {what} cannot be read"))
}

/// Scopes as one JSON text.
pub(super) fn scopes(scope: &[Scope]) -> String {
    serde_json::Value::from_iter(scope.iter().map(Scope::as_str)).to_string()
}

/// Vendors as one JSON text.
pub(super) fn vendors(vendor: &[Vendor]) -> String {
    serde_json::Value::from_iter(vendor.iter().map(Vendor::as_str)).to_string()
}

/// A user's row, by what follows `WHERE`.
pub(super) fn where_user(condition: &'static str) -> Statement {
    let mut statement = Statement::new("SELECT ");
    statement.push(USER).push(" FROM users u JOIN profile f ON f.num = u.num WHERE ").push(condition);
    statement
}

/// The one user whom a statement of [`where_user`] finds.
pub(super) async fn one(on: &mut SqliteConnection, statement: Statement) -> Result<Option<Kept>, StoreError> {
    let row = statement.for_sqlite().fetch_optional(on).await?;
    row.as_ref().map(kept).transpose()
}

/// The user with this id.
pub(super) async fn by_id(on: &mut SqliteConnection, id: UserId) -> Result<Option<Kept>, StoreError> {
    let mut statement = where_user("u.id = ");
    statement.blob(id.as_bytes().as_slice());
    one(on, statement).await
}

/// The user with this number.
pub(super) async fn by_num(on: &mut SqliteConnection, num: i64) -> Result<Option<Kept>, StoreError> {
    let mut statement = where_user("u.num = ");
    statement.int(num);
    one(on, statement).await
}
