//! Bringing users in: whom the addresses of each already belong to, then all who are new at once, and of the others only those who change.

use super::connection::Connection;
use super::rows::{self, Kept};
use super::statement::Statement;
use super::update;
use super::{audit, create};
use crate::store::Result;
use crate::{Arrival, Arrived, By, Change, NewEntry, NewUser, OnExisting, PasswordHash, Updated};
use frontdesk_wire::{AuditAction, UserId};
use std::collections::{HashMap, HashSet};

/// Brings them in, within a write.
pub(super) async fn bring_in(
    on: &mut Connection,
    arrivals: Vec<Arrival>,
    on_existing: OnExisting,
    by: &By,
) -> Result<Vec<Arrived>> {
    let Sorted { mut fates, fresh, present } = sort(on, arrivals, on_existing).await?;
    let (places, users): (Vec<usize>, Vec<NewUser>) = fresh.into_iter().unzip();
    let ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let added = create::fresh(on, users).await?;
    let added: HashSet<UserId> = added.into_iter().map(|(_, user)| user.id).collect();
    for (place, id) in places.into_iter().zip(ids) {
        fates.set(place, if added.contains(&id) { Arrived::Added } else { Arrived::Taken("email") });
    }
    let mut acts: Vec<NewEntry> = audit::added(by, added.len() as u64).into_iter().collect();
    for (place, kept, arrival) in present {
        fates.set(place, renew(on, kept, &arrival, by, &mut acts).await?);
    }
    audit::insert(on, &acts).await?;
    Ok(fates.0)
}

/// What would become of them.
pub(super) async fn look_at(
    on: &mut Connection,
    arrivals: Vec<Arrival>,
    on_existing: OnExisting,
) -> Result<Vec<Arrived>> {
    let Sorted { mut fates, fresh, present } = sort(on, arrivals, on_existing).await?;
    fresh.iter().for_each(|(place, _)| fates.set(*place, Arrived::Added));
    for (place, kept, arrival) in present {
        let after = update::applied(kept.user.clone(), &arrival.change());
        let steps_down = update::usable_admin(&kept.user) && !update::usable_admin(&after);
        let is_last = steps_down && !update::other_usable_admin(on, kept.num).await?;
        fates.set(place, if is_last { Arrived::LastAdmin } else { Arrived::Changed });
    }
    Ok(fates.0)
}

/// What became of each so far, by their places.
struct Fates(Vec<Arrived>);

impl Fates {
    fn set(&mut self, place: usize, fate: Arrived) {
        if let Some(slot) = self.0.get_mut(place) {
            *slot = fate;
        }
    }
}

/// Arrivals by what is left to do.
struct Sorted {
    /// Decided, but for those below.
    fates: Fates,
    /// To be added.
    fresh: Vec<(usize, NewUser)>,
    /// There, and to be changed.
    present: Vec<(usize, Kept, Arrival)>,
}

async fn sort(on: &mut Connection, arrivals: Vec<Arrival>, on_existing: OnExisting) -> Result<Sorted> {
    let holders = holders(on, &arrivals).await?;
    let mut ids = ids_taken(on, &arrivals).await?;
    let (mut claimed, mut there) = (HashSet::new(), Vec::new());
    let mut sorted =
        Sorted { fates: Fates(vec![Arrived::Same; arrivals.len()]), fresh: Vec::new(), present: Vec::new() };
    for (place, arrival) in arrivals.into_iter().enumerate() {
        let user = &arrival.user;
        let [email, username] = [user.email_key.as_str(), user.username_key.as_str()];
        if claimed.contains(email) || claimed.contains(username) {
            sorted.fates.set(place, Arrived::Repeated);
            continue;
        }
        claimed.extend([email.to_owned(), username.to_owned()]);
        match (holders.get(email), holders.get(username)) {
            (None, None) if !ids.insert(user.id) => sorted.fates.set(place, Arrived::IdTaken),
            (None, None) => sorted.fresh.push((place, arrival.user)),
            (Some(num), name) if name.is_none_or(|holder| holder == num) => {
                there.push((place, *num, arrival))
            }
            _ => sorted.fates.set(place, Arrived::Taken("username")),
        }
    }
    if on_existing == OnExisting::Update {
        sorted.present = changing(on, there, &mut sorted.fates).await?;
    }
    Ok(sorted)
}

