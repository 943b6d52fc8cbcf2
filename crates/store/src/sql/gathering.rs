//! Those who ask for the same at once are answered together: fewer statements, fewer commits, and nobody waits for company.
//!
//! Whoever finds fewer than so many at work sets another one to work. It answers all who wait then, and after them those who came meanwhile, until nobody waits.
//! So whoever asks alone is answered at once, and no work begins before all have come who are answered by it.

use crate::StoreError;
use crate::store::Result;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

/// How many are answered at once.
pub(super) trait Work: Sized + Send + Sync + 'static {
    /// What somebody asks for.
    type Asked: Send + 'static;
    /// What becomes of it.
    type Answer: Send + 'static;
    /// What answers.
    type On: Send;
    /// So many are answered together at most.
    const MOST: usize;
    /// So many work at once.
    const AT_ONCE: usize;
    /// May somebody be told that it took too long while they are being answered? Not where something is written: that would be done all the same.
    const GIVES_UP: bool;
    /// How long somebody waits at most.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// What is to answer.
    fn open(&self) -> impl Future<Output = Result<Self::On>> + Send;

    /// Answers each, in their order. What is to answer the next ones, if it still can.
    fn answer(&self, on: Self::On, asked: Vec<Self::Asked>) -> impl Future<Output = Answers<Self>> + Send;
}

/// What becomes of all who were answered together, in their order, and what is to answer the next ones.
pub(super) type Answers<W> = (Vec<Result<<W as Work>::Answer>>, Option<<W as Work>::On>);

/// Gathers those who ask. Cloning shares them.
pub(super) struct Gathering<W: Work>(Arc<Inner<W>>);

struct Inner<W: Work> {
    work: W,
    queue: Mutex<Queue<W>>,
}

struct Queue<W: Work> {
    waiting: VecDeque<Waiting<W>>,
    /// How many have come so far.
    come: u64,
    /// How many work.
    at_work: usize,
}

/// Somebody who asks.
struct Waiting<W: Work> {
    /// Nobody else's.
    number: u64,
    asked: W::Asked,
    answer: oneshot::Sender<Result<W::Answer>>,
}

impl<W: Work> Gathering<W> {
    /// For this work.
    pub(super) fn new(work: W) -> Self {
        let queue = Mutex::new(Queue { waiting: VecDeque::new(), come: 0, at_work: 0 });
        Self(Arc::new(Inner { work, queue }))
    }

    /// Asks, and waits for the answer.
    pub(super) async fn ask(&self, asked: W::Asked) -> Result<W::Answer> {
        let (answer, mut answered) = oneshot::channel();
        let (number, is_short) = self.enqueue(asked, answer);
        if is_short {
            tokio::spawn(Worker { of: self.clone(), is_over: false }.run());
        }
        let answer = match timeout(W::PATIENCE, &mut answered).await {
            Ok(answer) => answer,
            Err(_) if W::GIVES_UP || self.leave(number) => {
                let late = "what was asked at once with others took too long";
                return Err(StoreError::Unavailable(late.to_owned()));
            }
            Err(_) => answered.await,
        };
        answer.unwrap_or_else(|_| Err(StoreError::Fault("whoever was to answer has gone".to_owned())))
    }

    /// Somebody's number, and whether another one is to be set to work.
    fn enqueue(&self, asked: W::Asked, answer: oneshot::Sender<Result<W::Answer>>) -> (u64, bool) {
        let mut queue = self.queue();
        queue.come += 1;
        let (number, is_short) = (queue.come, queue.at_work < W::AT_ONCE);
        queue.waiting.push_back(Waiting { number, asked, answer });
        queue.at_work += usize::from(is_short);
        (number, is_short)
    }

    /// Leaves the queue. No: it is being answered.
    fn leave(&self, number: u64) -> bool {
        let mut queue = self.queue();
        let before = queue.waiting.len();
        queue.waiting.retain(|one| one.number != number);
        queue.waiting.len() < before
    }

