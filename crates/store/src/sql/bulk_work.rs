//! One step of a bulk change: deletions under way are looked after, then the next few users are done.
//!
//! A step is one transaction, which notes what became of each user with what it did to them: killed anywhere, nothing is done twice.

use super::bulk_parts::{self, Part};
use super::connection::Connection;
use super::statement::Statement;
use super::{audit, deletions, rows, update};
use crate::bulk::{Bulk, BulkAct, BulkOutcome, OPEN_MAX};
use crate::store::{DeletionFor, Result};
use crate::{By, Change, DeletionBegun, Updated, User};
use frontdesk_wire::bulk::{BulkRowState, BulkState};
use frontdesk_wire::{SCOPES_MAX, Timestamp, UserId, VENDORS_MAX};

/// How many users are done in one transaction: a write that waits for it waits no longer than for any other.
const STEP: usize = 32;

const NO_ADMIN: &str = "Whoever asked for this does not administer any more.";

/// What is to be done to a user.
enum Plan {
    /// Nothing: this is what becomes of it.
    Nothing(BulkOutcome),
    /// This change.
    Change(Change),
    /// Delete.
    Delete,
}

/// Does one step and counts it.
pub(super) async fn step(
    on: &mut Connection,
    bulk: &mut Bulk,
    now: Timestamp,
    deletion: DeletionFor<'_>,
) -> Result<()> {
    if bulk.open > 0 {
        follow(on, bulk).await?;
    }
    if bulk.state == BulkState::InProgress {
        let by = rows::by_id(on, bulk.by).await?;
        if !by.is_some_and(|by| update::usable_admin(&by.user)) {
            (bulk.state, bulk.message) = (BulkState::Failed, Some(NO_ADMIN.to_owned()));
            bulk.ended_at = Some(now);
            return Ok(());
        }
        if bulk.reached < bulk.total && bulk.open < OPEN_MAX {
            next(on, bulk, now, deletion).await?;
        }
        if bulk.reached == bulk.total && bulk.open == 0 {
            (bulk.state, bulk.ended_at) = (BulkState::Completed, Some(now));
        }
    }
    Ok(())
}

fn count(bulk: &mut Bulk, outcome: BulkOutcome) {
    let counter = match outcome.state() {
        BulkRowState::Pending => return,
        BulkRowState::InProgress => &mut bulk.open,
        BulkRowState::Done => &mut bulk.done,
        BulkRowState::Unchanged => &mut bulk.unchanged,
        BulkRowState::Failed => &mut bulk.failed,
    };
    *counter += 1;
}

/// The next few users, none beyond the end of their part.
async fn next(on: &mut Connection, bulk: &mut Bulk, now: Timestamp, deletion: DeletionFor<'_>) -> Result<()> {
    let (number, first) = bulk_parts::place(bulk.reached);
    let mut part = bulk_parts::one(on, bulk.ticket, number).await?;
    let by = bulk.actor(now);
    let Part { users, outcomes, .. } = &mut part;
    for (at, (user, outcome)) in users.iter().zip(outcomes).enumerate().skip(first).take(STEP) {
        let Some(kept) = rows::to_change(on, *user).await? else {
            *outcome = BulkOutcome::Absent;
            bulk.reached += 1;
            count(bulk, *outcome);
            continue;
        };
        let plan = plan(bulk, &kept.user);
        // Administrators are counted under a guard that others take who hold one user and no more: so here, too, one is alone.
        let guarded = takes_an_admin(&kept.user, &plan);
        if guarded && at > first {
            break;
        }
        *outcome = carry_out(on, kept, plan, &by, deletion).await?;
        if *outcome == BulkOutcome::Open {
            open(on, bulk, *user).await?;
        }
        bulk.reached += 1;
        count(bulk, *outcome);
        if guarded {
            break;
        }
    }
    bulk_parts::note(on, bulk.ticket, &part).await
}

/// What the wish comes to for this user.
fn plan(bulk: &Bulk, user: &User) -> Plan {
    let change = match &bulk.act {
        BulkAct::AddScope(more) => with(&user.scope, more).map(scope),
        BulkAct::RemoveScope(less) => without(&user.scope, less).map(scope),
        BulkAct::SetScope(all) => (user.scope != *all).then(|| scope(all.clone())),
        BulkAct::AddVendor(more) => with(&user.vendor, more).map(vendor),
        BulkAct::RemoveVendor(less) => without(&user.vendor, less).map(vendor),
        BulkAct::SetVendor(all) => (user.vendor != *all).then(|| vendor(all.clone())),
        BulkAct::Block => (!user.blocked).then(|| blocked(true)),
        BulkAct::Unblock => user.blocked.then(|| blocked(false)),
        BulkAct::Delete if user.id == bulk.by => return Plan::Nothing(BulkOutcome::OwnAccount),
        BulkAct::Delete => return Plan::Delete,
    };
    let Some(change) = change else { return Plan::Nothing(BulkOutcome::Unchanged) };
    let many = |length: Option<usize>, most: usize| length.is_some_and(|length| length > most);
    let scopes = change.scope.as_ref().map(Vec::len);
    if many(scopes, SCOPES_MAX) || many(change.vendor.as_ref().map(Vec::len), VENDORS_MAX) {
        return Plan::Nothing(BulkOutcome::TooMany);
    }
    if user.id == bulk.by && takes_an_admin(user, &Plan::Change(change.clone())) {
        return Plan::Nothing(BulkOutcome::OwnAccount);
    }
    Plan::Change(change)
}

