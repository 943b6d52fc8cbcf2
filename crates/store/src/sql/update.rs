//! Changing users, and what each change ends.

use super::bind::Bind;
use super::connection::{Connection, Guard};
use super::create;
use super::rows::{self, Kept, scopes, vendors};
use super::statement::Statement;
use crate::address_key::fold;
use crate::store::Result;
use crate::terms;
use crate::{AddressKey, Change, PasswordHash, Updated, User};
use frontdesk_wire::{Email, Scope, UserId, Vendor};

/// Changes a user; what is refused has changed nothing that will be committed.
pub(super) async fn change(on: &mut Connection, id: UserId, change: Change) -> Result<Updated> {
    let Some(kept) = rows::to_change(on, id).await? else { return Ok(Updated::Absent) };
    if change.only_if.as_ref().is_some_and(|holds| !holds(&kept.user)) {
        return Ok(Updated::Otherwise(Box::new(kept.user)));
    }
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
    let after = rows::by_id(on, id).await?.ok_or_else(|| rows::unreadable("user"))?;
    Ok(Updated::Changed { before: Box::new(before), after: Box::new(after.user) })
}

/// The user as it would be, as far as rights go.
pub(super) fn applied(mut user: User, change: &Change) -> User {
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

/// Could anybody else? Until the write ends nobody else stops administering.
pub(super) async fn other_usable_admin(on: &mut Connection, num: i64) -> Result<bool> {
    on.guard(Guard::Admins).await?;
    let other = "SELECT EXISTS (SELECT 1 FROM user_scope s JOIN users u ON u.num = s.num \
                 WHERE s.scope = 'admin' AND u.num <> $1 AND u.blocked = 0 AND u.deleting = 0)";
    on.fetch_one(Statement::whole(other, [num.into()])).await?.truth(0)
}

async fn write(on: &mut Connection, num: i64, change: &Change) -> Result<()> {
    if let Some(scope) = &change.scope {
        set_scope(on, num, scope).await?;
    }
    if let Some(vendor) = &change.vendor {
        set_vendor(on, num, vendor).await?;
    }
    if let Some(metadata) = &change.metadata {
        let set = "UPDATE profile SET metadata = $2, terms = $3 WHERE num = $1";
        let values = [num.into(), metadata.as_str().into(), Bind::Json(terms::of(metadata))];
        on.execute(Statement::whole(set, values)).await?;
    }
    if let Some(plan) = &change.plan {
        let set = "UPDATE users SET plan_key = $2 WHERE num = $1";
        on.execute(Statement::whole(set, [num.into(), fold(plan).into()])).await?;
        let set = "UPDATE profile SET plan = $2 WHERE num = $1";
        on.execute(Statement::whole(set, [num.into(), plan.as_str().into()])).await?;
    }
    if let Some(is_active) = change.is_active {
        let set = "UPDATE users SET is_active = $2 WHERE num = $1";
        on.execute(Statement::whole(set, [num.into(), is_active.into()])).await?;
    }
    if let Some(blocked) = change.blocked {
        let set = "UPDATE users SET blocked = $2 WHERE num = $1";
        on.execute(Statement::whole(set, [num.into(), blocked.into()])).await?;
    }
    Ok(())
}

async fn set_scope(on: &mut Connection, num: i64, scope: &[Scope]) -> Result<()> {
    let set = "UPDATE profile SET scope = $2 WHERE num = $1";
    on.execute(Statement::whole(set, [num.into(), scopes(scope).into()])).await?;
    on.execute(Statement::whole("DELETE FROM user_scope WHERE num = $1", [num.into()])).await?;
    create::add_scopes(on, std::iter::once((num, scope))).await
}

async fn set_vendor(on: &mut Connection, num: i64, vendor: &[Vendor]) -> Result<()> {
    let set = "UPDATE profile SET vendor = $2 WHERE num = $1";
    on.execute(Statement::whole(set, [num.into(), vendors(vendor).into()])).await?;
    on.execute(Statement::whole("DELETE FROM user_vendor WHERE num = $1", [num.into()])).await?;
    create::add_vendors(on, std::iter::once((num, vendor))).await
}

/// `false`: the address belongs to somebody else.
async fn set_email(on: &mut Connection, num: i64, email: &Email, key: &AddressKey) -> Result<bool> {
    let take = "INSERT INTO address (key, num) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    on.execute(Statement::whole(take, [key.as_str().into(), num.into()])).await?;
    let holder = Statement::whole("SELECT num FROM address WHERE key = $1", [key.as_str().into()]);
    let holder = on.fetch_optional(holder).await?.map(|row| row.int(0)).transpose()?;
    if holder != Some(num) {
        return Ok(false);
    }
    let set = "UPDATE users SET email_key = $2, email_text = $3 WHERE num = $1";
    let values = [num.into(), key.as_str().into(), create::folded(email, key).into()];
    on.execute(Statement::whole(set, values)).await?;
    let set = "UPDATE profile SET email = $2 WHERE num = $1";
    on.execute(Statement::whole(set, [num.into(), email.as_str().into()])).await?;
    let free = "DELETE FROM address WHERE num = $1 AND key <> $2 \
                AND key <> (SELECT username_key FROM users WHERE num = $1)";
    on.execute(Statement::whole(free, [num.into(), key.as_str().into()])).await?;
    Ok(true)
}

/// Sets a password, ends all sessions and voids all codes.
pub(super) async fn password(on: &mut Connection, mut kept: Kept, password: PasswordHash) -> Result<Kept> {
    let set = "UPDATE profile SET password = $2 WHERE num = $1";
    on.execute(Statement::whole(set, [kept.num.into(), (&password).into()])).await?;
    void_codes(on, kept.num).await?;
    kept.user.epoch = end_sessions(on, kept.num).await?;
    kept.password = password;
    Ok(kept)
}

/// Raises the epoch and drops the sessions. The new epoch.
pub(super) async fn end_sessions(on: &mut Connection, num: i64) -> Result<i64> {
    on.execute(Statement::whole("DELETE FROM session WHERE num = $1", [num.into()])).await?;
    let raise = "UPDATE users SET epoch = epoch + 1 WHERE num = $1 RETURNING epoch";
    on.fetch_one(Statement::whole(raise, [num.into()])).await?.int(0)
}

/// Reset codes of this user hold no more.
pub(super) async fn void_codes(on: &mut Connection, num: i64) -> Result<()> {
    let void = "UPDATE reset_code SET holds = 0 WHERE num = $1 AND holds = 1";
    on.execute(Statement::whole(void, [num.into()])).await?;
    Ok(())
}
