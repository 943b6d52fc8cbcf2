//! Which addresses have come by already, and what those want who come next.

use frontdesk_store::NewUser;
use frontdesk_wire::UserId;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// So many are noted apart before they are sorted in.
const RECENT: usize = 64 * 1024;
/// So many are noted at all: 32 MB.
const MOST: usize = 4_000_000;

/// Notes eight bytes for each address, a keyed hash of it; of the first four million.
pub(super) struct Seen {
    keys: RandomState,
    sorted: Vec<u64>,
    recent: HashSet<u64>,
}

impl Seen {
    pub(super) fn new() -> Self {
        Self { keys: RandomState::new(), sorted: Vec::new(), recent: HashSet::new() }
    }

    /// Notes an address. `false`: it was noted before.
    pub(super) fn note(&mut self, address: &str) -> bool {
        let mark = self.keys.hash_one(address);
        if self.recent.contains(&mark) || self.sorted.binary_search(&mark).is_ok() {
            return false;
        }
        if self.sorted.len() + self.recent.len() < MOST {
            self.recent.insert(mark);
        }
        if self.recent.len() >= RECENT {
            self.sorted.extend(self.recent.drain());
            // Two runs, the longer of them sorted already: little more than a merge.
            self.sorted.sort();
        }
        true
    }
}

/// What a few users would have for themselves alone: ids and addresses.
#[derive(Default)]
pub(super) struct Claims {
    ids: HashSet<UserId>,
    keys: HashSet<String>,
}

impl Claims {
    pub(super) fn of<'a>(users: impl Iterator<Item = &'a NewUser>) -> Self {
        let mut claims = Self::default();
        for user in users {
            claims.ids.insert(user.id);
            claims.keys.insert(user.email_key.as_str().to_owned());
            if user.username_key != user.email_key {
                claims.keys.insert(user.username_key.as_str().to_owned());
            }
        }
        claims
    }

    /// Do both want one and the same?
    pub(super) fn meet(&self, other: &Self) -> bool {
        !self.ids.is_disjoint(&other.ids) || !self.keys.is_disjoint(&other.keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_is_known_again_however_long_ago() {
        let mut seen = Seen::new();
        assert!((0..200_000).all(|n| seen.note(&format!("u{n}@x.io"))));
        assert!((0..200_000).all(|n| !seen.note(&format!("u{n}@x.io"))));
        assert!(seen.sorted.is_sorted() && seen.sorted.len() + seen.recent.len() == 200_000);
    }
}
