//! [`ResetCodes`] by SQL.

use super::connection::Connection;
use super::statement::Statement;
use super::{SqlStore, audit, jobs, rows, update};
use crate::store::{JobsFor, Result};
use crate::{By, CodeDigest, Job, PasswordHash, Redeemed, ResetCodes, User};
use async_trait::async_trait;
use frontdesk_wire::{AuditAction, Timestamp, UserId};

/// Adds the code, if nothing newer was made for this user, and voids the older ones.
async fn insert(
    on: &mut Connection,
    code: CodeDigest,
    num: i64,
    job: &Job,
    expires_at: Timestamp,
) -> Result<bool> {
    let newer = "SELECT EXISTS (SELECT 1 FROM reset_code WHERE num = $1 AND made_at > $2)";
    if on.fetch_one(Statement::whole(newer, [num.into(), job.made_at.into()])).await?.truth(0)? {
        return Ok(false);
    }
    update::void_codes(on, num).await?;
    let keep = "INSERT INTO reset_code (digest, num, made_at, expires_at, holds) VALUES ($1, $2, $3, $4, 1)";
    let values = [code.into(), num.into(), job.made_at.into(), expires_at.into()];
    on.execute(Statement::whole(keep, values)).await?;
    Ok(true)
}

fn can_reset(user: &User) -> bool {
    !user.blocked && !user.deleting
}

#[async_trait]
impl ResetCodes for SqlStore {
    async fn keep_reset_code(
        &self,
        code: CodeDigest,
        user: UserId,
        job: &Job,
        expires_at: Timestamp,
        by: &By,
    ) -> Result<bool> {
        let mut write = self.begin().await?;
        let kept = rows::to_change(&mut write, user).await?;
        let Some(kept) = kept.filter(|kept| can_reset(&kept.user)) else { return write.leave(false).await };
        let there = "SELECT holds FROM reset_code WHERE digest = $1 AND num = $2";
        let there = write.fetch_optional(Statement::whole(there, [code.into(), kept.num.into()])).await?;
        if let Some(there) = there {
            return write.leave(there.truth(0)?).await;
        }
        if !insert(&mut write, code, kept.num, job, expires_at).await? {
            return write.leave(false).await;
        }
        jobs::concern(&mut write, job, user).await?;
        audit::insert(&mut write, &[by.did(AuditAction::ResetLinkAsked, user)]).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn reset_code_user(&self, code: CodeDigest, now: Timestamp) -> Result<Option<User>> {
        let mut statement = rows::where_user("u.num = (SELECT num FROM reset_code WHERE digest = ");
        statement.bind(code).push(" AND holds = 1 AND expires_at > ").bind(now).push(")");
        let kept = rows::one(&mut self.reader().await?, statement).await?;
        Ok(kept.map(|kept| kept.user).filter(can_reset))
    }

    async fn redeem(
        &self,
        code: CodeDigest,
        password: PasswordHash,
        now: Timestamp,
        jobs: JobsFor<'_>,
        by: &By,
    ) -> Result<Redeemed> {
        let mut write = self.begin().await?;
        // The user first, then the code: as everybody does who changes a user.
        let whose = Statement::whole("SELECT num FROM reset_code WHERE digest = $1", [code.into()]);
        let Some(whose) = write.fetch_optional(whose).await? else {
            return write.leave(Redeemed::Spent).await;
        };
        let kept = rows::num_to_change(&mut write, whose.int(0)?).await?;
        let Some(kept) = kept.filter(|kept| can_reset(&kept.user)) else {
            return write.leave(Redeemed::Spent).await;
        };
        let spend = "UPDATE reset_code SET holds = 0 WHERE digest = $1 AND holds = 1 AND expires_at > $2";
        if write.execute(Statement::whole(spend, [code.into(), now.into()])).await? == 0 {
            return write.leave(Redeemed::Spent).await;
        }
        let before = kept.user.clone();
        let after = update::password(&mut write, kept, password).await?.user;
        audit::insert(&mut write, &[by.did(AuditAction::PasswordReset, after.id)]).await?;
        jobs::insert(&mut write, jobs(&before, &after)).await?;
        write.commit().await?;
        Ok(Redeemed::User(Box::new(after)))
    }
}
