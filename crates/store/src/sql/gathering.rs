//! Those who ask for the same at once are answered together: fewer statements, fewer commits, and nobody waits for company.
//!
//! Whoever finds fewer than so many at work sets another one to work. It answers all who wait then, and after them those who came meanwhile, until nobody waits.
//! So whoever asks alone is answered at once, and no work begins before all have come who are answered by it.

use super::look::PATIENCE;
use crate::StoreError;
use crate::store::Result;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
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
    /// How many work.
    at_work: usize,
}

/// Somebody who asks.
struct Waiting<W: Work> {
    asked: W::Asked,
    answer: oneshot::Sender<Result<W::Answer>>,
}

impl<W: Work> Gathering<W> {
    /// For this work.
    pub(super) fn new(work: W) -> Self {
        let queue = Mutex::new(Queue { waiting: VecDeque::new(), at_work: 0 });
        Self(Arc::new(Inner { work, queue }))
    }

    /// Asks, and waits for the answer.
    pub(super) async fn ask(&self, asked: W::Asked) -> Result<W::Answer> {
        let (answer, answered) = oneshot::channel();
        if self.enqueue(Waiting { asked, answer }) {
            tokio::spawn(Worker { of: self.clone(), is_over: false }.run());
        }
        match timeout(PATIENCE, answered).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(StoreError::Fault("whoever was to answer has gone".to_owned())),
            Err(_) => {
                Err(StoreError::Unavailable("what was asked at once with others took too long".to_owned()))
            }
        }
    }

    /// Is another one to be set to work?
    fn enqueue(&self, waiting: Waiting<W>) -> bool {
        let mut queue = self.queue();
        queue.waiting.push_back(waiting);
        let is_short = queue.at_work < W::AT_ONCE;
        queue.at_work += usize::from(is_short);
        is_short
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
