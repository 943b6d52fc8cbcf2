//! [`Jobs`] by SQL.

use super::connection::{Connection, Row};
use super::insert::Insert;
use super::statement::Statement;
use super::{SqlStore, rows};
use crate::store::Result;
use crate::{Job, JobId, JobKind, Jobs, Kinds, NewJob};
use async_trait::async_trait;
use frontdesk_wire::{Timestamp, UserId};

const JOBS: Insert = Insert {
    into: "INSERT INTO job (id, kind, payload, user_id, made_at, ready_at, tries)",
    arrays: &["::bytea[]", "::text[]", "::text[]", "::bytea[]", "::bigint[]", "::bigint[]", "::bigint[]"],
    after: "",
};

/// Adds jobs, in a write under way.
pub(super) async fn insert(on: &mut Connection, jobs: Vec<NewJob>) -> Result<()> {
    let row = |job: NewJob| {
        [
            job.id.into(),
            job.kind.0.as_str().into(),
            job.payload.as_str().into(),
            job.user.into(),
            job.due_at.into(),
            job.due_at.into(),
            0_i64.into(),
        ]
    };
    JOBS.rows(on, jobs.into_iter().map(row).collect()).await.map(drop)
}

/// Notes whom a job concerns.
pub(super) async fn concern(on: &mut Connection, job: &Job, user: UserId) -> Result<()> {
    let note = "UPDATE job SET user_id = $2 WHERE id = $1";
    on.execute(Statement::whole(note, [job.id.into(), user.into()])).await?;
    Ok(())
}

/// Frees what is leased: to be called where whoever leased is certainly gone.
pub(super) async fn free_leases(on: &mut Connection) -> Result<()> {
    let free = "UPDATE job SET leased_until = NULL, ready_at = made_at WHERE leased_until IS NOT NULL";
    on.execute(Statement::new(free)).await?;
    Ok(())
}

fn job(row: &Row) -> Result<Job> {
    Ok(Job {
        id: rows::uuid(row.blob(0)?)?,
        kind: JobKind(row.text(1)?.to_owned()),
        payload: row.text(2)?.to_owned(),
        made_at: Timestamp::from_millis(row.int(3)?),
        tries: row.small(4)?.saturating_sub(1),
        leased_until: Timestamp::from_millis(row.int(5)?),
    })
}

/// A statement that has a condition already, for jobs of these kinds.
fn of_kinds(statement: &mut Statement, kinds: Kinds<'_>) {
    let (are, listed) = match kinds {
        Kinds::Only([]) => {
            statement.push(" AND 1 = 0");
            return;
        }
        Kinds::AllBut([]) => return,
        Kinds::Only(listed) => (" AND kind IN (", listed),
        Kinds::AllBut(listed) => (" AND kind NOT IN (", listed),
    };
    statement.push(are);
    for (at, kind) in listed.iter().enumerate() {
        statement.push(if at == 0 { "" } else { ", " }).bind(*kind);
    }
    statement.push(")");
}

/// The statement, for this job while it is leased as it says.
fn held(mut statement: Statement, job: &Job) -> Statement {
    statement.push(" WHERE id = ").bind(job.id).push(" AND leased_until = ").bind(job.leased_until);
    statement
}

#[async_trait]
impl Jobs for SqlStore {
    async fn add_jobs(&self, jobs: Vec<NewJob>) -> Result<()> {
        let mut write = self.begin().await?;
        insert(&mut write, jobs).await?;
        write.commit().await
    }

    async fn lease_job_of(&self, kinds: Kinds<'_>, now: Timestamp, until: Timestamp) -> Result<Option<Job>> {
        // The try is counted when it begins: one that crashes has happened, too.
        let mut write = self.begin().await?;
        let mut lease = Statement::new("UPDATE job SET ready_at = ");
        lease
            .bind(until)
            .push(", leased_until = ")
            .bind(until)
            .push(", tries = tries + 1 WHERE id = (SELECT id FROM job WHERE ready_at <= ");
        lease.bind(now);
        of_kinds(&mut lease, kinds);
        lease.push(" ORDER BY ready_at, id LIMIT 1").push(write.dialect().to_change_if_free());
        lease.push(") RETURNING id, kind, payload, made_at, tries, leased_until");
        let leased = write.fetch_optional(lease).await?.as_ref().map(job).transpose()?;
        write.commit().await?;
        Ok(leased)
    }

    async fn extend_lease(&self, job: &Job, until: Timestamp) -> Result<Option<Job>> {
        let mut statement = Statement::new("UPDATE job SET ready_at = ");
        statement.bind(until).push(", leased_until = ").bind(until);
        let extended = self.run(held(statement, job)).await?;
        Ok((extended == 1).then(|| Job { leased_until: until, ..job.clone() }))
    }

    async fn finish_job(&self, job: &Job, then: Vec<NewJob>) -> Result<bool> {
        let mut write = self.begin().await?;
        if write.execute(held(Statement::new("DELETE FROM job"), job)).await? == 0 {
            return write.leave(false).await;
        }
        insert(&mut write, then).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn retry_job(&self, job: &Job, due_at: Timestamp) -> Result<bool> {
        let mut statement = Statement::new("UPDATE job SET leased_until = NULL, ready_at = ");
        statement.bind(due_at);
        Ok(self.run(held(statement, job)).await? == 1)
    }

    async fn count_jobs(&self) -> Result<u64> {
        self.reader().await?.fetch_one(Statement::new("SELECT count(*) FROM job")).await?.count(0)
    }

    async fn next_job_of(&self, kinds: Kinds<'_>) -> Result<Option<Timestamp>> {
        let mut next = Statement::new("SELECT min(ready_at) FROM job WHERE 1 = 1");
        of_kinds(&mut next, kinds);
        let at = self.reader().await?.fetch_one(next).await?.optional_int(0)?;
        Ok(at.map(Timestamp::from_millis))
    }

    async fn has_job(&self, id: JobId) -> Result<bool> {
        let has = Statement::whole("SELECT EXISTS (SELECT 1 FROM job WHERE id = $1)", [id.into()]);
        self.reader().await?.fetch_one(has).await?.truth(0)
    }
}
