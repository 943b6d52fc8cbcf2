//! Adding users: one, or many at once.

use super::bind::Bind;
use super::connection::Connection;
use super::insert::Insert;
use super::rows::{scopes, vendors};
use super::statement::Statement;
use crate::address_key::fold;
use crate::store::Result;
use crate::terms;
use crate::{AddressKey, NewUser, User};
use frontdesk_wire::Email;
use std::collections::HashSet;

/// Adds a user. The user and the user's number; `None`: one of the addresses is taken.
pub(super) async fn one(on: &mut Connection, new: NewUser) -> Result<Option<(i64, User)>> {
    let user = as_kept(&new);
    Ok(many(on, vec![new]).await?.first().map(|num| (*num, user)))
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

/// Adds users, but for those who have an address that is taken. The numbers of those who were added.
pub(super) async fn many(on: &mut Connection, new: Vec<NewUser>) -> Result<Vec<i64>> {
    let mut taken = taken(on, &new).await?;
    let free: Vec<NewUser> = new.into_iter().filter(|user| claim(&mut taken, user)).collect();
    Ok(fresh(on, free).await?.into_iter().map(|(num, _)| num).collect())
}

/// Adds users whose addresses were free a moment ago and are nobody else's among them. Who was added: all, but for those whom another write was faster than.
pub(super) async fn fresh(on: &mut Connection, new: Vec<NewUser>) -> Result<Vec<(i64, NewUser)>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = on.fetch_all(on.dialect().new_numbers(new.len())).await?;
    let numbers: Vec<i64> = numbers.iter().map(|row| row.int(0)).collect::<Result<_>>()?;
    let mut numbered: Vec<(i64, NewUser)> = numbers.into_iter().zip(new).collect();
    insert(on, &numbered).await?;
    let late = lost(on, &numbered).await?;
    numbered.retain(|(num, _)| !late.contains(num));
    side_rows(on, &numbered).await?;
    Ok(numbered)
}

/// Which keys of these users belong to somebody.
async fn taken(on: &mut Connection, users: &[NewUser]) -> Result<HashSet<String>> {
    let keys = users.iter().flat_map(|user| [user.username_key.as_str(), user.email_key.as_str()]);
    let keys: Vec<String> = keys.map(str::to_owned).collect();
    let mut statement = Statement::new("SELECT key FROM address WHERE key");
    on.dialect().one_of(&mut statement, keys);
    let taken = on.fetch_all(statement).await?;
    taken.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
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

const USERS: Insert = Insert {
    into: "INSERT INTO users (num, id, created_at, username_key, email_key, username_text, email_text, plan_key, \
           is_active, blocked, deleting, epoch)",
    arrays: &[
        "::bigint[]",
        "::bytea[]",
        "::bigint[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::smallint[]",
        "::smallint[]",
        "::smallint[]",
        "::bigint[]",
    ],
    after: "",
};
const PROFILES: Insert = Insert {
    into: "INSERT INTO profile (num, username, email, password, plan, scope, vendor, metadata, terms)",
    arrays: &[
        "::bigint[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::text[]",
        "::jsonb[]",
    ],
    after: "",
};
/// A table with several rows a user, which has some of them already.
const fn side_table(into: &'static str) -> Insert {
    Insert { into, arrays: &["::bigint[]", "::text[]"], after: " ON CONFLICT DO NOTHING" }
}
const ADDRESSES: Insert = side_table("INSERT INTO address (num, key)");
pub(super) const SCOPES: Insert = side_table("INSERT INTO user_scope (num, scope)");
pub(super) const VENDORS: Insert = side_table("INSERT INTO user_vendor (num, vendor_key)");

async fn insert(on: &mut Connection, users: &[(i64, NewUser)]) -> Result<()> {
    let rows = users.iter().map(|(num, user)| {
        [
            (*num).into(),
            user.id.into(),
            user.created_at.into(),
            user.username_key.as_str().into(),
            user.email_key.as_str().into(),
            folded(&user.username, &user.username_key).into(),
            folded(&user.email, &user.email_key).into(),
            fold(&user.plan).into(),
            user.is_active.into(),
            user.blocked.into(),
            false.into(),
            0_i64.into(),
        ]
    });
    USERS.rows(on, rows.collect()).await?;
    let rows = users.iter().map(|(num, user)| {
        [
            (*num).into(),
            user.username.as_str().into(),
            user.email.as_str().into(),
            (&user.password).into(),
            user.plan.as_str().into(),
            scopes(&user.scope).into(),
            vendors(&user.vendor).into(),
            user.metadata.as_str().into(),
            Bind::Json(terms::of(&user.metadata)),
        ]
    });
    PROFILES.rows(on, rows.collect()).await?;
    Ok(())
}

/// Takes the addresses of these users. Who came too late, because another write took one first, is removed again: the numbers of those.
async fn lost(on: &mut Connection, users: &[(i64, NewUser)]) -> Result<HashSet<i64>> {
    let mut rows: Vec<(i64, String)> = Vec::with_capacity(users.len() * 2);
    for (num, user) in users {
        rows.push((*num, user.email_key.as_str().to_owned()));
        if user.username_key != user.email_key {
            rows.push((*num, user.username_key.as_str().to_owned()));
        }
    }
    // Whoever takes several takes them in order, or two writes could wait for each other.
    rows.sort_by(|(_, one), (_, other)| one.cmp(other));
    let asked = rows.len() as u64;
    if side(on, &ADDRESSES, &rows).await? == asked {
        return Ok(HashSet::new());
    }
    let mut late = HashSet::new();
    for (num, key) in &rows {
        let holder = Statement::whole("SELECT num FROM address WHERE key = $1", [key.as_str().into()]);
        let holder = on.fetch_optional(holder).await?.map(|row| row.int(0)).transpose()?;
        if holder != Some(*num) && late.insert(*num) {
            on.execute(Statement::whole("DELETE FROM users WHERE num = $1", [(*num).into()])).await?;
        }
    }
    Ok(late)
}

/// Scopes and vendors: several rows a user.
async fn side_rows(on: &mut Connection, users: &[(i64, NewUser)]) -> Result<()> {
    let each = |of: fn(&NewUser) -> Vec<String>| {
        users.iter().flat_map(|(num, user)| of(user).into_iter().map(|text| (*num, text))).collect::<Vec<_>>()
    };
    let scopes = each(|user| user.scope.iter().map(|scope| scope.as_str().to_owned()).collect());
    side(on, &SCOPES, &scopes).await?;
    let vendors = each(|user| user.vendor.iter().map(|vendor| fold(vendor.as_str())).collect());
    side(on, &VENDORS, &vendors).await?;
    Ok(())
}

/// Adds rows to a side table, but for those that are there. How many were added.
pub(super) async fn side(on: &mut Connection, table: &Insert, rows: &[(i64, String)]) -> Result<u64> {
    table.rows(on, rows.iter().map(|(num, text)| [(*num).into(), text.as_str().into()]).collect()).await
}
