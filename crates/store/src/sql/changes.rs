//! The change log: whose rows have changed since the last look.

use super::connection::{Connection, Row};
use super::dialect::Dialect;
use super::statement::Statement;
use crate::StoreError;
use crate::store::Result;
use frontdesk_wire::Timestamp;
use std::collections::HashMap;

/// How many changes are read at once.
const PAGE: i64 = 5_000;
/// For so long changes are kept: who has not looked since must read everything anew.
const MEMORY: i64 = 3_600_000;
/// How many changes are forgotten at once: a write that waits for it waits no longer than for any other.
const FORGOTTEN: i64 = 50_000;

/// How far somebody has looked.
pub(super) struct Cursor {
    /// Everything below this position was seen.
    from: i64,
    /// Which run of which database server it holds for: of any other one it says nothing.
    server: i64,
    /// What was seen at or above it: the position of each number.
    seen: HashMap<i64, i64>,
}

/// One change.
#[derive(Clone, Copy, Debug)]
struct Change {
    position: i64,
    seq: i64,
    num: i64,
}

/// Some of the changes, and where the log stands.
pub(super) struct Page {
    floor: i64,
    settled: i64,
    server: i64,
    changes: Vec<Change>,
}

/// A place between two changes.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    position: i64,
    seq: i64,
}

impl After {
    /// Nothing comes after it.
    const EVERYTHING: Self = Self { position: i64::MAX, seq: i64::MAX };
}

impl Cursor {
    /// Where the log stands as this transaction sees it. `None`: it was written by another server, and its positions say nothing here.
    pub(super) async fn now(on: &mut Connection) -> Result<Option<Self>> {
        let Page { floor, settled, server, .. } = page(on, After::EVERYTHING).await?;
        Ok((floor < settled).then(|| Self { from: settled, server, seen: HashMap::new() }))
    }

    /// The place from which to look.
    pub(super) fn start(&self) -> After {
        After { position: self.from - 1, seq: i64::MAX }
    }

    /// Can what was not seen yet be told from this page and those after it? Not if it is forgotten, or another server answers than the one that was looked at.
    pub(super) fn follows(&self, page: &Page) -> bool {
        page.server == self.server && page.floor < self.from && self.from <= page.settled
    }

    /// Whose rows these changes concern, once each, but for those that were seen.
    pub(super) fn unseen(&self, page: &Page) -> Vec<i64> {
        let fresh = page.changes.iter().filter(|change| !self.seen.contains_key(&change.seq));
        let mut nums: Vec<i64> = fresh.map(|change| change.num).collect();
        nums.sort_unstable();
        nums.dedup();
        nums
    }

    /// The page was seen. From where to go on, if there is more.
    pub(super) fn note(&mut self, page: &Page) -> Option<After> {
        let unsettled = page.changes.iter().filter(|change| change.position >= page.settled);
        self.seen.extend(unsettled.map(|change| (change.seq, change.position)));
        let last = page.changes.last().filter(|_| page.changes.len() as i64 >= PAGE);
        if last.is_none() {
            self.from = page.settled;
            self.seen.retain(|_, position| *position >= page.settled);
        }
        last.map(|last| After { position: last.position, seq: last.seq })
    }
}

/// Empties a log that was written by another server. Whoever follows it loads anew.
pub(super) async fn begin_anew(on: &mut Connection) -> Result<()> {
    let settled = page(on, After::EVERYTHING).await?.settled - 1;
    on.execute(Statement::new("DELETE FROM user_change")).await?;
    on.execute(Statement::new("DELETE FROM user_change_mark")).await?;
    let mark = "INSERT INTO user_change_mark (position, at) VALUES ($1, 0)";
    on.execute(Statement::whole(mark, [settled.into()])).await?;
    Ok(())
}

/// Does this database note changes? Those that only speak like PostgreSQL do not (`postgres::schema`).
pub(super) async fn are_noted(on: &mut Connection) -> Result<bool> {
    match on.dialect() {
        Dialect::Sqlite => Ok(true),
        Dialect::Postgres => {
            on.fetch_one(Statement::new("SELECT to_regclass('user_change') IS NOT NULL")).await?.truth(0)
        }
    }
}

/// The changes after a place.
pub(super) async fn page(on: &mut Connection, after: After) -> Result<Page> {
    let rows = on.fetch_all(on.dialect().changes(after.position, after.seq, PAGE)).await?;
    let first =
        rows.first().ok_or_else(|| StoreError::Fault("the change log has no beginning".to_owned()))?;
    let change = |row: &Row| {
        let Some(position) = row.optional_int(3)? else { return Ok(None) };
        Ok(Some(Change { position, seq: row.int(4)?, num: row.int(5)? }))
    };
    Ok(Page {
        floor: first.int(0)?,
        settled: first.int(1)?,
        server: first.int(2)?,
        changes: rows.iter().filter_map(|row| change(row).transpose()).collect::<Result<_>>()?,
    })
}

/// Marks how far the log is settled now, and forgets what was so an hour ago.
pub(super) async fn tidy(on: &mut Connection, now: Timestamp) -> Result<()> {
    let now = now.as_millis();
    let old = "SELECT max(position) FROM user_change_mark WHERE at <= $1";
    let old = Statement::whole(old, [now.saturating_sub(MEMORY).into()]);
    if let Some(old) = on.fetch_one(old).await?.optional_int(0)? {
        let before = "DELETE FROM user_change_mark WHERE position < $1";
        on.execute(Statement::whole(before, [old.into()])).await?;
        on.execute(on.dialect().forget_changes(old, FORGOTTEN)).await?;
    }
    let settled = page(on, After::EVERYTHING).await?.settled - 1;
    let mark = "INSERT INTO user_change_mark (position, at) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    on.execute(Statement::whole(mark, [settled.into(), now.into()])).await?;
    Ok(())
}
