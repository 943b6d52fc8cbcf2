//! [`Upkeep`] on SQLite.

use super::deletions::MEMORY;
use super::{SqliteStore, rows};
use crate::store::Result;
use crate::{AddressKey, Upkeep, User};
use async_trait::async_trait;
use frontdesk_wire::{Email, Timestamp};
use sqlx::{Row, SqliteConnection};

/// Reset codes are remembered so long after they expired, or a late retry of their job could bring one back.
const CODE_MEMORY: i64 = 7 * 86_400_000;

/// How many users are read at once when everything is read.
const CHUNK: i64 = 1_000;

/// What the engine itself finds.
async fn engine_problems(on: &mut SqliteConnection) -> Result<Vec<String>> {
    let mut problems: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *on).await?;
    problems.retain(|line| line != "ok");
    for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(on).await? {
        let table: &str = row.try_get(0)?;
        problems.push(format!("A row of {table} belongs to a user who is not there."));
    }
    Ok(problems)
}

/// Sentences about rows that must have a counterpart; each statement counts those that have none.
const COUNTERPARTS: [(&str, &str); 4] = [
    ("users have no profile.", "SELECT count(*) FROM users WHERE num NOT IN (SELECT num FROM profile)"),
    (
        "users do not own their own addresses.",
        "SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM address a WHERE a.key = u.username_key AND a.num = u.num) \
         OR NOT EXISTS (SELECT 1 FROM address a WHERE a.key = u.email_key AND a.num = u.num)",
    ),
    (
        "addresses are held for users who do not use them.",
        "SELECT count(*) FROM address a JOIN users u ON u.num = a.num WHERE a.key NOT IN (u.username_key, u.email_key)",
    ),
    (
        "users have scopes that cannot be filtered by, or the reverse.",
        "SELECT count(*) FROM profile f WHERE \
         (SELECT count(*) FROM json_each(f.scope) e JOIN user_scope s ON s.scope = e.value AND s.num = f.num) \
         <> max(json_array_length(f.scope), (SELECT count(*) FROM user_scope s WHERE s.num = f.num))",
    ),
];

fn problem_of(user: &User, email_key: &str) -> Option<String> {
    let same = |email: &Email| AddressKey::of(email).is_ok_and(|key| key.as_str() == email_key);
    (!same(&user.email)).then(|| format!("User {} has an e-mail that differs from its key.", user.id))
}

/// Reads every user, as a list would.
async fn unreadable_users(on: &mut SqliteConnection) -> Result<Vec<String>> {
    let (mut problems, mut last) = (Vec::new(), 0);
    loop {
        let mut statement = super::statement::Statement::new("SELECT ");
        statement
            .push(rows::USER)
            .push(", u.email_key FROM users u JOIN profile f ON f.num = u.num WHERE u.num > ");
        statement.int(last).push(" ORDER BY u.num LIMIT ").int(CHUNK);
        let chunk = statement.for_sqlite().fetch_all(&mut *on).await?;
        let Some(end) = chunk.last() else { return Ok(problems) };
        last = end.try_get(0)?;
        for row in &chunk {
            match rows::kept(row) {
                Ok(kept) => problems.extend(problem_of(&kept.user, row.try_get("email_key")?)),
                Err(error) => problems.push(format!("User number {}: {error}.", row.try_get::<i64, _>(0)?)),
            }
        }
    }
}

#[async_trait]
impl Upkeep for SqliteStore {
    async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT num FROM users LIMIT 1").fetch_optional(&self.readers).await?;
        Ok(())
    }

    async fn tidy(&self, now: Timestamp) -> Result<()> {
        let now = now.as_millis();
        let old = [
            ("DELETE FROM session WHERE expires_at <= $1", now),
            ("DELETE FROM reset_code WHERE expires_at <= $1", now.saturating_sub(CODE_MEMORY)),
            ("DELETE FROM deletion WHERE ended_at < $1", now.saturating_sub(MEMORY)),
        ];
        for (sql, before) in old {
            sqlx::query(sql).bind(before).execute(&self.writer).await?;
        }
        sqlx::query("DELETE FROM bucket WHERE forget_at <= $1").bind(now).execute(&self.limits).await?;
        Ok(())
    }

    async fn check(&self) -> Result<Vec<String>> {
        let mut on = self.readers.acquire().await?;
        let mut problems = engine_problems(&mut on).await?;
        for (sentence, sql) in COUNTERPARTS {
            let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut *on).await?;
            if count > 0 {
                problems.push(format!("{count} {sentence}"));
            }
        }
        problems.extend(unreadable_users(&mut on).await?);
        Ok(problems)
    }

    async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
        self.limits.close().await;
    }
}
