//! [`Bulks`] by SQL: a row for the whole, and its users in parts of a fixed size, ids and outcomes side by side.

use super::connection::{Connection, Row, Write};
use super::statement::Statement;
use super::{SqlStore, bulk_parts, bulk_work, jobs, rows};
use crate::bulk::{Bulk, BulkRetried, BulkRow, BulkRows, NewBulk, Whom};
use crate::store::{Bulks, DeletionFor, Result};
use crate::{By, NewJob, StoreError};
use async_trait::async_trait;
use frontdesk_wire::bulk::BulkState;
use frontdesk_wire::{Timestamp, UserId};
use uuid::Uuid;

/// How long a bulk change that ended is remembered.
pub(super) const MEMORY: i64 = 7 * 86_400_000;

/// How long one may be put together before it counts as left by a server that is gone.
pub(super) const GATHERING: i64 = 3_600_000;

/// How many parts are written in one transaction.
const PARTS: usize = 100;

const COLUMNS: &str = "SELECT ticket, by_user, act, state, total, reached, opened, done, unchanged, failed, message, \
     began_at, ended_at, retried_as, address, user_agent FROM bulk WHERE ticket = ";

fn state(word: &str) -> Result<BulkState> {
    Ok(match word {
        "in-progress" => BulkState::InProgress,
        "completed" => BulkState::Completed,
        "failed" => BulkState::Failed,
        "cancelled" => BulkState::Cancelled,
        _ => return Err(rows::unreadable("bulk change")),
    })
}

fn word(state: BulkState) -> &'static str {
    match state {
        BulkState::InProgress => "in-progress",
        BulkState::Completed => "completed",
        BulkState::Failed => "failed",
        BulkState::Cancelled => "cancelled",
    }
}

fn kept(row: &Row) -> Result<Bulk> {
    Ok(Bulk {
        ticket: rows::uuid(row.blob(0)?)?,
        by: rows::id(row.blob(1)?)?,
        act: serde_json::from_str(row.text(2)?).map_err(|_| rows::unreadable("bulk change"))?,
        state: state(row.text(3)?)?,
        total: row.count(4)?,
        reached: row.count(5)?,
        open: row.count(6)?,
        done: row.count(7)?,
        unchanged: row.count(8)?,
        failed: row.count(9)?,
        message: row.optional_text(10)?.map(str::to_owned),
        began_at: Timestamp::from_millis(row.int(11)?),
        ended_at: row.optional_int(12)?.map(Timestamp::from_millis),
        retried_as: row.optional_blob(13)?.map(rows::uuid).transpose()?,
        address: row.optional_text(14)?.map(str::to_owned),
        user_agent: row.optional_text(15)?.map(str::to_owned),
    })
}

/// A bulk change that has been put together, to be looked at.
async fn by_ticket(on: &mut Connection, ticket: Uuid) -> Result<Option<Bulk>> {
    let mut statement = Statement::new(COLUMNS);
    statement.bind(ticket).push(" AND state <> 'gathering'");
    on.fetch_optional(statement).await?.as_ref().map(kept).transpose()
}

/// The same, to be changed.
pub(super) async fn to_change(on: &mut Connection, ticket: Uuid) -> Result<Option<Bulk>> {
    let mut statement = Statement::new(COLUMNS);
    statement.bind(ticket).push(" AND state <> 'gathering'").push(on.dialect().to_change());
    on.fetch_optional(statement).await?.as_ref().map(kept).transpose()
}

/// Notes how far it is.
pub(super) async fn note(on: &mut Connection, bulk: &Bulk) -> Result<()> {
    let note = "UPDATE bulk SET state = $2, reached = $3, opened = $4, done = $5, unchanged = $6, failed = $7, message = $8, \
                ended_at = $9 WHERE ticket = $1";
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let values = [
        bulk.ticket.into(),
        word(bulk.state).into(),
        count(bulk.reached).into(),
        count(bulk.open).into(),
        count(bulk.done).into(),
        count(bulk.unchanged).into(),
        count(bulk.failed).into(),
        bulk.message.clone().into(),
        bulk.ended_at.map(Timestamp::as_millis).into(),
    ];
    on.execute(Statement::whole(note, values)).await?;
    Ok(())
}

async fn insert(on: &mut Connection, new: &NewBulk, total: usize) -> Result<()> {
    let insert = "INSERT INTO bulk (ticket, by_user, act, state, total, reached, opened, done, unchanged, failed, began_at, \
                  address, user_agent) VALUES ($1, $2, $3, 'gathering', $4, 0, 0, 0, 0, 0, $5, $6, $7)";
    let act = serde_json::to_string(&new.act).map_err(|error| StoreError::Fault(error.to_string()))?;
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let by = new.by.actor.id.ok_or_else(|| StoreError::Fault("nobody asks for a bulk change".to_owned()))?;
    let values = [
        new.ticket.into(),
        by.into(),
        act.into(),
        total.into(),
        new.by.at.into(),
        new.by.address.clone().into(),
        new.by.user_agent.clone().into(),
    ];
    on.execute(Statement::whole(insert, values)).await?;
    Ok(())
}