/// All of both; `None`: that is what there is.
fn with<T: Clone + PartialEq>(there: &[T], more: &[T]) -> Option<Vec<T>> {
    let fresh: Vec<T> = more.iter().filter(|one| !there.contains(one)).cloned().collect();
    (!fresh.is_empty()).then(|| [there, &fresh].concat())
}

/// What is left; `None`: all of it.
fn without<T: Clone + PartialEq>(there: &[T], less: &[T]) -> Option<Vec<T>> {
    let left: Vec<T> = there.iter().filter(|one| !less.contains(one)).cloned().collect();
    (left.len() < there.len()).then_some(left)
}

fn scope(scope: Vec<frontdesk_wire::Scope>) -> Change {
    Change { scope: Some(scope), ..Change::default() }
}

fn vendor(vendor: Vec<frontdesk_wire::Vendor>) -> Change {
    Change { vendor: Some(vendor), ..Change::default() }
}

fn blocked(blocked: bool) -> Change {
    Change { blocked: Some(blocked), ..Change::default() }
}

/// Would there be one administrator less who can be one?
fn takes_an_admin(user: &User, plan: &Plan) -> bool {
    let stays = match plan {
        Plan::Nothing(_) => true,
        Plan::Change(change) => update::usable_admin(&update::applied(user.clone(), change)),
        Plan::Delete => false,
    };
    update::usable_admin(user) && !stays
}

async fn carry_out(
    on: &mut Connection,
    kept: rows::Kept,
    plan: Plan,
    by: &By,
    deletion: DeletionFor<'_>,
) -> Result<BulkOutcome> {
    let change = match plan {
        Plan::Nothing(outcome) => return Ok(outcome),
        Plan::Change(change) => change,
        Plan::Delete => {
            let (ticket, jobs) = deletion(kept.user.id);
            return Ok(match deletions::begin_one(on, kept.user.id, ticket, by.at, jobs, by).await? {
                DeletionBegun::Under(..) => BulkOutcome::Open,
                DeletionBegun::Absent => BulkOutcome::Absent,
                DeletionBegun::LastAdmin => BulkOutcome::LastAdmin,
            });
        }
    };
    Ok(match update::change(on, kept.user.id, change).await? {
        Updated::Changed { before, after } => {
            audit::insert(on, &audit::changed(by, &before, &after)).await?;
            BulkOutcome::Done
        }
        Updated::Absent => BulkOutcome::Absent,
        Updated::LastAdmin => BulkOutcome::LastAdmin,
        // Neither an address nor a condition is in any of these changes.
        Updated::AddressTaken | Updated::Otherwise(_) => return Err(rows::unreadable("bulk change")),
    })
}

/// Keeps in mind whose deletion is under way.
async fn open(on: &mut Connection, bulk: &Bulk, user: UserId) -> Result<()> {
    let keep = "INSERT INTO bulk_open (ticket, seq, user_id) VALUES ($1, $2, $3)";
    let seq = i64::try_from(bulk.reached).unwrap_or(i64::MAX);
    on.execute(Statement::whole(keep, [bulk.ticket.into(), seq.into(), user.into()])).await?;
    Ok(())
}

/// Which deletions have ended: the user is gone, or was given back.
async fn follow(on: &mut Connection, bulk: &mut Bulk) -> Result<()> {
    let ended = "SELECT o.seq, u.num FROM bulk_open o LEFT JOIN users u ON u.id = o.user_id \
                 WHERE o.ticket = $1 AND (u.num IS NULL OR u.deleting = 0) ORDER BY o.seq";
    let mut part: Option<Part> = None;
    for row in on.fetch_all(Statement::whole(ended, [bulk.ticket.into()])).await? {
        let (seq, is_gone) = (row.int(0)?, row.optional_int(1)?.is_none());
        let outcome = if is_gone { BulkOutcome::Done } else { BulkOutcome::GivenUp };
        let (number, at) = bulk_parts::place(row.count(0)?);
        if part.as_ref().is_none_or(|part| part.number != number) {
            if let Some(whole) = part.take() {
                bulk_parts::note(on, bulk.ticket, &whole).await?;
            }
            part = Some(bulk_parts::one(on, bulk.ticket, number).await?);
        }
        if let Some(place) = part.as_mut().and_then(|part| part.outcomes.get_mut(at)) {
            *place = outcome;
        }
        let close = "DELETE FROM bulk_open WHERE ticket = $1 AND seq = $2";
        on.execute(Statement::whole(close, [bulk.ticket.into(), seq.into()])).await?;
        bulk.open = bulk.open.saturating_sub(1);
        count(bulk, outcome);
    }
    match part {
        Some(last) => bulk_parts::note(on, bulk.ticket, &last).await,
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_so_already_is_no_change() {
        assert_eq!(with(&[1, 2], &[2]), None);
        assert_eq!(with(&[1, 2], &[2, 3]), Some(vec![1, 2, 3]));
        assert_eq!(without(&[1, 2], &[3]), None);
        assert_eq!(without(&[1, 2], &[1, 2]), Some(vec![]));
    }
}
