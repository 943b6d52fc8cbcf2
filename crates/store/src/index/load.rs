//! The first filling: rows in any order, sorted once at the end.

use super::Index;
use super::bits::{Bits, Mask, place};
use super::chunk::Chunk;
use super::entry::{Entry, Spelling};
use super::order::Order;
use super::words::Words;
use std::cmp::Ordering;
use std::sync::Arc;

/// An index in the making.
#[derive(Debug, Default)]
pub(crate) struct Loading {
    index: Index,
    has_usernames: bool,
    /// The chunk that was added to last.
    last: usize,
}

impl Loading {
    /// Takes in a user's row; each only once.
    pub(crate) fn add(&mut self, entry: &Entry) {
        let coded = self.index.words_mut().code(entry);
        self.has_usernames |=
            coded.spellings.iter().any(|spelling| matches!(spelling, Spelling::Username(_)));
        let (at, slot) = place(entry.num);
        if at != self.last {
            self.shrink(self.last);
            self.last = at;
        }
        if self.index.chunks.len() <= at {
            self.index.chunks.resize(at + 1, None);
        }
        if let Some(chunk) = self.index.chunks.get_mut(at) {
            Arc::make_mut(chunk.get_or_insert_with(|| Arc::new(Chunk::new()))).put(slot, &coded);
            self.index.users += 1;
        }
    }

    /// Rows mostly come by number: a chunk that is left is full, and what it gives back serves the next one.
    fn shrink(&mut self, at: usize) {
        if let Some(Some(chunk)) = self.index.chunks.get_mut(at) {
            Arc::make_mut(chunk).shrink();
        }
    }

    /// Sorts.
    pub(crate) fn finish(mut self) -> Index {
        self.shrink(self.last);
        let mut index = std::mem::take(&mut self.index);
        let live = |chunk: &Option<Arc<Chunk>>| chunk.as_ref().map_or(Mask::NONE, |chunk| chunk.live);
        let everybody = Bits::new(index.chunks.iter().map(live).collect());
        // One piece of memory for all orders, so that it goes back to the system whole.
        let mut keyed = Vec::with_capacity(index.users);
        index.by_id = sorted(
            &mut keyed,
            &everybody,
            |num| start(&index.id(num)),
            |one, other| index.id(one).cmp(&index.id(other)),
        );
        index.by_created = sorted(
            &mut keyed,
            &everybody,
            |num| index.created(num) as u64 ^ 1 << 63,
            |one, other| index.id(one).cmp(&index.id(other)),
        );
        let words = Arc::clone(&index.words);
        let words = words.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut by_address = |write: &dyn Fn(u32, &mut Vec<u8>)| {
            let key = |num| {
                let mut key = Vec::new();
                write(num, &mut key);
                key
            };
            sorted(&mut keyed, &everybody, |num| start(&key(num)), |one, other| key(one).cmp(&key(other)))
        };
        let by_email = by_address(&|num, key| email(&index, &words.domains, num, key));
        let by_username =
            self.has_usernames.then(|| by_address(&|num, key| username(&index, &words.domains, num, key)));
        (index.by_email, index.by_username) = (by_email, by_username);
        index
    }
}

/// The first eight bytes as a number, which compares as they do.
fn start(bytes: &[u8]) -> u64 {
    bytes.iter().copied().chain([0; 8]).take(8).fold(0, |start, byte| start << 8 | u64::from(byte))
}

/// By the start of a key, which mostly decides; only then by the rest.
fn sorted(
    keyed: &mut Vec<(u64, u32)>,
    users: &Bits,
    start: impl Fn(u32) -> u64,
    ties: impl Fn(u32, u32) -> Ordering,
) -> Order {
    keyed.clear();
    keyed.extend(users.nums().map(|num| (start(num), num)));
    keyed.sort_unstable_by(|(one, a), (other, b)| one.cmp(other).then_with(|| ties(*a, *b)));
    Order::of(keyed.iter().map(|(_, num)| *num))
}

fn email(index: &Index, domains: &Words, num: u32, key: &mut Vec<u8>) {
    index.with(num, (), |chunk, slot| chunk.email(slot, domains, key));
}

fn username(index: &Index, domains: &Words, num: u32, key: &mut Vec<u8>) {
    index.with(num, (), |chunk, slot| chunk.username(slot, domains, key));
}