impl SqlStore {
    /// Writes it and its users, some in each transaction, and sets it going in the last one, which is handed back to be committed.
    async fn gather(&self, new: &NewBulk, mut users: Vec<UserId>, jobs: Vec<NewJob>) -> Result<(Write, u64)> {
        // In the order of their ids: two that are about the same users wait for each other and never in a circle.
        users.sort_unstable();
        users.dedup();
        let parts: Vec<&[UserId]> = users.chunks(bulk_parts::SIZE).collect();
        let mut write = self.begin().await?;
        insert(&mut write, new, users.len()).await?;
        for (at, some) in parts.chunks(PARTS).enumerate() {
            if at > 0 {
                write.commit().await?;
                write = self.begin().await?;
            }
            bulk_parts::insert(&mut write, new.ticket, at * PARTS, some).await?;
        }
        let go = "UPDATE bulk SET state = 'in-progress' WHERE ticket = $1";
        write.execute(Statement::whole(go, [new.ticket.into()])).await?;
        jobs::insert(&mut write, jobs).await?;
        Ok((write, users.len() as u64))
    }
}

#[async_trait]
impl Bulks for SqlStore {
    async fn begin_bulk(&self, new: NewBulk, whom: Whom, jobs: Vec<NewJob>) -> Result<u64> {
        let users = match whom {
            Whom::These(users) => users,
            Whom::Fitting(query) => self.fitting(&query).await?,
        };
        let (write, total) = self.gather(&new, users, jobs).await?;
        write.commit().await?;
        Ok(total)
    }

    async fn retry_bulk(
        &self,
        failed: Uuid,
        by: &By,
        ticket: Uuid,
        jobs: Vec<NewJob>,
    ) -> Result<BulkRetried> {
        let Some(old) = self.bulk(failed).await? else { return Ok(BulkRetried::Absent) };
        if let Some(ticket) = old.retried_as {
            let total = self.bulk(ticket).await?.map_or(0, |bulk| bulk.total);
            return Ok(BulkRetried::Under(ticket, total));
        }
        if !old.is_over() {
            return Ok(BulkRetried::UnderWay);
        }
        let users = bulk_parts::failed(&mut self.patient_reader().await?, failed).await?;
        if users.is_empty() {
            return Ok(BulkRetried::NothingFailed);
        }
        let new = NewBulk { ticket, by: by.clone(), act: old.act };
        let (mut write, total) = self.gather(&new, users, jobs).await?;
        let note = "UPDATE bulk SET retried_as = $2 WHERE ticket = $1 AND retried_as IS NULL";
        if write.execute(Statement::whole(note, [failed.into(), ticket.into()])).await? == 0 {
            // Somebody else was quicker: what was put together here is thrown away with the leftovers.
            write.leave(()).await?;
            let first = self.bulk(failed).await?.and_then(|old| old.retried_as);
            return Ok(first.map_or(BulkRetried::Absent, |first| BulkRetried::Under(first, total)));
        }
        write.commit().await?;
        Ok(BulkRetried::Under(ticket, total))
    }

    async fn bulk(&self, ticket: Uuid) -> Result<Option<Bulk>> {
        by_ticket(&mut self.reader().await?, ticket).await
    }

    async fn bulk_rows(&self, ticket: Uuid, which: BulkRows) -> Result<Option<Vec<BulkRow>>> {
        let mut on = self.reader().await?;
        if by_ticket(&mut on, ticket).await?.is_none() {
            return Ok(None);
        }
        bulk_parts::rows(&mut on, ticket, which).await.map(Some)
    }

    async fn work_on_bulk(
        &self,
        ticket: Uuid,
        now: Timestamp,
        deletion: DeletionFor<'_>,
    ) -> Result<Option<Bulk>> {
        let mut write = self.begin().await?;
        let Some(mut bulk) = to_change(&mut write, ticket).await? else { return write.leave(None).await };
        if bulk.is_over() {
            return write.leave(Some(bulk)).await;
        }
        bulk_work::step(&mut write, &mut bulk, now, deletion).await?;
        note(&mut write, &bulk).await?;
        write.commit().await?;
        Ok(Some(bulk))
    }

    async fn cancel_bulk(&self, ticket: Uuid, now: Timestamp) -> Result<Option<Bulk>> {
        self.end_bulk(ticket, BulkState::Cancelled, None, now).await
    }

    async fn fail_bulk(&self, ticket: Uuid, message: &str, now: Timestamp) -> Result<()> {
        self.end_bulk(ticket, BulkState::Failed, Some(message.to_owned()), now).await.map(drop)
    }
}

impl SqlStore {
    async fn end_bulk(
        &self,
        ticket: Uuid,
        state: BulkState,
        message: Option<String>,
        now: Timestamp,
    ) -> Result<Option<Bulk>> {
        let mut write = self.begin().await?;
        let Some(mut bulk) = to_change(&mut write, ticket).await? else { return write.leave(None).await };
        if bulk.state != BulkState::InProgress {
            return write.leave(Some(bulk)).await;
        }
        (bulk.state, bulk.message, bulk.ended_at) = (state, message, Some(now));
        note(&mut write, &bulk).await?;
        write.commit().await?;
        Ok(Some(bulk))
    }
}

/// The statement that forgets what ended, or was never put together, long ago; its parts go with it.
pub(super) fn forget(now: i64) -> Statement {
    let forget =
        "DELETE FROM bulk WHERE (ended_at < $1 AND opened = 0) OR (state = 'gathering' AND began_at < $2)";
    Statement::whole(forget, [now.saturating_sub(MEMORY).into(), now.saturating_sub(GATHERING).into()])
}
