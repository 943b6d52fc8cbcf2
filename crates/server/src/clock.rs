//! The one place that knows what time it is and where chance comes from.

use frontdesk_wire::{Timestamp, UserId};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// Tells the time and makes ids, codes and salts. Clones share one clock.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    /// Milliseconds since 1970 of a clock that stands still; `None` follows the machine's.
    still: Option<AtomicI64>,
    /// Which process makes ids: no two servers on one database make the same.
    maker: [u8; 5],
    /// Counts ids, so that no two of one second are equal.
    made: AtomicU32,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(None)
    }

    /// A clock that moves only when told to.
    pub fn still(at: Timestamp) -> Self {
        Self::new(Some(AtomicI64::new(at.as_millis())))
    }

    fn new(still: Option<AtomicI64>) -> Self {
        let made = AtomicU32::new(u32::from_be_bytes(chance()));
        Self(Arc::new(Inner { still, maker: chance(), made }))
    }

    /// The moment.
    #[expect(clippy::disallowed_methods, reason = "here is where the time comes from")]
    pub fn now(&self) -> Timestamp {
        let millis = match &self.0.still {
            Some(still) => still.load(Ordering::SeqCst),
            None => match SystemTime::now().duration_since(UNIX_EPOCH) {
                Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
                Err(before) => {
                    i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis)
                }
            },
        };
        Timestamp::from_millis(millis)
    }

    /// Moves a clock that stands still; the machine's clock is not ours to move.
    pub fn advance(&self, millis: i64) {
        if let Some(still) = &self.0.still {
            still.fetch_add(millis, Ordering::SeqCst);
        }
    }

    /// Bytes that nobody can foretell.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        chance()
    }

    /// A moment that nobody can foretell: `least` ms from now, or up to 1,023 more.
    pub fn soon(&self, least: i64) -> Timestamp {
        let [high, low] = chance();
        self.now().plus_millis(least + i64::from(u16::from_be_bytes([high & 3, low])))
    }

    /// A fresh UUID, version 4: sessions, jobs, tickets.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(chance()).into_uuid()
    }

    /// A fresh user's id: the second, this process, a count.
    pub fn user_id(&self) -> UserId {
        self.user_id_at(self.now())
    }

    /// The same, for a user who was made at another moment.
    pub fn user_id_at(&self, moment: Timestamp) -> UserId {
        let count = self.0.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let mut rest = [0; 8];
        let (head, tail) = rest.split_at_mut(5);
        head.copy_from_slice(&self.0.maker);
        tail.iter_mut().zip(count.iter().skip(1)).for_each(|(to, from)| *to = *from);
        UserId::from_parts(u32::try_from(moment.as_seconds()).unwrap_or_default(), rest)
    }
}

/// A machine that cannot give chance can keep no secret: the process ends rather than guess.
#[expect(clippy::disallowed_methods, reason = "here is where chance comes from")]
fn chance<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_of_one_moment_differ_and_sort_by_time() {
        let clock = Clock::still(Timestamp::from_millis(1_700_000_000_000));
        let ids: HashSet<UserId> = (0..10_000).map(|_| clock.user_id()).collect();
        assert_eq!(ids.len(), 10_000);
        clock.advance(1000);
        let later = clock.user_id();
        assert!(ids.iter().all(|id| *id < later));
    }

    #[test]
    fn a_still_clock_moves_only_when_told_to() {
        let clock = Clock::still(Timestamp::from_millis(5));
        clock.clone().advance(10);
        assert_eq!(clock.now(), Timestamp::from_millis(15));
    }
}
