//! Work that nobody waits for: leased from the queue, done, tried again or given up.
//!
//! `runner` keeps workers going, this file settles one job, the others do one kind of work each. A job is told from its
//! try by nothing but its lease: everything here can happen twice and must then change nothing.

mod backoff;
mod bulk;
mod deletion;
mod forgot;
mod lane;
mod mailbox;
mod notice;
mod reset_code;
mod reset_link;
mod runner;

pub use runner::run;

use crate::config::Retry;
use crate::health;
use crate::mail::MailError;
use crate::metrics::JobOutcome;
use crate::queue::Work;
use crate::state::State;
use crate::webhook::Undelivered;
use frontdesk_store::{Job, NewJob, StoreError};

/// How long a worker may be silent before somebody else takes its job, ms.
const LEASE: i64 = 30_000;

/// Why a job was not done: the variant is the decision.
#[derive(Debug)]
enum JobError {
    /// Try again later.
    Retry(String),
    /// The product did not take the call: try again as often as `WEBHOOK_RETRY_*` says.
    CallAgain(String),
    /// It will never work.
    Fail(String),
}

impl JobError {
    fn retry(cause: impl Into<String>) -> Self {
        Self::Retry(cause.into())
    }

    fn fail(cause: impl Into<String>) -> Self {
        Self::Fail(cause.into())
    }
}

impl From<StoreError> for JobError {
    fn from(error: StoreError) -> Self {
        health::note(&error);
        Self::retry(error.to_string())
    }
}

impl From<MailError> for JobError {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Later(cause) => Self::retry(cause),
            MailError::Never(cause) => Self::fail(cause),
        }
    }
}

impl From<Undelivered> for JobError {
    fn from(error: Undelivered) -> Self {
        Self::CallAgain(error.to_string())
    }
}

/// Runs every job that is due, and those that come of them, one after the other. How many it ran. For tests and short commands.
///
/// # Errors
/// The store cannot answer.
pub async fn run_due(state: &State) -> frontdesk_store::Result<usize> {
    let mut ran = 0;
    loop {
        let now = state.clock.now();
        let Some(job) = state.store.lease_job(now, now.plus_millis(LEASE)).await? else { return Ok(ran) };
        let outcome = runner::contained(state.clone(), job.clone()).await;
        settle(state, &job, outcome).await?;
        ran += 1;
    }
}

/// Does a job's work. What follows from it is for the queue.
async fn work(state: &State, job: &Job) -> Result<Vec<Work>, JobError> {
    let work =
        Work::of(job).map_err(|error| JobError::fail(format!("the payload cannot be read: {error}")))?;
    match &work {
        Work::ForgotPassword { email, asker } => return forgot::run(state, job, email, asker).await,
        Work::MailResetLink(link) => reset_link::mail(state, job, link).await?,
        Work::CallForgotPassword(link) => reset_link::tell(state, job, link).await?,
        Work::PasswordChanged { user } => notice::password_changed(state, job, *user).await?,
        Work::EmailChanged { before, .. } => notice::email_changed(state, job, before).await?,
        Work::UserCreated { user, username, email, created } => {
            let newcomer = notice::Newcomer { user_id: *user, username, email, created: *created };
            notice::user_created(state, job, &newcomer).await?;
        }
        Work::Bulk { ticket } => return bulk::run(state, *ticket).await,
        Work::DeleteUser { user, ticket } => deletion::run(state, job, *user, *ticket).await?,
    }
    Ok(Vec::new())
}

/// Notes what became of a job. A lease that was lost settles nothing: somebody else has the job now.
async fn settle(
    state: &State,
    job: &Job,
    outcome: Result<Vec<Work>, JobError>,
) -> frontdesk_store::Result<()> {
    let error = match outcome {
        Ok(then) => {
            let now = state.clock.now();
            let queued = |work: &Work| work.queued_for(now.plus_millis(work.rest()), &state.clock);
            let then: Vec<NewJob> = then.iter().filter_map(queued).collect();
            state.store.finish_job(job, then).await?;
            state.metrics.tried(&job.kind.0, JobOutcome::Done);
            return Ok(());
        }
        Err(error) => error,
    };
    let wait = wait(&error, &state.config.webhooks.retry, job.tries);
    let (JobError::Retry(cause) | JobError::CallAgain(cause) | JobError::Fail(cause)) = error;
    match wait {
        Some(wait) => {
            tracing::warn!(?job, cause, wait_ms = wait, "a job is tried again later");
            state.store.retry_job(job, state.clock.now().plus_millis(wait)).await?;
            state.metrics.tried(&job.kind.0, JobOutcome::Retried);
        }
        None => {
            tracing::error!(?job, cause, "a job was given up");
            give_up(state, job).await?;
            state.store.finish_job(job, Vec::new()).await?;
            state.metrics.tried(&job.kind.0, JobOutcome::GivenUp);
        }
    }
    Ok(())
}

/// How long until the next try, ms. What is ours (mail, the store) is tried again whatever was set for the product.
fn wait(error: &JobError, product: &Retry, earlier: u32) -> Option<i64> {
    match error {
        JobError::Retry(_) => backoff::wait(&backoff::OWN, earlier),
        JobError::CallAgain(_) => backoff::wait(product, earlier),
        JobError::Fail(_) => None,
    }
}

/// Whoever waits for the job hears that it will not be done.
async fn give_up(state: &State, job: &Job) -> frontdesk_store::Result<()> {
    match Work::of(job) {
        Ok(Work::DeleteUser { ticket, .. }) => deletion::give_up(state, ticket).await,
        Ok(Work::Bulk { ticket }) => bulk::give_up(state, ticket).await,
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;
    use tokio::time::timeout;

    #[test]
    fn mail_is_tried_again_even_where_the_product_is_not() {
        let never = Retry { count: 0, ..backoff::OWN };
        let busy = || StoreError::Unavailable("busy".to_owned());
        for ours in [JobError::from(MailError::Later("refused".to_owned())), JobError::from(busy())] {
            assert_eq!(wait(&ours, &never, 0), Some(30_000));
        }
        assert_eq!(wait(&JobError::CallAgain("hung up".to_owned()), &never, 0), None);
        assert_eq!(wait(&JobError::from(MailError::Never("no such".to_owned())), &never, 0), None);
    }

    #[tokio::test]
    async fn damage_that_a_job_meets_stops_the_server() {
        drop(JobError::from(StoreError::Full("the disk is full".to_owned())));
        assert!(timeout(Duration::from_millis(50), health::damage()).await.is_err());
        drop(JobError::from(StoreError::Damaged("a page is torn".to_owned())));
        assert!(timeout(Duration::from_secs(5), health::damage()).await.is_ok());
    }
}
