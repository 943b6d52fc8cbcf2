//! [`Deletions`] by SQL.

use super::connection::{Connection, Row};
use super::statement::Statement;
use super::{SqlStore, audit, jobs, rows, update};
use crate::store::Result;
use crate::{By, DELETION_STEPS, Deletion, DeletionBegun, DeletionStep, Deletions, NewEntry, NewJob, User};
use async_trait::async_trait;
use frontdesk_wire::replies::DeletionState;
use frontdesk_wire::{AuditAction, AuditDetails, Timestamp, UserId};
use uuid::Uuid;

/// How long a deletion that ended is remembered.
pub(super) const MEMORY: i64 = 10 * 60_000;

const COLUMNS: &str =
    "SELECT ticket, user_id, state, steps_done, message, ended_at FROM deletion WHERE ticket = ";

struct Kept {
    deletion: Deletion,
    user: UserId,
    ended_at: Option<i64>,
}

fn kept(row: &Row) -> Result<Kept> {
    let state = match row.text(2)? {
        "in-progress" => DeletionState::InProgress,
        "completed" => DeletionState::Completed,
        "failed" => DeletionState::Failed,
        "cancelled" => DeletionState::Cancelled,
        _ => return Err(rows::unreadable("deletion")),
    };
    let deletion = Deletion {
        ticket: rows::uuid(row.blob(0)?)?,
        state,
        steps_done: row.small(3)?,
        message: row.optional_text(4)?.map(str::to_owned),
    };
    Ok(Kept { deletion, user: rows::id(row.blob(1)?)?, ended_at: row.optional_int(5)? })
}

/// The deletion of this ticket, to be looked at.
async fn by_ticket(on: &mut Connection, ticket: Uuid) -> Result<Option<Kept>> {
    let mut statement = Statement::new(COLUMNS);
    statement.bind(ticket);
    on.fetch_optional(statement).await?.as_ref().map(kept).transpose()
}

/// The same, to be changed.
async fn to_change(on: &mut Connection, ticket: Uuid) -> Result<Option<Kept>> {
    let mut statement = Statement::new(COLUMNS);
    statement.bind(ticket).push(on.dialect().to_change());
    on.fetch_optional(statement).await?.as_ref().map(kept).transpose()
}

/// The ticket of this user's deletion, while it is under way.
async fn under_way(on: &mut Connection, user: UserId) -> Result<Option<Uuid>> {
    let ticket = "SELECT ticket FROM deletion WHERE user_id = $1 AND state = 'in-progress'";
    let ticket = on.fetch_optional(Statement::whole(ticket, [user.into()])).await?;
    ticket.map(|row| rows::uuid(row.blob(0)?)).transpose()
}

/// Begins a user's deletion, unless one is under way, in a write under way; what is refused has changed nothing.
pub(super) async fn begin_one(
    on: &mut Connection,
    user: UserId,
    ticket: Uuid,
    now: Timestamp,
    jobs: Vec<NewJob>,
    by: &By,
) -> Result<DeletionBegun> {
    let Some(mut kept) = rows::to_change(on, user).await? else { return Ok(DeletionBegun::Absent) };
    if let Some(ticket) = under_way(on, user).await? {
        return Ok(DeletionBegun::Under(ticket, Box::new(kept.user)));
    }
    if update::usable_admin(&kept.user) && !update::other_usable_admin(on, kept.num).await? {
        return Ok(DeletionBegun::LastAdmin);
    }
    begin(on, kept.num, &mut kept.user, ticket, now).await?;
    audit::insert(on, &[of_ticket(by, AuditAction::DeletionAsked, user, ticket)]).await?;
    jobs::insert(on, jobs).await?;
    Ok(DeletionBegun::Under(ticket, Box::new(kept.user)))
}

async fn begin(on: &mut Connection, num: i64, user: &mut User, ticket: Uuid, now: Timestamp) -> Result<()> {
    on.execute(Statement::whole("UPDATE users SET deleting = 1 WHERE num = $1", [num.into()])).await?;
    user.deleting = true;
    user.epoch = update::end_sessions(on, num).await?;
    update::void_codes(on, num).await?;
    let keep = "INSERT INTO deletion (ticket, user_id, state, steps_done, began_at) \
                VALUES ($1, $2, 'in-progress', 0, $3)";
    on.execute(Statement::whole(keep, [ticket.into(), user.id.into(), now.into()])).await?;
    Ok(())
}

