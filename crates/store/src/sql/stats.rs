//! Counts of users: kept by what changes a user (see the migrations), added up here. Beside them the same counts made anew of all rows, for checks and for
//! databases that keep none.

use super::connection::{Connection, Guard, Row};
use super::dialect::Dialect;
use super::statement::Statement;
use super::{SqlStore, changes};
use crate::store::{Result, Stats};
use async_trait::async_trait;
use frontdesk_wire::query::StatsQuery;
use frontdesk_wire::{Breakdown, DayCount, OtherCount, StatusCounts, Timestamp, UserStats, ValueCount};

const DAY: i64 = 86_400_000;
/// How many notes are taken into the counts at once.
const SLICE: i64 = 50_000;

/// What counts are read from: users by day, plan and status, and by scope and vendor.
#[derive(Clone, Copy)]
struct Source {
    days: &'static str,
    labels: &'static str,
}

/// The kept counts.
const KEPT_BY_SQLITE: Source = Source { days: "users_by_day", labels: "users_by_label" };
/// The same, with what is noted and not taken in yet.
const KEPT_BY_POSTGRES: Source = Source {
    days: "(SELECT * FROM users_by_day UNION ALL SELECT * FROM users_by_day_new) d",
    labels: "(SELECT * FROM users_by_label UNION ALL SELECT * FROM users_by_label_new) l",
};
/// All rows.
const ROWS: Source = Source {
    days: "(SELECT (created_at - (created_at % 86400000 + 86400000) % 86400000) / 86400000 AS day, plan_key AS plan, \
           CASE WHEN blocked = 1 THEN 'blocked' WHEN is_active = 1 THEN 'active' ELSE 'inactive' END AS status, 1 AS n FROM users) d",
    labels: "(SELECT 'scope' AS kind, scope AS label, 1 AS n FROM user_scope UNION ALL SELECT 'vendor', vendor_key, 1 FROM user_vendor \
             UNION ALL SELECT 'vendor', '', 1 FROM profile WHERE vendor = '[]') l",
};

impl Source {
    async fn kept(on: &mut Connection) -> Result<Self> {
        Ok(match on.dialect() {
            Dialect::Sqlite => KEPT_BY_SQLITE,
            Dialect::Postgres if changes::are_noted(on).await? => KEPT_BY_POSTGRES,
            Dialect::Postgres => ROWS,
        })
    }
}

/// Adds up what a source has.
async fn add_up(on: &mut Connection, source: Source, query: &StatsQuery) -> Result<UserStats> {
    let plans = on.fetch_all(plans(source, query.top)).await?;
    let status = plans.first().map(status).transpose()?.unwrap_or_default();
    let scopes = on.fetch_all(labels(source, "scope", query.top)).await?;
    let vendors = on.fetch_all(labels(source, "vendor", query.top)).await?;
    Ok(UserStats {
        total: status.active + status.inactive + status.blocked,
        status,
        days: days(on, source, query).await?,
        plan: breakdown(&plans, query.top)?,
        scope: breakdown(&scopes, query.top)?,
        vendor: Breakdown { none: Some(vendorless(on, source).await?), ..breakdown(&vendors, query.top)? },
    })
}

/// What each row of [`plans`] says of all plans.
fn status(row: &Row) -> Result<StatusCounts> {
    Ok(StatusCounts { active: row.count(4)?, inactive: row.count(5)?, blocked: row.count(6)? })
}

async fn days(on: &mut Connection, source: Source, query: &StatsQuery) -> Result<Vec<DayCount>> {
    let day = |at: Option<Timestamp>, open: i64| at.map_or(open, |at| at.as_millis().div_euclid(DAY));
    let mut sum = Statement::new("SELECT day, CAST(sum(n) AS bigint) FROM ");
    sum.push(source.days).push(" WHERE day >= ").bind(day(query.from, i64::MIN));
    sum.push(" AND day <= ").bind(day(query.to, i64::MAX));
    sum.push(" GROUP BY day HAVING sum(n) <> 0 ORDER BY day");
    let rows = on.fetch_all(sum).await?;
    let count = |row: &Row| {
        let (year, month, day) = Timestamp::from_millis(row.int(0)?.saturating_mul(DAY)).date();
        Ok(DayCount { day: format!("{year:04}-{month:02}-{day:02}"), count: row.count(1)? })
    };
    rows.iter().map(count).collect()
}

/// Each value, its count; beside it, of all values, how many there are and the sum of their counts.
const MOST_FREQUENT: &str = "CAST(sum(n) AS bigint), count(*) OVER (), CAST(sum(sum(n)) OVER () AS bigint)";
/// Beside it, how many users of all plans have each status: so the days are gone through once for both.
const BY_STATUS: &str = ", CAST(sum(sum(CASE status WHEN 'active' THEN n ELSE 0 END)) OVER () AS bigint), \
    CAST(sum(sum(CASE status WHEN 'inactive' THEN n ELSE 0 END)) OVER () AS bigint), \
    CAST(sum(sum(CASE status WHEN 'blocked' THEN n ELSE 0 END)) OVER () AS bigint)";

