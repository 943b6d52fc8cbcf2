//! [`Jobs`] on SQLite.

use super::statement::Statement;
use super::{SqliteStore, rows};
use crate::store::Result;
use crate::{Job, JobId, JobKind, Jobs, NewJob, StoreError};
use async_trait::async_trait;
use frontdesk_wire::{Timestamp, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};
use uuid::Uuid;

/// Adds jobs, in a write under way.
pub(super) async fn insert(on: &mut SqliteConnection, jobs: Vec<NewJob>) -> Result<(), StoreError> {
    if jobs.is_empty() {
        return Ok(());
    }
    const INSERT: &str = "INSERT INTO job (id, kind, payload, user_id, made_at, ready_at, tries)";
    let inserts = Statement::each(INSERT, &jobs, |row, job| {
        row.blob(job.id.as_bytes().as_slice()).push(", ").text(&job.kind.0).push(", ").text(&job.payload);
        row.push(", ").optional_blob(job.user.map(|user| user.as_bytes().to_vec()));
        row.push(", ").int(job.due_at.as_millis()).push(", ").int(job.due_at.as_millis()).push(", 0");
    });
    inserts.for_sqlite().execute(on).await?;
    Ok(())
}

/// Notes whom a job concerns.
pub(super) async fn concern(on: &mut SqliteConnection, job: &Job, user: UserId) -> Result<(), StoreError> {
    sqlx::query("UPDATE job SET user_id = $2 WHERE id = $1")
        .bind(job.id.as_bytes().to_vec())
        .bind(user.as_bytes().to_vec())
        .execute(on)
        .await?;
    Ok(())
}

/// Frees what is leased: to be called by a new server, when whoever leased is gone.
pub(super) async fn free_leases(on: &SqlitePool) -> Result<(), StoreError> {
    let sql = "UPDATE job SET leased_until = NULL, ready_at = made_at WHERE leased_until IS NOT NULL";
    sqlx::query(sql).execute(on).await?;
    Ok(())
}

fn job(row: &SqliteRow) -> Result<Job> {
    let tries: u32 = row.try_get(4)?;
    Ok(Job {
        id: Uuid::from_slice(row.try_get(0)?).map_err(|_| rows::unreadable("job"))?,
        kind: JobKind(row.try_get(1)?),
        payload: row.try_get(2)?,
        made_at: Timestamp::from_millis(row.try_get(3)?),
        tries: tries.saturating_sub(1),
        leased_until: Timestamp::from_millis(row.try_get(5)?),
    })
}

/// The statement, for this job while it is leased as it says.
fn held(mut statement: Statement, job: &Job) -> Statement {
    statement.push(" WHERE id = ").blob(job.id.as_bytes().as_slice());
    statement.push(" AND leased_until = ").int(job.leased_until.as_millis());
    statement
}

#[async_trait]
impl Jobs for SqliteStore {
    async fn add_jobs(&self, jobs: Vec<NewJob>) -> Result<()> {
        let mut write = self.begin().await?;
        insert(&mut write, jobs).await?;
        Ok(write.commit().await?)
    }

    async fn lease_job(&self, now: Timestamp, until: Timestamp) -> Result<Option<Job>> {
        // The try is counted when it begins: one that crashes has happened, too.
        let sql = "UPDATE job SET ready_at = $2, leased_until = $2, tries = tries + 1 \
                   WHERE id = (SELECT id FROM job WHERE ready_at <= $1 ORDER BY ready_at, id LIMIT 1) \
                   RETURNING id, kind, payload, made_at, tries, leased_until";
        let mut write = self.begin().await?;
        let row = sqlx::query(sql)
            .bind(now.as_millis())
            .bind(until.as_millis())
            .fetch_optional(&mut *write)
            .await?;
        write.commit().await?;
        row.as_ref().map(job).transpose()
    }

    async fn extend_lease(&self, job: &Job, until: Timestamp) -> Result<Option<Job>> {
        let mut statement = Statement::new("UPDATE job SET ready_at = ");
        statement.int(until.as_millis()).push(", leased_until = ").int(until.as_millis());
        let extended = held(statement, job).for_sqlite().execute(&self.writer).await?;
        Ok((extended.rows_affected() == 1).then(|| Job { leased_until: until, ..job.clone() }))
    }

    async fn finish_job(&self, job: &Job, then: Vec<NewJob>) -> Result<bool> {
        let mut write = self.begin().await?;
        let done = held(Statement::new("DELETE FROM job"), job).for_sqlite().execute(&mut *write).await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        insert(&mut write, then).await?;
        write.commit().await?;
        Ok(true)
    }

    async fn retry_job(&self, job: &Job, due_at: Timestamp) -> Result<bool> {
        let mut statement = Statement::new("UPDATE job SET leased_until = NULL, ready_at = ");
        statement.int(due_at.as_millis());
        let released = held(statement, job).for_sqlite().execute(&self.writer).await?;
        Ok(released.rows_affected() == 1)
    }

    async fn count_jobs(&self) -> Result<u64> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM job").fetch_one(&self.readers).await?)
    }

    async fn next_job_at(&self) -> Result<Option<Timestamp>> {
        let at: Option<i64> =
            sqlx::query_scalar("SELECT min(ready_at) FROM job").fetch_one(&self.readers).await?;
        Ok(at.map(Timestamp::from_millis))
    }

    async fn has_job(&self, id: JobId) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM job WHERE id = $1)";
        Ok(sqlx::query_scalar(sql).bind(id.as_bytes().to_vec()).fetch_one(&self.readers).await?)
    }
}
