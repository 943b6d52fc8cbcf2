//! [`Limits`] by SQL: in a file of their own, or in a table that is not logged.

use super::SqlStore;
use super::connection::Connection;
use super::engine::lesser;
use super::statement::Statement;
use crate::store::Result;
use crate::{LimitKey, LimitRule, Limits, Verdict};
use async_trait::async_trait;
use frontdesk_wire::Timestamp;
use std::collections::HashMap;

/// A ladder is forgotten so long after the last try.
const DAY: i64 = 86_400_000;

/// What is in a bucket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bucket {
    tries: u32,
    first_at: i64,
    last_at: i64,
}

/// Takes one try. Either the bucket after it and how many tries are left, or when the next one is allowed.
fn try_once(bucket: Bucket, rule: LimitRule, now: i64) -> Result<(Bucket, u32), i64> {
    // A clock that was set back must lock nobody out for longer than the rule says.
    let Bucket { tries, first_at, last_at } =
        Bucket { first_at: bucket.first_at.min(now), last_at: bucket.last_at.min(now), ..bucket };
    let forgotten = tries == 0 || now >= forget_at(first_at, last_at, rule);
    if forgotten {
        let all = match rule {
            LimitRule::Ladder { free, .. } => free,
            LimitRule::Window { tries, .. } => tries,
        };
        return Ok((Bucket { tries: 1, first_at: now, last_at: now }, all.saturating_sub(1)));
    }
    let taken = Bucket { tries: tries.saturating_add(1), first_at, last_at: now };
    match rule {
        LimitRule::Window { tries: all, .. } if tries < all => Ok((taken, all - tries - 1)),
        LimitRule::Window { length, .. } => Err(first_at.saturating_add(length)),
        LimitRule::Ladder { free, .. } if tries < free => Ok((taken, free - tries - 1)),
        LimitRule::Ladder { free, first_wait, longest_wait } => {
            let doubled = 1_i64.checked_shl((tries - free).min(62)).unwrap_or(i64::MAX);
            let until = last_at.saturating_add(first_wait.saturating_mul(doubled).min(longest_wait));
            if now >= until { Ok((taken, 0)) } else { Err(until) }
        }
    }
}

fn forget_at(first_at: i64, last_at: i64, rule: LimitRule) -> i64 {
    match rule {
        LimitRule::Ladder { .. } => last_at.saturating_add(DAY),
        LimitRule::Window { length, .. } => first_at.saturating_add(length),
    }
}

/// What is in these buckets, which are made if they are not there. Nobody else takes from them before the write ends: they are held in the order of their keys,
/// so that no two writes wait for each other.
async fn hold(on: &mut Connection, keys: &[&LimitKey]) -> Result<HashMap<String, Bucket>> {
    const INSERT: &str = "INSERT INTO bucket (key, tries, first_at, last_at, forget_at)";
    let mut keys = keys.to_vec();
    keys.sort_by(|one, other| one.0.cmp(&other.0));
    keys.dedup();
    let row = |row: &mut Statement, key: &LimitKey| {
        row.bind(key.0.as_str()).push(", 0, 0, 0, 0");
    };
    let after =
        " ON CONFLICT (key) DO UPDATE SET tries = bucket.tries RETURNING key, tries, first_at, last_at";
    let rows = on.fetch_all(Statement::each(on.dialect(), INSERT, keys, row, after)).await?;
    let bucket = |row: &super::connection::Row| {
        let bucket = Bucket { tries: row.small(1)?, first_at: row.int(2)?, last_at: row.int(3)? };
        Ok((row.text(0)?.to_owned(), bucket))
    };
    rows.iter().map(bucket).collect()
}

async fn keep(on: &mut Connection, key: &LimitKey, rule: LimitRule, bucket: Bucket) -> Result<()> {
    let keep = "UPDATE bucket SET tries = $2, first_at = $3, last_at = $4, forget_at = $5 WHERE key = $1";
    let values = [
        key.0.as_str().into(),
        bucket.tries.into(),
        bucket.first_at.into(),
        bucket.last_at.into(),
        forget_at(bucket.first_at, bucket.last_at, rule).into(),
    ];
    on.execute(Statement::whole(keep, values)).await?;
    Ok(())
}

