//! Changing users, and what each change ends.

use super::rows::{self, Kept, scopes, vendors};
use super::{create, terms};
use crate::address_key::fold;
use crate::{AddressKey, Change, PasswordHash, StoreError, Updated, User};
use frontdesk_wire::{Email, Scope, UserId, Vendor};
use sqlx::SqliteConnection;

/// Changes a user; what is refused has changed nothing that will be committed.
pub(super) async fn change(
    on: &mut SqliteConnection,
    id: UserId,
    change: Change,
) -> Result<Updated, StoreError> {
    let Some(kept) = rows::by_id(on, id).await? else { return Ok(Updated::Absent) };
    let before = kept.user.clone();
    let after = applied(before.clone(), &change);
    if usable_admin(&before) && !usable_admin(&after) && !other_usable_admin(on, kept.num).await? {
        return Ok(Updated::LastAdmin);
    }
    if let Some((email, key)) = &change.email
        && !set_email(on, kept.num, email, key).await?
    {
        return Ok(Updated::AddressTaken);
    }
    write(on, kept.num, &change).await?;
    let blocked_now = after.blocked && !before.blocked;
    if blocked_now || (before.is_admin() && !after.is_admin()) {
        end_sessions(on, kept.num).await?;
    }
    if blocked_now || before.email != after.email {
        void_codes(on, kept.num).await?;
    }
    let after = rows::by_num(on, kept.num).await?.ok_or_else(|| rows::unreadable("user"))?;
    Ok(Updated::Changed { before: Box::new(before), after: Box::new(after.user) })
}

fn applied(mut user: User, change: &Change) -> User {
    if let Some(scope) = &change.scope {
        user.scope.clone_from(scope);
    }
    if let Some((email, _)) = &change.email {
        user.email.clone_from(email);
    }
    user.blocked = change.blocked.unwrap_or(user.blocked);
    user
}

/// Could this user administer right now?
pub(super) fn usable_admin(user: &User) -> bool {
    user.is_admin() && !user.blocked && !user.deleting
}

/// Could anybody else?
pub(super) async fn other_usable_admin(on: &mut SqliteConnection, num: i64) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM user_scope s JOIN users u ON u.num = s.num \
               WHERE s.scope = 'admin' AND u.num <> $1 AND u.blocked = 0 AND u.deleting = 0)";
    Ok(sqlx::query_scalar(sql).bind(num).fetch_one(on).await?)
}

async fn write(on: &mut SqliteConnection, num: i64, change: &Change) -> Result<(), StoreError> {
    if let Some(scope) = &change.scope {
        set_scope(on, num, scope).await?;
    }
    if let Some(vendor) = &change.vendor {
        set_vendor(on, num, vendor).await?;
    }
    if let Some(metadata) = &change.metadata {
        sqlx::query("UPDATE profile SET metadata = $2, terms = $3 WHERE num = $1")
            .bind(num)
            .bind(metadata.as_str().to_owned())
            .bind(terms::of(metadata))
            .execute(&mut *on)
            .await?;
    }
    if let Some(blocked) = change.blocked {
        let sql = "UPDATE users SET blocked = $2 WHERE num = $1";
        sqlx::query(sql).bind(num).bind(blocked).execute(&mut *on).await?;
    }
    Ok(())
}

async fn set_scope(on: &mut SqliteConnection, num: i64, scope: &[Scope]) -> Result<(), StoreError> {
    let sql = "UPDATE profile SET scope = $2 WHERE num = $1";
    sqlx::query(sql).bind(num).bind(scopes(scope)).execute(&mut *on).await?;
    sqlx::query("DELETE FROM user_scope WHERE num = $1").bind(num).execute(&mut *on).await?;
    let rows = scope.iter().map(|scope| (num, scope.as_str().to_owned())).collect();
    create::side(on, "INSERT OR IGNORE INTO user_scope (num, scope)", rows).await
}

async fn set_vendor(on: &mut SqliteConnection, num: i64, vendor: &[Vendor]) -> Result<(), StoreError> {
    let sql = "UPDATE profile SET vendor = $2 WHERE num = $1";
    sqlx::query(sql).bind(num).bind(vendors(vendor)).execute(&mut *on).await?;
    sqlx::query("DELETE FROM user_vendor WHERE num = $1").bind(num).execute(&mut *on).await?;
    let rows = vendor.iter().map(|vendor| (num, fold(vendor.as_str()))).collect();
    create::side(on, "INSERT OR IGNORE INTO user_vendor (num, vendor_key)", rows).await
}

/// `false`: the address belongs to somebody else.
async fn set_email(
    on: &mut SqliteConnection,
    num: i64,
    email: &Email,
    key: &AddressKey,
) -> Result<bool, StoreError> {
    let holder: Option<i64> = sqlx::query_scalar("SELECT num FROM address WHERE key = $1")
        .bind(key.as_str().to_owned())
        .fetch_optional(&mut *on)
        .await?;
    if holder.is_some_and(|holder| holder != num) {
        return Ok(false);
    }
    let text = create::folded(email, key);
    sqlx::query("UPDATE users SET email_key = $2, email_text = $3 WHERE num = $1")
        .bind(num)
        .bind(key.as_str().to_owned())
        .bind(text)
        .execute(&mut *on)
        .await?;
    let sql = "UPDATE profile SET email = $2 WHERE num = $1";
    sqlx::query(sql).bind(num).bind(email.as_str().to_owned()).execute(&mut *on).await?;
    sqlx::query("DELETE FROM address WHERE num = $1").bind(num).execute(&mut *on).await?;
    let sql = "INSERT INTO address (key, num) SELECT username_key, num FROM users WHERE num = $1 \
               UNION SELECT email_key, num FROM users WHERE num = $1";
    sqlx::query(sql).bind(num).execute(on).await?;
    Ok(true)
}

/// Sets a password, ends all sessions and voids all codes.
pub(super) async fn password(
    on: &mut SqliteConnection,
    mut kept: Kept,
    password: PasswordHash,
) -> Result<Kept, StoreError> {
    let sql = "UPDATE profile SET password = $2 WHERE num = $1";
    sqlx::query(sql).bind(kept.num).bind(password.reveal().to_owned()).execute(&mut *on).await?;
    void_codes(on, kept.num).await?;
    kept.user.epoch = end_sessions(on, kept.num).await?;
    kept.password = password;
    Ok(kept)
}

/// Raises the epoch and drops the sessions. The new epoch.
pub(super) async fn end_sessions(on: &mut SqliteConnection, num: i64) -> Result<i64, StoreError> {
    sqlx::query("DELETE FROM session WHERE num = $1").bind(num).execute(&mut *on).await?;
    let sql = "UPDATE users SET epoch = epoch + 1 WHERE num = $1 RETURNING epoch";
    Ok(sqlx::query_scalar(sql).bind(num).fetch_one(on).await?)
}

/// Reset codes of this user hold no more.
pub(super) async fn void_codes(on: &mut SqliteConnection, num: i64) -> Result<(), StoreError> {
    let sql = "UPDATE reset_code SET holds = 0 WHERE num = $1 AND holds = 1";
    sqlx::query(sql).bind(num).execute(on).await?;
    Ok(())
}
