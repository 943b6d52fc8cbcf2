//! [`Upkeep`] by SQL.

use super::bind::Bind;
use super::connection::{Connection, Row};
use super::deletions::MEMORY;
use super::engine::lesser;
use super::statement::Statement;
use super::{SqlStore, bulks, changes, rows, stats};
use crate::store::Result;
use crate::{AddressKey, IndexState, Upkeep, User};
use async_trait::async_trait;
use frontdesk_wire::{Email, Scope, Timestamp};

/// Reset codes are remembered so long after they expired, or a late retry of their job could bring one back.
const CODE_MEMORY: i64 = 7 * 86_400_000;

/// How many users are read at once when everything is read.
const CHUNK: i64 = 1_000;

/// Sentences about rows that must have a counterpart; each statement counts those that have none.
const COUNTERPARTS: [(&str, &str); 3] = [
    (
        "users have no profile.",
        "SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM profile f WHERE f.num = u.num)",
    ),
    (
        "users do not own their own addresses.",
        "SELECT count(*) FROM users u WHERE NOT EXISTS (SELECT 1 FROM address a WHERE a.key = u.username_key AND a.num = u.num) \
         OR NOT EXISTS (SELECT 1 FROM address a WHERE a.key = u.email_key AND a.num = u.num)",
    ),
    (
        "addresses are held for users who do not use them.",
        "SELECT count(*) FROM address a JOIN users u ON u.num = a.num WHERE a.key NOT IN (u.username_key, u.email_key)",
    ),
];

/// What of a user does not fit together. `row` is the user's, [`COLUMNS`] after those of [`rows::USER`].
fn problems_of(user: &User, row: &Row) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    let (email_key, kept_scopes) =
        (row.text(rows::USER_COLUMNS)?, row.optional_text(rows::USER_COLUMNS + 1)?);
    let same = |email: &Email| AddressKey::of(email).is_ok_and(|key| key.as_str() == email_key);
    if !same(&user.email) {
        problems.push(format!("User {} has an e-mail that differs from its key.", user.id));
    }
    let mut scopes: Vec<&str> = user.scope.iter().map(Scope::as_str).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.join(",") != kept_scopes.unwrap_or_default() {
        problems.push(format!("User {} has scopes that cannot be filtered by, or the reverse.", user.id));
    }
    Ok(problems)
}

const COLUMNS: &str =
    ", u.email_key, (SELECT string_agg(s.scope, ',' ORDER BY s.scope) FROM user_scope s WHERE s.num = u.num)";

/// Reads every user, as a list would.
async fn unsound_users(on: &mut Connection) -> Result<Vec<String>> {
    let (mut problems, mut last) = (Vec::new(), 0);
    loop {
        let mut statement = Statement::new("SELECT ");
        statement.push(rows::USER).push(COLUMNS);
        statement.push(" FROM users u JOIN profile f ON f.num = u.num WHERE u.num > ").bind(last);
        statement.push(" ORDER BY u.num LIMIT ").bind(CHUNK);
        let chunk = on.fetch_all(statement).await?;
        let Some(end) = chunk.last() else { return Ok(problems) };
        last = end.int(0)?;
        for row in &chunk {
            match rows::kept(row) {
                Ok(kept) => problems.extend(problems_of(&kept.user, row)?),
                Err(error) => problems.push(format!("User number {}: {error}.", row.int(0)?)),
            }
        }
    }
}

#[async_trait]
impl Upkeep for SqlStore {
    async fn ping(&self) -> Result<()> {
        self.reader().await?.fetch_optional(Statement::new("SELECT num FROM users LIMIT 1")).await?;
        Ok(())
    }

    async fn tidy(&self, at: Timestamp) -> Result<()> {
        let now = at.as_millis();
        let old = [
            ("DELETE FROM session WHERE expires_at <= $1", now),
            ("DELETE FROM reset_code WHERE expires_at <= $1", now.saturating_sub(CODE_MEMORY)),
            ("DELETE FROM deletion WHERE ended_at < $1", now.saturating_sub(MEMORY)),
        ];
        for (sql, before) in old {
            self.run(Statement::whole(sql, [before.into()])).await?;
        }
        self.number_entries().await?;
        self.take_in_counts().await?;
        self.run(bulks::forget(now)).await?;
        let mut noting = self.begin().await?;
        if changes::are_noted(&mut noting).await? {
            changes::tidy(&mut noting, at).await?;
        }
        noting.commit().await?;
        let mut counting = self.begin_counting().await?;
        let forget = Statement::whole("DELETE FROM bucket WHERE forget_at <= $1", [now.into()]);
        counting.execute(forget).await.map_err(lesser)?;
        counting.commit().await.map_err(lesser)
    }

    async fn check(&self) -> Result<Vec<String>> {
        let mut problems = self.engine_problems().await?;
        let mut on = self.patient_reader().await?;
        for (sentence, sql) in COUNTERPARTS {
            let count = on.fetch_one(Statement::new(sql)).await?.int(0)?;
            if count > 0 {
                problems.push(format!("{count} {sentence}"));
            }
        }
        let differing = stats::differing(&mut on).await?;
        if differing > 0 {
            problems.push(format!("{differing} kept counts of users differ from the users."));
        }
        problems.extend(unsound_users(&mut on).await?);
        Ok(problems)
    }

    async fn secret_fingerprint(&self) -> Result<Option<Vec<u8>>> {
        if !self.is_shared() {
            return Ok(None);
        }
        let kept = "SELECT secret_fingerprint FROM frontdesk WHERE secret_fingerprint IS NOT NULL";
        let kept = self.reader().await?.fetch_optional(Statement::new(kept)).await?;
        kept.map(|row| Ok(row.blob(0)?.to_owned())).transpose()
    }

    async fn keep_secret_fingerprint(&self, fingerprint: &[u8]) -> Result<()> {
        if self.is_shared() {
            let keep = "UPDATE frontdesk SET secret_fingerprint = $1 WHERE secret_fingerprint IS NULL";
            let keep = Statement::whole(keep, [Bind::Blob(Some(fingerprint.to_owned()))]);
            self.run(keep).await?;
        }
        Ok(())
    }

    fn index_state(&self) -> IndexState {
        self.follower().state()
    }

    async fn close(&self) {
        self.close_all().await;
    }
}
