//! Workers: each holds one job of its lane at a time, keeps its lease warm and stops when told to.

use super::lane::Lane;
use super::{JobError, LEASE, settle, work};
use crate::health;
use crate::queue::Work;
use crate::state::State;
use frontdesk_store::Job;
use std::pin::pin;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{sleep, timeout};

/// How many workers each lane has.
const WORKERS: usize = 2;
/// A third of the lease: two beats may be lost.
const HEARTBEAT: Duration = Duration::from_millis(LEASE as u64 / 3);
/// How long a worker sleeps at most, should another server put work into the queue.
const LONGEST_SLEEP: Duration = Duration::from_secs(5);
/// How long a job may go on after the stop.
const GRACE: Duration = Duration::from_secs(3);

/// Runs jobs until `stop` turns true; then lets those under way end, for a moment, and leaves the rest to the next start.
pub async fn run(state: State, stop: watch::Receiver<bool>) {
    let mut workers = JoinSet::new();
    for lane in Lane::ALL {
        for _ in 0..WORKERS {
            workers.spawn(worker(state.clone(), lane, stop.clone()));
        }
    }
    while workers.join_next().await.is_some() {}
}

async fn worker(state: State, lane: Lane, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        // Listens before it looks: a bell that rings in between is heard.
        let rung = state.bell.notified();
        let now = state.clock.now();
        match state.store.lease_job_of(lane.kinds(), now, now.plus_millis(LEASE)).await {
            Ok(Some(job)) => hold(&state, job, &mut stop).await,
            Ok(None) => tokio::select! {
                () = rung => {}
                () = rest(&state, lane, &mut stop) => {}
            },
            Err(error) => {
                health::note(&error);
                tracing::warn!(%error, "the queue cannot be read now");
                idle(Duration::from_secs(1), &mut stop).await;
            }
        }
    }
}

/// Sleeps until the lane's next job is due or the stop comes.
async fn rest(state: &State, lane: Lane, stop: &mut watch::Receiver<bool>) {
    let next = state.store.next_job_of(lane.kinds()).await.ok().flatten();
    let wait = next.map_or(LONGEST_SLEEP, |at| {
        let millis = at.as_millis().saturating_sub(state.clock.now().as_millis());
        Duration::from_millis(u64::try_from(millis).unwrap_or_default()).min(LONGEST_SLEEP)
    });
    idle(wait, stop).await;
}

async fn idle(wait: Duration, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = sleep(wait) => {}
        () = stopped(stop) => {}
    }
}

/// Waits for the stop; whoever could say so being gone is a stop too.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    while !*stop.borrow_and_update() && stop.changed().await.is_ok() {}
}

/// Runs a job with its lease kept warm, and settles it.
async fn hold(state: &State, mut job: Job, stop: &mut watch::Receiver<bool>) {
    let mut task = pin!(contained(state.clone(), job.clone()));
    let outcome = loop {
        tokio::select! {
            outcome = &mut task => break outcome,
            () = sleep(HEARTBEAT) => {
                let until = state.clock.now().plus_millis(LEASE);
                match state.store.extend_lease(&job, until).await {
                    Ok(Some(longer)) => job = longer,
                    Ok(None) => return,
                    Err(error) => {
                        health::note(&error);
                        tracing::warn!(%error, "a lease could not be held longer");
                    }
                }
            }
            () = stopped(stop) => break match timeout(GRACE, &mut task).await {
                Ok(outcome) => outcome,
                Err(_) => return release(state, &job).await,
            },
        }
    };
    let goes_on = outcome.as_ref().is_ok_and(|then| !then.is_empty());
    if let Err(error) = settle(state, &job, outcome).await {
        health::note(&error);
        tracing::warn!(%error, ?job, "what became of a job could not be noted: it will be tried again");
    }
    if goes_on {
        state.ring();
    }
}

/// Leaves a job to whoever comes next.
async fn release(state: &State, job: &Job) {
    if let Err(error) = state.store.retry_job(job, state.clock.now()).await {
        health::note(&error);
        tracing::warn!(%error, ?job, "a job could not be given back: its lease will run out");
    }
}

/// Runs a job in a task of its own: a panic there costs this job a try and nobody else anything.
pub(super) async fn contained(state: State, job: Job) -> Result<Vec<Work>, JobError> {
    let task = Task(tokio::spawn(async move { work(&state, &job).await }));
    task.await
}

/// A task that ends with whoever waits for it.
struct Task(JoinHandle<Result<Vec<Work>, JobError>>);

impl Future for Task {
    type Output = Result<Vec<Work>, JobError>;

    fn poll(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Self::Output> {
        std::pin::Pin::new(&mut self.0)
            .poll(context)
            .map(|joined| joined.unwrap_or_else(|_| Err(JobError::retry("the job panicked"))))
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
