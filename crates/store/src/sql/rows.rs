//! Rows ↔ values.

use super::bind::Bind;
use super::connection::{Connection, Row};
use super::dialect::Dialect;
use super::statement::Statement;
use crate::address_key::fold;
use crate::index::Entry;
use crate::store::Result;
use crate::{PasswordHash, StoreError, User};
use frontdesk_wire::{Email, Metadata, Scope, Timestamp, UserId, Vendor};
use uuid::Uuid;

/// The columns of a user: `u` in `users`, `f` in `profile`, in the order in which they are read back.
pub(super) const USER: &str = "u.num, f.password, u.id, f.username, f.email, u.is_active, u.blocked, u.deleting, f.plan, \
     f.scope, f.vendor, f.metadata, u.created_at, u.epoch";

/// How many columns [`USER`] has: where those after it begin.
pub(super) const USER_COLUMNS: usize = 14;

/// A user and what stands beside it in the row.
pub(super) struct Kept {
    pub(super) num: i64,
    pub(super) password: PasswordHash,
    pub(super) user: User,
}

/// Reads the columns of [`USER`], which stand first in the row.
pub(super) fn kept(row: &Row) -> Result<Kept> {
    Ok(Kept {
        num: row.int(0)?,
        password: PasswordHash::new(row.text(1)?.to_owned()),
        user: User {
            id: id(row.blob(2)?)?,
            username: Email::kept(row.text(3)?).ok_or_else(|| unreadable("username"))?,
            email: Email::kept(row.text(4)?).ok_or_else(|| unreadable("email"))?,
            is_active: row.truth(5)?,
            blocked: row.truth(6)?,
            deleting: row.truth(7)?,
            plan: row.text(8)?.to_owned(),
            scope: serde_json::from_str(row.text(9)?).map_err(|_| unreadable("scope"))?,
            vendor: serde_json::from_str(row.text(10)?).map_err(|_| unreadable("vendor"))?,
            metadata: Metadata::parse(row.text(11)?).map_err(|_| unreadable("metadata"))?,
            created_at: Timestamp::from_millis(row.int(12)?),
            epoch: row.int(13)?,
        },
    })
}

/// The statement that reads what the index takes over of users, by what follows `WHERE`.
pub(super) fn entries(dialect: Dialect, condition: &'static str) -> Statement {
    let mut statement = Statement::new(
        "SELECT u.num, u.id, u.created_at, u.username_key, u.email_key, u.username_text, u.email_text, u.plan_key, \
         u.is_active, u.blocked, f.scope, f.vendor, ",
    );
    statement.push(dialect.terms_text()).push(" FROM users u JOIN profile f ON f.num = u.num WHERE ");
    statement.push(condition);
    statement
}

/// Reads a row of [`entries`].
pub(super) fn entry(row: &Row) -> Result<Entry> {
    let list = |at: usize, what: &str| {
        let items: Vec<String> = serde_json::from_str(row.text(at)?).map_err(|_| unreadable(what))?;
        Ok::<_, StoreError>(items.iter().map(|item| fold(item)).collect())
    };
    Ok(Entry {
        num: index_num(row.int(0)?)?,
        id: *id(row.blob(1)?)?.as_bytes(),
        created_at: row.int(2)?,
        username_key: row.text(3)?.to_owned(),
        email_key: row.text(4)?.to_owned(),
        username_text: row.optional_text(5)?.map(str::to_owned),
        email_text: row.optional_text(6)?.map(str::to_owned),
        plan_key: row.text(7)?.to_owned(),
        is_active: row.truth(8)?,
        blocked: row.truth(9)?,
        scope: list(10, "scope")?,
        vendor: list(11, "vendor")?,
        terms: row.text(12)?.to_owned(),
    })
}

/// A user's number as the index has it.
pub(super) fn index_num(num: i64) -> Result<u32> {
    u32::try_from(num).map_err(|_| StoreError::Fault("a user's number is too high for the index".to_owned()))
}

/// An id of its bytes.
pub(super) fn id(bytes: &[u8]) -> Result<UserId> {
    bytes.try_into().map(UserId::from_bytes).map_err(|_| unreadable("id"))
}

/// A session's, job's or ticket's id of its bytes.
pub(super) fn uuid(bytes: &[u8]) -> Result<Uuid> {
    Uuid::from_slice(bytes).map_err(|_| unreadable("id"))
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
pub(super) async fn one(on: &mut Connection, statement: Statement) -> Result<Option<Kept>> {
    on.fetch_optional(statement).await?.as_ref().map(kept).transpose()
}

/// The user with this id, to be looked at.
pub(super) async fn by_id(on: &mut Connection, id: UserId) -> Result<Option<Kept>> {
    let mut statement = where_user("u.id = ");
    statement.bind(id);
    one(on, statement).await
}

/// The user with this id, to be changed: all that is decided by what is read here still holds when it is written.
pub(super) async fn to_change(on: &mut Connection, id: UserId) -> Result<Option<Kept>> {
    changeable(on, "u.id = ", id.into()).await
}

/// The same by number.
pub(super) async fn num_to_change(on: &mut Connection, num: i64) -> Result<Option<Kept>> {
    changeable(on, "u.num = ", num.into()).await
}

/// Both rows are to be held, the user's and the profile's: only what is held is read as it is now.
async fn changeable(on: &mut Connection, condition: &'static str, value: Bind) -> Result<Option<Kept>> {
    let mut statement = where_user(condition);
    statement.bind(value).push(on.dialect().to_change());
    one(on, statement).await
}
