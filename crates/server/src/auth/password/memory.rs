//! Memory that work needs in large pieces, one piece each: kept as long as work comes, given back when none has come for a while. Had anew from the system for each
//! password, the 19 MB of a hash cost as much time as most of the hash.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::sleep;

/// As many pieces as there was work at once. Cloning shares them.
pub(super) struct Memory<T>(Arc<Pieces<T>>);

struct Pieces<T> {
    free: Mutex<Vec<Vec<T>>>,
    uses: AtomicU64,
    /// How long they are kept unused.
    idle: Duration,
}

impl<T: Clone + Default + Send + 'static> Memory<T> {
    /// Pieces that are kept so long unused.
    pub(super) fn new(idle: Duration) -> Self {
        Self(Arc::new(Pieces { free: Mutex::default(), uses: AtomicU64::default(), idle }))
    }

    /// Lends a piece of this length. What it holds is left from others: the work must write before it reads.
    pub(super) fn lend<U>(&self, length: usize, work: impl FnOnce(&mut [T]) -> U) -> U {
        let mut piece = self.0.free().pop().unwrap_or_default();
        piece.resize(length, T::default());
        let done = work(&mut piece);
        self.0.free().push(piece);
        done
    }

    /// Work has come. If none comes after it for a while, all is given back.
    pub(super) fn note_use(&self) {
        let use_now = self.0.uses.fetch_add(1, Ordering::Relaxed) + 1;
        let pieces = Arc::clone(&self.0);
        tokio::spawn(async move {
            sleep(pieces.idle).await;
            if pieces.uses.load(Ordering::Relaxed) == use_now {
                pieces.free().clear();
            }
        });
    }
}

impl<T> Pieces<T> {
    fn free(&self) -> MutexGuard<'_, Vec<Vec<T>>> {
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Memory<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn memory_is_lent_again_and_given_back_when_nobody_uses_it() {
        let memory = Memory::<u64>::new(Duration::from_millis(20));
        memory.lend(3, |piece| piece.fill(7));
        assert_eq!(memory.lend(3, |piece| piece.to_vec()), [7, 7, 7]);
        assert_eq!(memory.lend(2, |piece| piece.len()), 2);
        assert_eq!(memory.0.free().len(), 1);
        memory.note_use();
        while !memory.0.free().is_empty() {
            sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(memory.lend(1, |piece| piece.to_vec()), [0]);
    }
}