/// To whom these addresses belong, as far as they belong to anybody.
async fn holders(on: &mut Connection, arrivals: &[Arrival]) -> Result<HashMap<String, i64>> {
    let users = arrivals.iter().map(|arrival| &arrival.user);
    let keys: Vec<String> = users.flat_map(create::keys).map(str::to_owned).collect();
    let mut statement = Statement::new("SELECT key, num FROM address WHERE key");
    on.dialect().one_of(&mut statement, keys);
    let rows = on.fetch_all(statement).await?;
    rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.int(1)?))).collect()
}

/// Which of their ids are somebody's.
async fn ids_taken(on: &mut Connection, arrivals: &[Arrival]) -> Result<HashSet<UserId>> {
    let ids = arrivals.iter().map(|arrival| arrival.user.id).collect();
    let statement = on.dialect().ids_among(ids);
    on.fetch_all(statement).await?.iter().map(|row| rows::id(row.blob(0)?)).collect()
}

/// Of those who are there, who changes.
async fn changing(
    on: &mut Connection,
    there: Vec<(usize, i64, Arrival)>,
    fates: &mut Fates,
) -> Result<Vec<(usize, Kept, Arrival)>> {
    let nums: Vec<i64> = there.iter().map(|(_, num, _)| *num).collect();
    let mut statement = rows::where_user("u.num");
    on.dialect().one_of(&mut statement, nums.as_slice());
    let mut found = HashMap::with_capacity(nums.len());
    for row in on.fetch_all(statement).await? {
        found.insert(row.int(0)?, rows::kept(&row)?);
    }
    let mut changing = Vec::new();
    for (place, num, arrival) in there {
        match found.remove(&num) {
            Some(kept) if kept.user.deleting => fates.set(place, Arrived::Taken("email")),
            Some(kept) if changes(&kept, &arrival) => changing.push((place, kept, arrival)),
            _ => {}
        }
    }
    Ok(changing)
}

fn brings_password(kept: &Kept, arrival: &Arrival) -> bool {
    kept.password.is_none() && !arrival.user.password.is_none()
}

fn changes(kept: &Kept, arrival: &Arrival) -> bool {
    let (user, change) = (&kept.user, arrival.change());
    let Change { scope, vendor, metadata, email: _, only_if: _, blocked, plan, is_active } = change;
    scope.is_some_and(|scope| scope != user.scope)
        || vendor.is_some_and(|vendor| vendor != user.vendor)
        || metadata.is_some_and(|metadata| metadata != user.metadata)
        || blocked.is_some_and(|blocked| blocked != user.blocked)
        || plan.is_some_and(|plan| plan != user.plan)
        || is_active.is_some_and(|is_active| is_active != user.is_active)
        || brings_password(kept, arrival)
}

/// Changes somebody who is there, and adds what the trail is to say of it.
async fn renew(
    on: &mut Connection,
    kept: Kept,
    arrival: &Arrival,
    by: &By,
    acts: &mut Vec<NewEntry>,
) -> Result<Arrived> {
    let (before, after) = match update::change(on, kept.user.id, arrival.change()).await? {
        Updated::LastAdmin => return Ok(Arrived::LastAdmin),
        Updated::Absent | Updated::AddressTaken | Updated::Otherwise(_) => return Ok(Arrived::Same),
        Updated::Changed { before, after } => (before, after),
    };
    acts.extend(audit::changed(by, &before, &after));
    if brings_password(&kept, arrival) {
        let none = PasswordHash::none();
        let set = "UPDATE profile SET password = $2 WHERE num = $1 AND password = $3";
        let values = [kept.num.into(), (&arrival.user.password).into(), (&none).into()];
        if on.execute(Statement::whole(set, values)).await? > 0 {
            acts.push(by.did(AuditAction::PasswordSet, kept.user.id));
        }
    }
    Ok(Arrived::Changed)
}
