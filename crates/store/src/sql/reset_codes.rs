//! [`ResetCodes`] on SQLite.

use super::{SqliteStore, jobs, rows, update};
use crate::store::{JobsFor, Result};
use crate::{CodeDigest, Job, PasswordHash, Redeemed, ResetCodes, User};
use async_trait::async_trait;
use frontdesk_wire::{Timestamp, UserId};
use sqlx::SqliteConnection;

/// Adds the code, if nothing newer was made for this user, and voids the older ones.
async fn insert(
    on: &mut SqliteConnection,
    code: CodeDigest,
    num: i64,
    job: &Job,
    expires_at: Timestamp,
) -> Result<bool> {
    let newer = "SELECT EXISTS (SELECT 1 FROM reset_code WHERE num = $1 AND made_at > $2)";
    let newer: bool =
        sqlx::query_scalar(newer).bind(num).bind(job.made_at.as_millis()).fetch_one(&mut *on).await?;
    if newer {
        return Ok(false);
    }
    update::void_codes(on, num).await?;
    let sql = "INSERT INTO reset_code (digest, num, made_at, expires_at, holds) VALUES ($1, $2, $3, $4, 1)";
    sqlx::query(sql)
        .bind(code.0.to_vec())
        .bind(num)
        .bind(job.made_at.as_millis())
        .bind(expires_at.as_millis())
        .execute(on)
        .await?;
    Ok(true)
}

fn can_reset(user: &User) -> bool {
    !user.blocked && !user.deleting
}

#[async_trait]
impl ResetCodes for SqliteStore {
    async fn keep_reset_code(
        &self,
        code: CodeDigest,
        user: UserId,
        job: &Job,
        expires_at: Timestamp,
    ) -> Result<bool> {
        let mut write = self.begin().await?;
        let Some(kept) = rows::by_id(&mut write, user).await? else { return Ok(false) };
        if !can_reset(&kept.user) {
            return Ok(false);
        }
        let there: Option<bool> =
            sqlx::query_scalar("SELECT holds FROM reset_code WHERE digest = $1 AND num = $2")
                .bind(code.0.to_vec())
                .bind(kept.num)
                .fetch_optional(&mut *write)
                .await?;
        if let Some(holds) = there {
            return Ok(holds);
        }
        if !insert(&mut write, code, kept.num, job, expires_at).await? {
            return Ok(false);
        }
        jobs::concern(&mut write, job, user).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn reset_code_user(&self, code: CodeDigest, now: Timestamp) -> Result<Option<User>> {
        let mut statement = rows::where_user("u.num = (SELECT num FROM reset_code WHERE digest = ");
        statement.blob(code.0).push(" AND holds = 1 AND expires_at > ").int(now.as_millis()).push(")");
        let kept = rows::one(&mut *self.readers.acquire().await?, statement).await?;
        Ok(kept.map(|kept| kept.user).filter(can_reset))
    }

    async fn redeem(
        &self,
        code: CodeDigest,
        password: PasswordHash,
        now: Timestamp,
        jobs: JobsFor<'_>,
    ) -> Result<Redeemed> {
        let mut write = self.begin().await?;
        let sql = "UPDATE reset_code SET holds = 0 WHERE digest = $1 AND holds = 1 AND expires_at > $2 \
                   RETURNING num";
        let num: Option<i64> = sqlx::query_scalar(sql)
            .bind(code.0.to_vec())
            .bind(now.as_millis())
            .fetch_optional(&mut *write)
            .await?;
        let Some(num) = num else { return Ok(Redeemed::Spent) };
        let kept = rows::by_num(&mut write, num).await?.filter(|kept| can_reset(&kept.user));
        let Some(kept) = kept else { return Ok(Redeemed::Spent) };
        let before = kept.user.clone();
        let after = update::password(&mut write, kept, password).await?.user;
        jobs::insert(&mut write, jobs(&before, &after)).await?;
        write.commit().await?;
        Ok(Redeemed::User(Box::new(after)))
    }
}
