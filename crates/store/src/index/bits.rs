//! Sets of users by number: one mask for each chunk of 1,024.

use super::equal::{equal, equal_codes};
use std::iter::successors;

/// How many users a chunk holds.
pub(crate) const CHUNK: usize = 1 << CHUNK_BITS;
/// A number's chunk is the number shifted by so much.
pub(crate) const CHUNK_BITS: u32 = 10;
const WORDS: usize = CHUNK / 64;

/// Which users of one chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mask([u64; WORDS]);

impl Mask {
    /// Nobody.
    pub(crate) const NONE: Self = Self([0; WORDS]);
    /// Every slot.
    pub(crate) const ALL: Self = Self([u64::MAX; WORDS]);

    /// The one in this slot.
    pub(crate) fn one(slot: usize) -> Self {
        let mut mask = Self::NONE;
        mask.set(slot, true);
        mask
    }

    /// Those whose values pass; values beyond a chunk are ignored.
    pub(crate) fn of<T>(values: &[T], mut passes: impl FnMut(&T) -> bool) -> Self {
        let mut mask = Self::NONE;
        for (word, values) in mask.0.iter_mut().zip(values.chunks(64)) {
            *word = pack(values, &mut passes);
        }
        mask
    }

    /// Those whose bytes are this one.
    pub(crate) fn of_byte(bytes: &[u8], to: u8) -> Self {
        let mut mask = Self::NONE;
        let (runs, _) = bytes.as_chunks::<64>();
        mask.0.iter_mut().zip(runs).for_each(|(word, run)| *word = equal(run, to));
        mask
    }

    /// Those whose codes are this one.
    pub(crate) fn of_code(codes: &[u16], to: u16) -> Self {
        let mut mask = Self::NONE;
        let (runs, _) = codes.as_chunks::<64>();
        mask.0.iter_mut().zip(runs).for_each(|(word, run)| *word = equal_codes(run, to));
        mask
    }

    /// Puts the one in this slot in or out.
    pub(crate) fn set(&mut self, slot: usize, on: bool) {
        if let Some(word) = self.0.get_mut(slot / 64) {
            let bit = 1 << (slot % 64);
            *word = if on { *word | bit } else { *word & !bit };
        }
    }

    /// Is the one in this slot in?
    pub(crate) fn has(&self, slot: usize) -> bool {
        self.0.get(slot / 64).is_some_and(|word| word >> (slot % 64) & 1 == 1)
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Nobody?
    pub(crate) fn is_none(&self) -> bool {
        *self == Self::NONE
    }

    /// Who is in both.
    pub(crate) fn and(self, other: Self) -> Self {
        self.with(other, |one, other| one & other)
    }

    /// Who is in either.
    pub(crate) fn or(self, other: Self) -> Self {
        self.with(other, |one, other| one | other)
    }

    /// Who is in this one alone.
    pub(crate) fn but(self, other: Self) -> Self {
        self.with(other, |one, other| one & !other)
    }

    fn with(mut self, other: Self, join: impl Fn(u64, u64) -> u64) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(one, other)| *one = join(*one, other));
        self
    }

    /// The slots, in order.
    pub(crate) fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit as usize))
    }
}

/// Which of at most 64 values pass, as the bits of one word. Written so that the compiler looks at many at once; eight are multiplied into eight bits.
fn pack<T>(values: &[T], mut passes: impl FnMut(&T) -> bool) -> u64 {
    let mut bytes = [0_u8; 64];
    for (byte, value) in bytes.iter_mut().zip(values) {
        *byte = u8::from(passes(value));
    }
    if bytes.iter().fold(0, |any, byte| any | byte) == 0 {
        return 0;
    }
    let (eights, _) = bytes.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    })
}

/// Where a word has its ones.
pub(crate) fn ones(word: u64) -> impl Iterator<Item = u32> {
    let some = |word: u64| (word != 0).then_some(word);
    successors(some(word), move |word| some(word & (word - 1))).map(u64::trailing_zeros)
}

/// A set of users.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bits(Vec<[u64; WORDS]>);

impl Bits {
    /// The set of these masks, chunk by chunk.
    pub(crate) fn new(masks: Vec<Mask>) -> Self {
        Self(masks.into_iter().map(|mask| mask.0).collect())
    }

    /// Is this user in?
    pub(crate) fn has(&self, num: u32) -> bool {
        self.0.as_flattened().get((num >> 6) as usize).is_some_and(|word| word >> (num & 63) & 1 == 1)
    }

    /// Puts a user in.
    pub(crate) fn add(&mut self, num: u32) {
        let (chunk, slot) = place(num);
        if let Some(words) = self.0.get_mut(chunk) {
            let mut mask = Mask(*words);
            mask.set(slot, true);
            *words = mask.0;
        }
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.0.as_flattened().iter().map(|word| word.count_ones() as usize).sum()
    }

    /// The masks.
    pub(crate) fn masks(&self) -> impl Iterator<Item = Mask> + '_ {
        self.0.iter().copied().map(Mask)
    }

    /// The numbers, in order.
    pub(crate) fn nums(&self) -> impl Iterator<Item = u32> + '_ {
        self.0
            .as_flattened()
            .iter()
            .zip((0_u32..).step_by(64))
            .flat_map(|(word, start)| ones(*word).map(move |bit| start + bit))
    }
}

/// A number's chunk, and its slot there.
pub(crate) fn place(num: u32) -> (usize, usize) {
    ((num >> CHUNK_BITS) as usize, num as usize & (CHUNK - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_knows_who_is_in_it() {
        let mut bits = Bits::new(vec![Mask::NONE; 3]);
        for num in [0, 63, 64, 1_023, 1_024, 3_071, 9_999] {
            bits.add(num);
        }
        assert_eq!(bits.nums().collect::<Vec<_>>(), [0, 63, 64, 1_023, 1_024, 3_071]);
        assert_eq!(bits.count(), 6);
        assert!(bits.has(64) && !bits.has(65) && !bits.has(9_999));
    }

    #[test]
    fn masks_join() {
        let slots: Vec<usize> = (0..CHUNK).collect();
        let (even, low) = (Mask::of(&slots, |slot| slot % 2 == 0), Mask::of(&slots, |slot| *slot < 100));
        assert_eq!((even.and(low).count(), even.or(low).count(), low.but(even).count()), (50, 562, 50));
        assert_eq!(Mask::of(&[1, 2, 3], |value| *value > 1).slots().collect::<Vec<_>>(), [1, 2]);
    }
}
