//! Work that keeps a core busy, a few pieces at once, in the order in which it came. Whoever is done takes the next piece without a word to anybody: between two
//! pieces no core waits until a thread has woken another.

use anyhow::Context;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tokio::task::spawn_blocking;

/// Turns at work. Cloning shares them.
#[derive(Clone)]
pub(super) struct Turns(Arc<Line>);

struct Line {
    /// How many are worked on at once.
    most: usize,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Piece>,
    /// How many threads are at work.
    at_work: usize,
}

/// Work, with whoever waits for it.
type Piece = Box<dyn FnOnce() + Send>;

impl Turns {
    /// So many at once.
    pub(super) fn new(most: usize) -> Self {
        Self(Arc::new(Line { most, queue: Mutex::default() }))
    }

    /// Does this when its turn comes. Nothing is done for whoever has gone by then.
    ///
    /// # Errors
    /// The work broke off.
    pub(super) async fn take<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let (answer, answered) = oneshot::channel();
        let piece = move || {
            if !answer.is_closed() {
                // Whoever has gone meanwhile is told nothing.
                drop(answer.send(work()));
            }
        };
        if self.enqueue(Box::new(piece)) {
            let turns = self.clone();
            drop(spawn_blocking(move || turns.work()));
        }
        answered.await.context("the work broke off")
    }

    /// Is another thread to be set to work?
    fn enqueue(&self, piece: Piece) -> bool {
        let mut queue = self.queue();
        queue.waiting.push_back(piece);
        let is_short = queue.at_work < self.0.most;
        queue.at_work += usize::from(is_short);
        is_short
    }

    /// Works until nothing waits.
    fn work(&self) {
        while let Some(piece) = self.next() {
            // What panics says so itself, and whoever waits for it learns that it broke off.
            drop(catch_unwind(AssertUnwindSafe(piece)));
        }
    }

    /// The next piece; without one, this thread works no more.
    fn next(&self) -> Option<Piece> {
        let mut queue = self.queue();
        let next = queue.waiting.pop_front();
        queue.at_work -= usize::from(next.is_none());
        next
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn no_more_than_so_many_work_at_once_and_all_are_answered() {
        let (turns, now, most) =
            (Turns::new(2), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let asked: Vec<_> = (0..20)
            .map(|number| {
                let (turns, now, most) = (turns.clone(), Arc::clone(&now), Arc::clone(&most));
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(2));
                        now.fetch_sub(1, Ordering::SeqCst);
                        number
                    };
                    turns.take(work).await.unwrap()
                })
            })
            .collect();
        for (number, one) in asked.into_iter().enumerate() {
            assert_eq!(one.await.unwrap(), number);
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn what_breaks_off_is_told_and_leaves_the_turns_to_others() {
        let turns = Turns::new(1);
        for _ in 0..3 {
            assert!(turns.take(|| panic!("on purpose")).await.map(|(): ()| ()).is_err());
        }
        assert_eq!(turns.take(|| 7).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn nothing_is_done_for_whoever_has_gone() {
        let (turns, done) = (Turns::new(1), Arc::new(AtomicUsize::new(0)));
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn({
            let turns = turns.clone();
            async move { turns.take(move || wait.recv().is_ok()).await.unwrap() }
        });
        while turns.queue().at_work == 0 {
            tokio::task::yield_now().await;
        }
        let count = Arc::clone(&done);
        let gone = turns.take(move || count.fetch_add(1, Ordering::SeqCst));
        assert!(tokio::time::timeout(Duration::from_millis(5), gone).await.is_err());
        go.send(()).unwrap();
        assert!(first.await.unwrap());
        assert_eq!(turns.take(|| 1).await.unwrap(), 1);
        assert_eq!(done.load(Ordering::SeqCst), 0);
    }
}
