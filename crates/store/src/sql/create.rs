//! Adding users: one, or many at once.

use super::rows::{scopes, vendors};
use super::statement::Statement;
use super::terms;
use crate::address_key::fold;
use crate::{AddressKey, NewUser, StoreError, User};
use frontdesk_wire::Email;
use sqlx::SqliteConnection;
use std::collections::HashSet;

/// Rows sent together.
const ROWS: usize = 50;

/// Adds a user. `None`: one of the addresses is taken.
pub(super) async fn one(on: &mut SqliteConnection, new: NewUser) -> Result<Option<User>, StoreError> {
    let user = as_kept(&new);
    Ok((many(on, vec![new]).await? == 1).then_some(user))
}

fn as_kept(new: &NewUser) -> User {
    User {
        id: new.id,
        username: new.username.clone(),
        email: new.email.clone(),
        is_active: new.is_active,
        blocked: new.blocked,
        deleting: false,
        plan: new.plan.clone(),
        scope: new.scope.clone(),
        vendor: new.vendor.clone(),
        metadata: new.metadata.clone(),
        created_at: new.created_at,
        epoch: 0,
    }
}

/// Adds users, but for those who have an address that is taken. How many were added.
pub(super) async fn many(on: &mut SqliteConnection, new: Vec<NewUser>) -> Result<u64, StoreError> {
    let mut taken = taken(on, &new).await?;
    let fresh: Vec<NewUser> = new.into_iter().filter(|user| claim(&mut taken, user)).collect();
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(num), 0) FROM users").fetch_one(&mut *on).await?;
    let numbered: Vec<(i64, NewUser)> = (last + 1..).zip(fresh).collect();
    for users in numbered.chunks(ROWS) {
        insert(on, users).await?;
    }
    side_rows(on, &numbered).await?;
    Ok(numbered.len() as u64)
}

/// Which keys of these users belong to somebody.
async fn taken(on: &mut SqliteConnection, users: &[NewUser]) -> Result<HashSet<String>, StoreError> {
    let keys = users.iter().flat_map(|user| [user.username_key.as_str(), user.email_key.as_str()]);
    let keys = serde_json::Value::from_iter(keys).to_string();
    let taken = sqlx::query_scalar("SELECT key FROM address WHERE key IN (SELECT value FROM json_each($1))");
    Ok(taken.bind(keys).fetch_all(on).await?.into_iter().collect())
}

fn claim(taken: &mut HashSet<String>, user: &NewUser) -> bool {
    let keys = [user.username_key.as_str(), user.email_key.as_str()];
    let free = !keys.iter().any(|key| taken.contains(*key));
    if free {
        taken.extend(keys.map(str::to_owned));
    }
    free
}

/// The folded address, where it differs from the key.
pub(super) fn folded(email: &Email, key: &AddressKey) -> Option<String> {
    let text = fold(email.as_str());
    (text != key.as_str()).then_some(text)
}

const INSERT_USER: &str = "INSERT INTO users (num, id, created_at, username_key, email_key, username_text, email_text, plan_key, \
     is_active, blocked, deleting, epoch)";
const INSERT_PROFILE: &str =
    "INSERT INTO profile (num, username, email, password, plan, scope, vendor, metadata, terms)";

async fn insert(on: &mut SqliteConnection, users: &[(i64, NewUser)]) -> Result<(), StoreError> {
    let rows = Statement::each(INSERT_USER, users, |row, (num, user)| {
        row.int(*num).push(", ").blob(user.id.as_bytes().as_slice());
        row.push(", ").int(user.created_at.as_millis());
        row.push(", ").text(user.username_key.as_str()).push(", ").text(user.email_key.as_str());
        row.push(", ").optional(folded(&user.username, &user.username_key));
        row.push(", ").optional(folded(&user.email, &user.email_key));
        row.push(", ").text(fold(&user.plan)).push(", ").int(i64::from(user.is_active));
        row.push(", ").int(i64::from(user.blocked)).push(", 0, 0");
    });
    rows.for_sqlite().execute(&mut *on).await?;
    let rows = Statement::each(INSERT_PROFILE, users, |row, (num, user)| {
        row.int(*num).push(", ").text(user.username.as_str()).push(", ").text(user.email.as_str());
        row.push(", ").text(user.password.reveal()).push(", ").text(&user.plan);
        row.push(", ").text(scopes(&user.scope)).push(", ").text(vendors(&user.vendor));
        row.push(", ").text(user.metadata.as_str()).push(", ").text(terms::of(&user.metadata));
    });
    rows.for_sqlite().execute(on).await?;
    Ok(())
}

/// Addresses, scopes and vendors: several rows a user.
async fn side_rows(on: &mut SqliteConnection, users: &[(i64, NewUser)]) -> Result<(), StoreError> {
    let each = |of: fn(&NewUser) -> Vec<String>| {
        users.iter().flat_map(|(num, user)| of(user).into_iter().map(|text| (*num, text))).collect::<Vec<_>>()
    };
    let addresses =
        each(|user| vec![user.username_key.as_str().to_owned(), user.email_key.as_str().to_owned()]);
    side(on, "INSERT OR IGNORE INTO address (num, key)", addresses).await?;
    let scopes = each(|user| user.scope.iter().map(|scope| scope.as_str().to_owned()).collect());
    side(on, "INSERT OR IGNORE INTO user_scope (num, scope)", scopes).await?;
    let vendors = each(|user| user.vendor.iter().map(|vendor| fold(vendor.as_str())).collect());
    side(on, "INSERT OR IGNORE INTO user_vendor (num, vendor_key)", vendors).await
}

/// Adds rows to a side table; `insert` names it and its two columns, the user's number first.
pub(super) async fn side(
    on: &mut SqliteConnection,
    insert: &'static str,
    rows: Vec<(i64, String)>,
) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS) {
        let inserts = Statement::each(insert, rows, |row, (num, text)| {
            row.int(*num).push(", ").text(text);
        });
        inserts.for_sqlite().execute(&mut *on).await?;
    }
    Ok(())
}