fn plans(source: Source, top: u32) -> Statement {
    let mut sum = Statement::new("SELECT plan, ");
    sum.push(MOST_FREQUENT).push(BY_STATUS).push(" FROM ").push(source.days);
    sum.push(" GROUP BY plan HAVING sum(n) <> 0");
    most_frequent(sum, "plan", top)
}

fn labels(source: Source, kind: &'static str, top: u32) -> Statement {
    let mut sum = Statement::new("SELECT label, ");
    sum.push(MOST_FREQUENT).push(" FROM ").push(source.labels).push(" WHERE kind = ").bind(kind);
    sum.push(" AND label <> '' GROUP BY label HAVING sum(n) <> 0");
    most_frequent(sum, "label", top)
}

/// The first one is read even where none is to be shown: it tells of the others.
fn most_frequent(mut sum: Statement, value: &'static str, top: u32) -> Statement {
    sum.push(" ORDER BY 2 DESC, ").push(value).push(" LIMIT ").bind(top.max(1));
    sum
}

fn breakdown(rows: &[Row], top: u32) -> Result<Breakdown> {
    let Some(first) = rows.first() else { return Ok(Breakdown::default()) };
    let mut other = OtherCount { values: first.count(2)?, count: first.count(3)? };
    let mut values = Vec::with_capacity(rows.len());
    for row in rows.iter().take(top as usize) {
        let count = row.count(1)?;
        other.values = other.values.saturating_sub(1);
        other.count = other.count.saturating_sub(count);
        values.push(ValueCount { value: row.text(0)?.to_owned(), count });
    }
    Ok(Breakdown { values, other, none: None })
}

async fn vendorless(on: &mut Connection, source: Source) -> Result<u64> {
    let mut sum = Statement::new("SELECT CAST(coalesce(sum(n), 0) AS bigint) FROM ");
    sum.push(source.labels).push(" WHERE kind = 'vendor' AND label = ''");
    on.fetch_one(sum).await?.count(0)
}

/// How many counts differ from what all rows come to.
pub(super) async fn differing(on: &mut Connection) -> Result<u64> {
    let kept = Source::kept(on).await?;
    let mut days = Statement::new("SELECT count(*) FROM (SELECT day FROM (SELECT day, plan, status, n FROM ");
    days.push(kept.days).push(" UNION ALL SELECT day, plan, status, -n FROM ").push(ROWS.days);
    days.push(") both_sides GROUP BY day, plan, status HAVING sum(n) <> 0) differing");
    let mut labels = Statement::new("SELECT count(*) FROM (SELECT label FROM (SELECT kind, label, n FROM ");
    labels.push(kept.labels).push(" UNION ALL SELECT kind, label, -n FROM ").push(ROWS.labels);
    labels.push(") both_sides GROUP BY kind, label HAVING sum(n) <> 0) differing");
    Ok(on.fetch_one(days).await?.count(0)? + on.fetch_one(labels).await?.count(0)?)
}

const TAKE_DAYS: &str = "WITH taken AS (DELETE FROM users_by_day_new WHERE ctid IN (SELECT ctid FROM users_by_day_new LIMIT $1) \
    RETURNING day, plan, status, n), kept AS (INSERT INTO users_by_day SELECT day, plan, status, sum(n) FROM taken GROUP BY day, plan, status \
    ON CONFLICT (day, plan, status) DO UPDATE SET n = users_by_day.n + excluded.n) SELECT count(*) FROM taken";
const TAKE_LABELS: &str = "WITH taken AS (DELETE FROM users_by_label_new WHERE ctid IN (SELECT ctid FROM users_by_label_new LIMIT $1) \
    RETURNING kind, label, n), kept AS (INSERT INTO users_by_label SELECT kind, label, sum(n) FROM taken GROUP BY kind, label \
    ON CONFLICT (kind, label) DO UPDATE SET n = users_by_label.n + excluded.n) SELECT count(*) FROM taken";

impl SqlStore {
    /// Takes what was noted into the counts. On SQLite they are always whole.
    pub(super) async fn take_in_counts(&self) -> Result<()> {
        if !self.is_shared() {
            return Ok(());
        }
        loop {
            let mut write = self.begin().await?;
            if !changes::are_noted(&mut write).await? {
                return Ok(());
            }
            write.guard(Guard::Stats).await?;
            let mut taken = 0;
            for take in [TAKE_DAYS, TAKE_LABELS] {
                taken += write.fetch_one(Statement::whole(take, [SLICE.into()])).await?.int(0)?;
            }
            for empty in ["DELETE FROM users_by_day WHERE n = 0", "DELETE FROM users_by_label WHERE n = 0"] {
                write.execute(Statement::new(empty)).await?;
            }
            write.commit().await?;
            if taken < SLICE {
                return Ok(());
            }
        }
    }
}

#[async_trait]
impl Stats for SqlStore {
    async fn stats(&self, query: &StatsQuery) -> Result<UserStats> {
        let summing = async {
            let mut look = self.engine().look().await?;
            let source = Source::kept(&mut look).await?;
            let stats = add_up(&mut look, source, query).await?;
            look.end().await?;
            Ok(stats)
        };
        self.in_time(summing).await
    }
}