    fn queue(&self) -> MutexGuard<'_, Queue<W>> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Work> Clone for Gathering<W> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Answers until nobody asks.
struct Worker<W: Work> {
    of: Gathering<W>,
    /// Has it said that it works no more?
    is_over: bool,
}

impl<W: Work> Worker<W> {
    async fn run(mut self) {
        let mut kept = None;
        loop {
            let on = match kept.take() {
                Some(on) => Ok(on),
                None => self.of.0.work.open().await,
            };
            // Whoever is just about to ask comes first; where nobody is, this is nothing.
            yield_now().await;
            let waiting = self.next(if on.is_ok() { W::MOST } else { usize::MAX });
            if waiting.is_empty() {
                return;
            }
            match on {
                Ok(on) => kept = self.answer(on, waiting).await,
                // Whoever came last would wait as long for nothing.
                Err(error) => waiting.into_iter().for_each(|one| one.say(Err(error.clone()))),
            }
        }
    }

    async fn answer(&self, on: W::On, waiting: Vec<Waiting<W>>) -> Option<W::On> {
        let (asked, told): (Vec<_>, Vec<_>) = waiting.into_iter().map(|one| (one.asked, one.answer)).unzip();
        let (answers, kept) = self.of.0.work.answer(on, asked).await;
        // Whoever has gone meanwhile is told nothing.
        told.into_iter().zip(answers).for_each(|(one, answer)| drop(one.send(answer)));
        kept
    }

    /// So many of those who still wait; once there is nobody, the work is over.
    fn next(&mut self, most: usize) -> Vec<Waiting<W>> {
        let mut queue = self.of.queue();
        queue.waiting.retain(|one| !one.answer.is_closed());
        let count = queue.waiting.len().min(most);
        let waiting: Vec<_> = queue.waiting.drain(..count).collect();
        if waiting.is_empty() {
            queue.at_work -= 1;
            drop(queue);
            self.is_over = true;
        }
        waiting
    }
}

impl<W: Work> Drop for Worker<W> {
    fn drop(&mut self) {
        if !self.is_over {
            self.of.queue().at_work -= 1;
        }
    }
}

impl<W: Work> Waiting<W> {
    fn say(self, answer: Result<W::Answer>) {
        drop(self.answer.send(answer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::Semaphore;
    use tokio::task::JoinHandle;

    /// Doubles, one after the other, as often as it is let.
    struct Slow<const GIVES_UP: bool>(Arc<Semaphore>);

    impl<const GIVES_UP: bool> Work for Slow<GIVES_UP> {
        type Asked = u32;
        type Answer = u32;
        type On = ();
        const MOST: usize = 1;
        const AT_ONCE: usize = 1;
        const GIVES_UP: bool = GIVES_UP;
        const PATIENCE: Duration = Duration::from_secs(1);

        async fn open(&self) -> Result<()> {
            Ok(())
        }

        async fn answer(&self, (): (), asked: Vec<u32>) -> Answers<Self> {
            self.0.acquire().await.unwrap().forget();
            (asked.into_iter().map(|one| Ok(one * 2)).collect(), Some(()))
        }
    }

    /// Two who ask, one after the other, of whom only the first is being answered, and what lets that go on.
    fn ask<const GIVES_UP: bool>() -> ([JoinHandle<Option<u32>>; 2], Arc<Semaphore>) {
        let let_on = Arc::new(Semaphore::new(0));
        let gathering = Gathering::new(Slow::<GIVES_UP>(Arc::clone(&let_on)));
        let ask = |one| {
            let gathering = gathering.clone();
            tokio::spawn(async move { gathering.ask(one).await.ok() })
        };
        ([1, 2].map(ask), let_on)
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_so_but_not_while_something_is_written_for_them() {
        let ([first, second], let_on) = ask::<false>();
        assert_eq!(second.await.unwrap(), None, "nobody had begun with the second one");
        assert!(!first.is_finished(), "what is written for the first one might be done all the same");
        let_on.add_permits(2);
        assert_eq!(first.await.unwrap(), Some(2));
        let ([first, second], _let_on) = ask::<true>();
        assert_eq!((first.await.unwrap(), second.await.unwrap()), (None, None));
    }
}