/// What a step does here. Each can be done twice.
async fn carry_out(on: &mut Connection, step: DeletionStep, user: UserId) -> Result<()> {
    let statements: &[&'static str] = match step {
        DeletionStep::EndSessions => {
            &["DELETE FROM session WHERE num = (SELECT num FROM users WHERE id = $1)"]
        }
        DeletionStep::VoidCodes => {
            &["DELETE FROM reset_code WHERE num = (SELECT num FROM users WHERE id = $1)"]
        }
        DeletionStep::EraseJobs => &["DELETE FROM job WHERE user_id = $1"],
        DeletionStep::CallWebhook => &[],
        DeletionStep::EraseUser => &["DELETE FROM job WHERE user_id = $1", "DELETE FROM users WHERE id = $1"],
    };
    for sql in statements {
        on.execute(Statement::whole(sql, [user.into()])).await?;
    }
    Ok(())
}

/// Notes where a deletion is.
async fn note(on: &mut Connection, deletion: &Deletion, ended_at: Option<i64>) -> Result<()> {
    let state = match deletion.state {
        DeletionState::InProgress => "in-progress",
        DeletionState::Completed => "completed",
        DeletionState::Failed => "failed",
        DeletionState::Cancelled => "cancelled",
    };
    let note =
        "UPDATE deletion SET state = $2, steps_done = $3, message = $4, ended_at = $5 WHERE ticket = $1";
    let values = [
        deletion.ticket.into(),
        state.into(),
        deletion.steps_done.into(),
        deletion.message.clone().into(),
        ended_at.into(),
    ];
    on.execute(Statement::whole(note, values)).await?;
    Ok(())
}

/// What happened to a deletion.
fn of_ticket(by: &By, action: AuditAction, user: UserId, ticket: Uuid) -> NewEntry {
    by.did(action, user).with(AuditDetails { ticket: Some(ticket.to_string()), ..AuditDetails::default() })
}

#[async_trait]
impl Deletions for SqlStore {
    async fn begin_deletion(
        &self,
        user: UserId,
        ticket: Uuid,
        now: Timestamp,
        jobs: Vec<NewJob>,
        by: &By,
    ) -> Result<DeletionBegun> {
        let mut write = self.begin().await?;
        let begun = begin_one(&mut write, user, ticket, now, jobs, by).await?;
        if !matches!(&begun, DeletionBegun::Under(under, _) if *under == ticket) {
            return write.leave(begun).await;
        }
        write.commit().await?;
        Ok(begun)
    }

    async fn deletion(&self, user: UserId, ticket: Uuid, now: Timestamp) -> Result<Option<Deletion>> {
        let kept = by_ticket(&mut self.reader().await?, ticket).await?;
        let remembered = |ended_at: i64| now.as_millis() <= ended_at.saturating_add(MEMORY);
        let kept = kept.filter(|kept| kept.user == user && kept.ended_at.is_none_or(remembered));
        Ok(kept.map(|kept| kept.deletion))
    }

    async fn do_deletion_step(
        &self,
        ticket: Uuid,
        step: DeletionStep,
        now: Timestamp,
    ) -> Result<Option<Deletion>> {
        let mut write = self.begin().await?;
        let Some(Kept { mut deletion, user, .. }) = to_change(&mut write, ticket).await? else {
            return write.leave(None).await;
        };
        let next = DELETION_STEPS.get(deletion.steps_done as usize);
        if deletion.state != DeletionState::InProgress || next != Some(&step) {
            return write.leave(Some(deletion)).await;
        }
        carry_out(&mut write, step, user).await?;
        deletion.steps_done += 1;
        let last = step == DeletionStep::EraseUser;
        if last {
            deletion.state = DeletionState::Completed;
            let gone = of_ticket(&By::server(now), AuditAction::DeletionCompleted, user, ticket);
            audit::insert(&mut write, &[gone]).await?;
        }
        note(&mut write, &deletion, last.then_some(now.as_millis())).await?;
        write.commit().await?;
        if last {
            self.flush_erased().await?;
        }
        Ok(Some(deletion))
    }

    async fn fail_deletion(&self, ticket: Uuid, message: &str, now: Timestamp) -> Result<Option<Deletion>> {
        let mut write = self.begin().await?;
        let Some(Kept { mut deletion, user, .. }) = to_change(&mut write, ticket).await? else {
            return write.leave(None).await;
        };
        if deletion.state != DeletionState::InProgress {
            return write.leave(Some(deletion)).await;
        }
        deletion.state = DeletionState::Failed;
        deletion.message = Some(message.to_owned());
        note(&mut write, &deletion, Some(now.as_millis())).await?;
        let give_back = "UPDATE users SET deleting = 0 WHERE id = $1";
        write.execute(Statement::whole(give_back, [user.into()])).await?;
        let failed = of_ticket(&By::server(now), AuditAction::DeletionFailed, user, ticket);
        audit::insert(&mut write, &[failed]).await?;
        write.commit().await?;
        Ok(Some(deletion))
    }
}
