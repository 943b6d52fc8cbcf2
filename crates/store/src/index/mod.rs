//! All users in memory, column by column: what a query fits is found in milliseconds, without the database.
//!
//! The database stays the truth. The index is told of every row that changed before it answers, and answers exactly as the rows stood then. It holds no password,
//! no metadata as such, and nothing on disk: it is made anew at every start. A version that is being read does not change: what changes is copied first.

mod bits;
mod chunk;
mod classes;
mod codes;
mod compile;
mod entry;
mod equal;
mod load;
mod matcher;
mod order;
mod page;
mod pattern;
mod places;
mod search;
mod sets;
mod terms;
mod walk;
mod words;

pub(crate) use bits::Bits;
pub(crate) use entry::Entry;
pub(crate) use load::Loading;
pub(crate) use search::{Found, Search};

use bits::place;
use chunk::Chunk;
use entry::{Coded, Dictionaries, Spelling};
use order::Order;
use std::cmp::Ordering;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use words::Words;

/// Where an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// There is none: lists and counts take as long as their statements.
    Off,
    /// It is being loaded; until then it is as if there were none.
    Loading,
    /// It answers.
    Ready,
}

/// The index. A clone is a version of its own, and cheap: they share all that neither has changed since.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    chunks: Vec<Option<Arc<Chunk>>>,
    users: usize,
    by_id: Order,
    by_created: Order,
    by_email: Order,
    /// Only once somebody's user name is not the e-mail; until then `by_email` is this order, too.
    by_username: Option<Order>,
    words: Arc<RwLock<Dictionaries>>,
}

impl Index {
    /// How many users there are.
    pub(crate) fn users(&self) -> usize {
        self.users
    }

    /// Takes over a user's row as it is now.
    pub(crate) fn put(&mut self, entry: &Entry) {
        let coded = self.words_mut().code(entry);
        self.remove(entry.num);
        if self.by_username.is_none() && has_username(&coded) {
            self.by_username = Some(self.by_email.clone());
        }
        let (at, slot) = place(entry.num);
        if self.chunks.len() <= at {
            self.chunks.resize(at + 1, None);
        }
        if let Some(chunk) = self.chunks.get_mut(at) {
            Arc::make_mut(chunk.get_or_insert_with(|| Arc::new(Chunk::new()))).put(slot, &coded);
            self.users += 1;
        }
        self.reorder(entry.num, Order::insert);
    }

    /// Forgets a user whose row is gone.
    pub(crate) fn remove(&mut self, num: u32) {
        let (at, slot) = place(num);
        if !self.chunk(at).is_some_and(|chunk| chunk.live.has(slot)) {
            return;
        }
        self.reorder(num, Order::remove);
        if let Some(place) = self.chunks.get_mut(at)
            && let Some(chunk) = place
        {
            Arc::make_mut(chunk).clear(slot);
            self.users -= 1;
            if chunk.live.is_none() {
                *place = None;
            }
        }
    }

    /// Puts a user into each order, or takes it out, by the keys that stand in its chunk.
    fn reorder(&mut self, num: u32, mut change: impl FnMut(&mut Order, u32, Compare<'_>)) {
        let words = Arc::clone(&self.words);
        let words = words.read().unwrap_or_else(PoisonError::into_inner);
        let (mut by_id, mut by_created) =
            (std::mem::take(&mut self.by_id), std::mem::take(&mut self.by_created));
        let (mut by_email, mut by_username) = (std::mem::take(&mut self.by_email), self.by_username.take());
        let (at, slot) = place(num);
        if let Some(chunk) = self.chunk(at) {
            let (id, created, mut key) = (chunk.id(slot), chunk.created(slot), Vec::new());
            change(&mut by_id, num, &|other| self.id(other).cmp(&id));
            change(&mut by_created, num, &|other| {
                self.created(other).cmp(&created).then_with(|| self.id(other).cmp(&id))
            });
            chunk.email(slot, &words.domains, &mut key);
            change(&mut by_email, num, &|other| self.compare_email(other, &words.domains, &key));
            chunk.username(slot, &words.domains, &mut key);
            if let Some(by_username) = &mut by_username {
                change(by_username, num, &|other| self.compare_username(other, &words.domains, &key));
            }
        }
        (self.by_id, self.by_created, self.by_email, self.by_username) =
            (by_id, by_created, by_email, by_username);
    }

    fn chunk(&self, at: usize) -> Option<&Chunk> {
        self.chunks.get(at).and_then(Option::as_deref)
    }

    /// Asks a user's chunk; `otherwise` if there is no such user.
    fn with<T>(&self, num: u32, otherwise: T, ask: impl FnOnce(&Chunk, usize) -> T) -> T {
        let (at, slot) = place(num);
        self.chunk(at).map_or(otherwise, |chunk| ask(chunk, slot))
    }

    fn id(&self, num: u32) -> [u8; 12] {
        self.with(num, [0; 12], Chunk::id)
    }

    fn created(&self, num: u32) -> i64 {
        self.with(num, 0, Chunk::created)
    }

    fn compare_email(&self, num: u32, domains: &Words, with: &[u8]) -> Ordering {
        self.with(num, Ordering::Equal, |chunk, slot| chunk.compare_email(slot, domains, with))
    }

    fn compare_username(&self, num: u32, domains: &Words, with: &[u8]) -> Ordering {
        let mut key = Vec::new();
        self.with(num, (), |chunk, slot| chunk.username(slot, domains, &mut key));
        key.as_slice().cmp(with)
    }

    fn words(&self) -> RwLockReadGuard<'_, Dictionaries> {
        self.words.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn words_mut(&self) -> RwLockWriteGuard<'_, Dictionaries> {
        self.words.write().unwrap_or_else(PoisonError::into_inner)
    }
}

type Compare<'a> = &'a dyn Fn(u32) -> Ordering;

fn has_username(coded: &Coded) -> bool {
    coded.spellings.iter().any(|spelling| matches!(spelling, Spelling::Username(_)))
}