async fn take(on: &mut Connection, buckets: &[(LimitKey, LimitRule)], now: i64) -> Result<Verdict> {
    let keys: Vec<&LimitKey> = buckets.iter().map(|(key, _)| key).collect();
    let held = hold(on, &keys).await?;
    let (mut least, mut until, mut taken) = (u32::MAX, None, Vec::with_capacity(buckets.len()));
    for (place, (key, rule)) in buckets.iter().enumerate() {
        match try_once(held.get(&key.0).copied().unwrap_or_default(), *rule, now) {
            Ok((bucket, left)) => {
                least = least.min(left);
                taken.push((key, *rule, bucket));
            }
            Err(at) => until = until.max(Some((at, place))),
        }
    }
    if let Some((until, bucket)) = until {
        return Ok(Verdict::Wait { until: Timestamp::from_millis(until), bucket });
    }
    for (key, rule, bucket) in taken {
        keep(on, key, rule, bucket).await?;
    }
    Ok(Verdict::Go { left: least })
}

impl SqlStore {
    /// Runs one statement for each key.
    async fn each_limit(&self, sql: &'static str, keys: &[LimitKey]) -> Result<()> {
        let mut keys = keys.to_vec();
        keys.sort_by(|one, other| one.0.cmp(&other.0));
        let mut write = self.begin_counting().await?;
        for key in keys {
            write.execute(Statement::whole(sql, [key.0.into()])).await.map_err(lesser)?;
        }
        write.commit().await.map_err(lesser)
    }
}

#[async_trait]
impl Limits for SqlStore {
    async fn take(&self, buckets: &[(LimitKey, LimitRule)], now: Timestamp) -> Result<Verdict> {
        let mut write = self.begin_counting().await?;
        let verdict = take(&mut write, buckets, now.as_millis()).await.map_err(lesser)?;
        if matches!(verdict, Verdict::Go { .. }) {
            write.commit().await.map_err(lesser)?;
        }
        Ok(verdict)
    }

    async fn give_back(&self, keys: &[LimitKey]) -> Result<()> {
        let back = "UPDATE bucket SET tries = CASE WHEN tries > 0 THEN tries - 1 ELSE 0 END WHERE key = $1";
        self.each_limit(back, keys).await
    }

    async fn forget_limits(&self, keys: &[LimitKey]) -> Result<()> {
        self.each_limit("DELETE FROM bucket WHERE key = $1", keys).await
    }

    async fn forget_limits_under(&self, beginning: &str) -> Result<()> {
        let key = LimitKey(beginning.to_owned());
        self.each_limit("DELETE FROM bucket WHERE substr(key, 1, length($1)) = $1", &[key]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LADDER: LimitRule = LimitRule::Ladder { free: 5, first_wait: 30_000, longest_wait: 900_000 };

    #[test]
    fn each_wait_is_twice_the_one_before_up_to_the_longest() {
        let mut bucket = Bucket::default();
        let mut waits = Vec::new();
        let mut now = 1_000_000;
        for _ in 0..12 {
            match try_once(bucket, LADDER, now) {
                Ok((after, _)) => bucket = after,
                Err(until) => {
                    waits.push((until - now) / 1000);
                    assert!(try_once(bucket, LADDER, until - 1).is_err());
                    now = until;
                    bucket = try_once(bucket, LADDER, now).map(|(after, _)| after).unwrap_or_default();
                }
            }
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900]);
    }

    #[test]
    fn a_ladder_is_forgotten_a_day_after_the_last_try() {
        let bucket = Bucket { tries: 9, first_at: 0, last_at: 5_000 };
        assert!(try_once(bucket, LADDER, DAY + 4_999).is_ok_and(|(after, _)| after.tries == 10));
        assert_eq!(
            try_once(bucket, LADDER, DAY + 5_000).map(|(after, left)| (after.tries, left)),
            Ok((1, 4))
        );
    }

    #[test]
    fn a_window_begins_with_its_first_try() {
        let rule = LimitRule::Window { tries: 2, length: 1_000 };
        let (one, left) = try_once(Bucket::default(), rule, 500).unwrap_or_default();
        let (two, none) = try_once(one, rule, 1_400).unwrap_or_default();
        assert_eq!((left, none), (1, 0));
        assert_eq!(try_once(two, rule, 1_499), Err(1_500));
        assert_eq!(try_once(two, rule, 1_500).map(|(after, left)| (after.first_at, left)), Ok((1_500, 1)));
    }

    #[test]
    fn a_clock_set_back_waits_no_longer_than_the_rule_says() {
        let bucket = Bucket { tries: 5, first_at: 9_000_000, last_at: 9_000_000 };
        assert_eq!(try_once(bucket, LADDER, 1_000), Err(31_000));
    }
}
