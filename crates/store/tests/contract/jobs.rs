//! The queue of work.

use crate::people::{Kept, MINUTE, NOON, after, new_job};
use frontdesk_store::Kinds;
use std::collections::HashSet;

pub(crate) async fn the_job_due_first_is_leased_first(store: Kept) {
    assert_eq!(store.next_job_at().await.unwrap(), None);
    let jobs = vec![new_job("late", None, after(MINUTE)), new_job("early", None, NOON)];
    store.add_jobs(jobs).await.unwrap();
    assert_eq!(store.next_job_at().await.unwrap(), Some(NOON));
    assert!(store.lease_job(after(-1), after(MINUTE)).await.unwrap().is_none());
    let first = store.lease_job(NOON, after(2 * MINUTE)).await.unwrap().unwrap();
    assert_eq!((first.kind.0.as_str(), first.tries, first.made_at), ("early", 0, NOON));
    assert!(store.lease_job(NOON, after(MINUTE)).await.unwrap().is_none());
    assert_eq!(store.next_job_at().await.unwrap(), Some(after(MINUTE)));
    assert_eq!(store.count_jobs().await.unwrap(), 2);
}

pub(crate) async fn a_leased_job_is_nobody_elses_until_the_lease_runs_out(store: Kept) {
    store.add_jobs(vec![new_job("mail", None, NOON)]).await.unwrap();
    let one = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    assert!(store.lease_job(after(MINUTE - 1), after(2 * MINUTE)).await.unwrap().is_none());
    let held = store.extend_lease(&one, after(2 * MINUTE)).await.unwrap().unwrap();
    assert_eq!(held.leased_until, after(2 * MINUTE));
    assert!(store.lease_job(after(MINUTE), after(3 * MINUTE)).await.unwrap().is_none());
    let two = store.lease_job(after(2 * MINUTE), after(3 * MINUTE)).await.unwrap().unwrap();
    assert_eq!((two.id, two.tries), (one.id, 1));
}

pub(crate) async fn a_lost_lease_changes_nothing(store: Kept) {
    store.add_jobs(vec![new_job("mail", None, NOON)]).await.unwrap();
    let lost = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    let held = store.lease_job(after(MINUTE), after(2 * MINUTE)).await.unwrap().unwrap();
    assert!(store.extend_lease(&lost, after(9 * MINUTE)).await.unwrap().is_none());
    assert!(!store.finish_job(&lost, vec![new_job("next", None, NOON)]).await.unwrap());
    assert!(!store.retry_job(&lost, NOON).await.unwrap());
    assert_eq!(store.count_jobs().await.unwrap(), 1);
    assert!(store.finish_job(&held, Vec::new()).await.unwrap());
    assert!(!store.finish_job(&held, Vec::new()).await.unwrap());
}

pub(crate) async fn a_finished_job_is_followed_by_the_next(store: Kept) {
    store.add_jobs(vec![new_job("forgot", None, NOON)]).await.unwrap();
    let job = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    assert!(store.finish_job(&job, vec![new_job("mail", None, NOON)]).await.unwrap());
    assert!(!store.has_job(job.id).await.unwrap());
    let next = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    assert_eq!(next.kind.0, "mail");
}

pub(crate) async fn a_retried_job_waits_and_counts(store: Kept) {
    store.add_jobs(vec![new_job("mail", None, NOON)]).await.unwrap();
    let first = store.lease_job(NOON, after(MINUTE)).await.unwrap().unwrap();
    assert!(store.retry_job(&first, after(5 * MINUTE)).await.unwrap());
    assert!(store.lease_job(after(5 * MINUTE - 1), after(9 * MINUTE)).await.unwrap().is_none());
    let second = store.lease_job(after(5 * MINUTE), after(9 * MINUTE)).await.unwrap().unwrap();
    assert_eq!((second.id, second.tries, second.made_at), (first.id, 1, NOON));
}

pub(crate) async fn of_many_workers_each_job_has_one(store: Kept) {
    store.add_jobs((0..40).map(|_| new_job("mail", None, NOON)).collect()).await.unwrap();
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                while let Some(job) = store.lease_job(NOON, after(MINUTE)).await.unwrap() {
                    mine.push(job.id);
                }
                mine
            })
        })
        .collect();
    let mut all = Vec::new();
    for worker in workers {
        all.extend(worker.await.unwrap());
    }
    assert_eq!((all.len(), all.iter().collect::<HashSet<_>>().len()), (40, 40));
}

pub(crate) async fn a_worker_that_asks_for_some_kinds_passes_the_others_over(store: Kept) {
    let call = ["call"];
    let (calls, others) = (Kinds::Only(&call), Kinds::AllBut(&call));
    store.add_jobs(vec![new_job("call", None, NOON), new_job("mail", None, after(MINUTE))]).await.unwrap();
    assert_eq!(store.next_job_of(calls).await.unwrap(), Some(NOON));
    assert_eq!(store.next_job_of(others).await.unwrap(), Some(after(MINUTE)));
    assert!(store.lease_job_of(others, NOON, after(MINUTE)).await.unwrap().is_none());
    let mail = store.lease_job_of(others, after(MINUTE), after(2 * MINUTE)).await.unwrap().unwrap();
    let call = store.lease_job_of(calls, after(MINUTE), after(2 * MINUTE)).await.unwrap().unwrap();
    assert_eq!((mail.kind.0.as_str(), call.kind.0.as_str()), ("mail", "call"));
    assert!(store.lease_job_of(Kinds::Only(&[]), after(MINUTE), after(2 * MINUTE)).await.unwrap().is_none());
}
