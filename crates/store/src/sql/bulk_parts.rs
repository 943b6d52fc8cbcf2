//! The users of a bulk change, in parts: twelve bytes an id, one byte an outcome.

use super::connection::Connection;
use super::rows;
use super::statement::Statement;
use crate::bulk::{BulkOutcome, BulkRow, BulkRows};
use crate::store::Result;
use frontdesk_wire::UserId;
use frontdesk_wire::bulk::BulkRowState;
use std::collections::HashMap;
use uuid::Uuid;

/// How many users a part has; only the last one may have fewer.
pub(super) const SIZE: usize = 200;

/// How many parts are read at once.
const READ: i64 = 50;

/// A part.
pub(super) struct Part {
    pub(super) number: i64,
    pub(super) users: Vec<UserId>,
    pub(super) outcomes: Vec<BulkOutcome>,
}

/// Which part a place is in, and where in it.
pub(super) fn place(seq: u64) -> (i64, usize) {
    let size = SIZE as u64;
    (i64::try_from(seq / size).unwrap_or(i64::MAX), usize::try_from(seq % size).unwrap_or(0))
}

/// Writes parts, the first of which has this number.
pub(super) async fn insert(
    on: &mut Connection,
    ticket: Uuid,
    first: usize,
    parts: &[&[UserId]],
) -> Result<()> {
    for (number, users) in (first..).zip(parts) {
        let ids: Vec<u8> = users.iter().flat_map(|user| *user.as_bytes()).collect();
        let insert = "INSERT INTO bulk_part (ticket, part, ids, outcomes) VALUES ($1, $2, $3, $4)";
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        let outcomes = vec![BulkOutcome::Pending; users.len()];
        let values = [ticket.into(), number.into(), ids.into(), bytes(&outcomes).into()];
        on.execute(Statement::whole(insert, values)).await?;
    }
    Ok(())
}

fn bytes(outcomes: &[BulkOutcome]) -> Vec<u8> {
    outcomes.iter().map(|outcome| outcome.byte()).collect()
}

/// The parts from this one on, some of them.
async fn read(on: &mut Connection, ticket: Uuid, from: i64, limit: i64) -> Result<Vec<Part>> {
    let read =
        "SELECT part, ids, outcomes FROM bulk_part WHERE ticket = $1 AND part >= $2 ORDER BY part LIMIT $3";
    let found = on.fetch_all(Statement::whole(read, [ticket.into(), from.into(), limit.into()])).await?;
    let part = |row: &super::connection::Row| {
        let outcome = |byte: &u8| BulkOutcome::of_byte(*byte).ok_or_else(|| rows::unreadable("outcome"));
        Ok(Part {
            number: row.int(0)?,
            users: row.blob(1)?.chunks(12).map(rows::id).collect::<Result<_>>()?,
            outcomes: row.blob(2)?.iter().map(outcome).collect::<Result<_>>()?,
        })
    };
    found.iter().map(part).collect()
}

/// One part.
pub(super) async fn one(on: &mut Connection, ticket: Uuid, number: i64) -> Result<Part> {
    let part = read(on, ticket, number, 1).await?.pop();
    part.filter(|part| part.number == number).ok_or_else(|| rows::unreadable("part of a bulk change"))
}

/// Notes the outcomes of a part.
pub(super) async fn note(on: &mut Connection, ticket: Uuid, part: &Part) -> Result<()> {
    let note = "UPDATE bulk_part SET outcomes = $3 WHERE ticket = $1 AND part = $2";
    let values = [ticket.into(), part.number.into(), bytes(&part.outcomes).into()];
    on.execute(Statement::whole(note, values)).await?;
    Ok(())
}

/// Those with whom it failed.
pub(super) async fn failed(on: &mut Connection, ticket: Uuid) -> Result<Vec<UserId>> {
    let (mut failed, mut from) = (Vec::new(), 0);
    loop {
        let parts = read(on, ticket, from, READ).await?;
        let Some(last) = parts.last() else { return Ok(failed) };
        from = last.number + 1;
        for part in &parts {
            let outcomes = part.users.iter().zip(&part.outcomes);
            failed.extend(
                outcomes
                    .filter(|(_, outcome)| outcome.state() == BulkRowState::Failed)
                    .map(|(user, _)| *user),
            );
        }
    }
}

/// What became of the users asked for.
pub(super) async fn rows(on: &mut Connection, ticket: Uuid, which: BulkRows) -> Result<Vec<BulkRow>> {
    let BulkRows { only, from, mut skip, limit } = which;
    let (mut number, place) = place(from);
    let (mut found, mut seq) = (Vec::new(), from - place as u64);
    // Without a choice among them, whole parts are passed over unread.
    if only.is_none() {
        let parts = (place as u64 + skip) / SIZE as u64;
        (number, seq) =
            (number + i64::try_from(parts).unwrap_or(i64::MAX - number), seq + parts * SIZE as u64);
        skip = (place as u64 + skip) % SIZE as u64;
    }
    let start = if only.is_none() { seq } else { from };
    while found.len() < limit as usize {
        let parts = read(on, ticket, number, READ).await?;
        let Some(last) = parts.last() else { break };
        number = last.number + 1;
        for (user, outcome) in parts.iter().flat_map(|part| part.users.iter().zip(&part.outcomes)) {
            let fits = seq >= start && only.is_none_or(|only| only == outcome.state());
            if fits && skip > 0 {
                skip -= 1;
            } else if fits && found.len() < limit as usize {
                found.push(BulkRow { seq, user: *user, email: None, outcome: *outcome });
            }
            seq += 1;
        }
    }
    name(on, &mut found).await?;
    Ok(found)
}

/// Puts in the addresses of those who are still there.
async fn name(on: &mut Connection, found: &mut [BulkRow]) -> Result<()> {
    let ids: Vec<String> = found.iter().map(|row| row.user.to_string()).collect();
    let mut statement =
        Statement::new("SELECT u.id, f.email FROM users u JOIN profile f ON f.num = u.num WHERE u.id");
    on.dialect().one_of_ids(&mut statement, ids);
    let mut emails = HashMap::with_capacity(found.len());
    for row in on.fetch_all(statement).await? {
        emails.insert(rows::id(row.blob(0)?)?, row.text(1)?.to_owned());
    }
    for row in found {
        row.email = emails.remove(&row.user);
    }
    Ok(())
}
