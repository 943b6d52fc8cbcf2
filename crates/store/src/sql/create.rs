//! Adding users, many at once.

use super::bind::Bind;
use super::connection::Connection;
use super::dialect::Dialect;
use super::insert::Insert;
use super::rows::{scopes, vendors};
use super::statement::Statement;
use crate::address_key::fold;
use crate::store::Result;
use crate::terms;
use crate::{AddressKey, NewUser, User};
use frontdesk_wire::{Email, Scope, Vendor};
use std::collections::HashSet;

/// A new user as it is kept.
pub(super) fn as_kept(new: &NewUser) -> User {
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

/// Adds users, but for those who have an address that is taken. Who was added.
pub(super) async fn those_free(on: &mut Connection, new: Vec<NewUser>) -> Result<Vec<(i64, NewUser)>> {
    let mut taken = taken(on, &new).await?;
    let free: Vec<NewUser> = new.into_iter().filter(|user| claim(&mut taken, user)).collect();
    fresh(on, free).await
}

/// Adds users whose addresses were free a moment ago and are nobody else's among them. Who was added: all, but for those whom another write was faster than.
pub(super) async fn fresh(on: &mut Connection, new: Vec<NewUser>) -> Result<Vec<(i64, NewUser)>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut numbered: Vec<(i64, NewUser)> = numbers(on, new.len()).await?.into_iter().zip(new).collect();
    insert(on, &numbered).await?;
    let late = lost(on, &numbered).await?;
    numbered.retain(|(num, _)| !late.contains(num));
    side_rows(on, &numbered).await?;
    Ok(numbered)
}

/// As many numbers as there are new users. SQLite's one writer counts on from the highest.
async fn numbers(on: &mut Connection, count: usize) -> Result<Vec<i64>> {
    let rows = on.fetch_all(on.dialect().new_numbers(count)).await?;
    let numbers: Vec<i64> = rows.iter().map(|row| row.int(0)).collect::<Result<_>>()?;
    Ok(match (on.dialect(), numbers.first()) {
        (Dialect::Sqlite, Some(first)) => (*first..).take(count).collect(),
        _ => numbers,
    })
}

/// The keys of a user's addresses, once each.
pub(super) fn keys(user: &NewUser) -> impl Iterator<Item = &str> {
    let other = (user.username_key != user.email_key).then_some(user.username_key.as_str());
    std::iter::once(user.email_key.as_str()).chain(other)
}

/// Which keys of these users belong to somebody.
async fn taken(on: &mut Connection, users: &[NewUser]) -> Result<HashSet<String>> {
    let keys: Vec<String> = users.iter().flat_map(keys).map(str::to_owned).collect();
    let mut statement = Statement::new("SELECT key FROM address WHERE key");
    on.dialect().one_of(&mut statement, keys);
    let taken = on.fetch_all(statement).await?;
    taken.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

fn claim(taken: &mut HashSet<String>, user: &NewUser) -> bool {
    let free = !keys(user).any(|key| taken.contains(key));
    if free {
        taken.extend(keys(user).map(str::to_owned));
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
/// A table with several rows a user.
const fn side_table(into: &'static str, after: &'static str) -> Insert {
    Insert { into, arrays: &["::bigint[]", "::text[]"], after }
}
const ADDRESSES: Insert = side_table("INSERT INTO address (num, key)", " ON CONFLICT DO NOTHING");
const SCOPES: Insert = side_table("INSERT INTO user_scope (num, scope)", "");
const VENDORS: Insert = side_table("INSERT INTO user_vendor (num, vendor_key)", "");

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
    let mut rows: Vec<(i64, &str)> =
        users.iter().flat_map(|(num, user)| keys(user).map(|key| (*num, key))).collect();
    // Whoever takes several takes them in order, or two writes could wait for each other.
    rows.sort_unstable_by_key(|(_, key)| *key);
    let asked = rows.len() as u64;
    let binds = rows.iter().map(|(num, key)| [(*num).into(), (*key).into()]).collect();
    if ADDRESSES.rows(on, binds).await? == asked {
        return Ok(HashSet::new());
    }
    let mut late = HashSet::new();
    for (num, key) in &rows {
        let holder = Statement::whole("SELECT num FROM address WHERE key = $1", [(*key).into()]);
        let holder = on.fetch_optional(holder).await?.map(|row| row.int(0)).transpose()?;
        if holder != Some(*num) && late.insert(*num) {
            on.execute(Statement::whole("DELETE FROM users WHERE num = $1", [(*num).into()])).await?;
        }
    }
    Ok(late)
}

/// Scopes and vendors: several rows a user.
async fn side_rows(on: &mut Connection, users: &[(i64, NewUser)]) -> Result<()> {
    add_scopes(on, users.iter().map(|(num, user)| (*num, user.scope.as_slice()))).await?;
    add_vendors(on, users.iter().map(|(num, user)| (*num, user.vendor.as_slice()))).await
}

/// Adds the scopes of users who have none yet.
pub(super) async fn add_scopes(
    on: &mut Connection,
    users: impl Iterator<Item = (i64, &[Scope])>,
) -> Result<()> {
    let rows = users.flat_map(|(num, scope)| once_each(num, scope.iter().map(|one| one.as_str().to_owned())));
    SCOPES.rows(on, rows.collect()).await.map(drop)
}

/// Adds the vendors of users who have none yet.
pub(super) async fn add_vendors(
    on: &mut Connection,
    users: impl Iterator<Item = (i64, &[Vendor])>,
) -> Result<()> {
    let rows = users.flat_map(|(num, vendor)| once_each(num, vendor.iter().map(|one| fold(one.as_str()))));
    VENDORS.rows(on, rows.collect()).await.map(drop)
}

/// What a user has several of, said twice or not.
fn once_each(num: i64, texts: impl Iterator<Item = String>) -> impl Iterator<Item = [Bind; 2]> {
    let mut texts: Vec<String> = texts.collect();
    texts.sort_unstable();
    texts.dedup();
    texts.into_iter().map(move |text| [num.into(), text.into()])
}
