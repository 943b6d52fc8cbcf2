//! Columns of a chunk: codes that are small while they can be, and lists of short texts.

use super::bits::{CHUNK, Mask};

/// So many values, besides zero, take less room as masks than as a byte for each slot.
const FEW: usize = 6;

/// One code for each slot, in as little room as they need.
#[derive(Clone, Debug)]
pub(crate) enum Codes {
    /// Few values: who has each. Whoever is in no mask has zero.
    Few(Vec<(u32, Mask)>),
    /// All fit a byte.
    Bytes(Box<[u8]>),
    /// All fit two.
    Narrow(Box<[u16]>),
    /// Some do not.
    Wide(Box<[u32]>),
}

impl Codes {
    /// Zeros.
    pub(crate) fn new() -> Self {
        Self::Few(Vec::new())
    }

    /// The code in a slot.
    pub(crate) fn get(&self, slot: usize) -> u32 {
        match self {
            Self::Few(masks) => masks.iter().find(|(_, mask)| mask.has(slot)).map_or(0, |(code, _)| *code),
            Self::Bytes(codes) => codes.get(slot).copied().map_or(0, u32::from),
            Self::Narrow(codes) => codes.get(slot).copied().map_or(0, u32::from),
            Self::Wide(codes) => codes.get(slot).copied().unwrap_or_default(),
        }
    }

    /// Sets the code in a slot.
    pub(crate) fn set(&mut self, slot: usize, code: u32) {
        match (&mut *self, u8::try_from(code), u16::try_from(code)) {
            (Self::Few(masks), ..) => {
                masks.iter_mut().for_each(|(_, mask)| mask.set(slot, false));
                masks.retain(|(_, mask)| !mask.is_none());
                if code == 0 {
                } else if let Some((_, mask)) = masks.iter_mut().find(|(other, _)| *other == code) {
                    mask.set(slot, true);
                } else if masks.len() < FEW {
                    masks.push((code, Mask::one(slot)));
                } else {
                    self.widen(slot, code);
                }
            }
            (Self::Bytes(codes), Ok(code), _) => put(codes, slot, code),
            (Self::Narrow(codes), _, Ok(code)) => put(codes, slot, code),
            (Self::Wide(codes), ..) => put(codes, slot, code),
            _ => self.widen(slot, code),
        }
    }

    /// Takes as much room as all codes and this one need.
    fn widen(&mut self, slot: usize, code: u32) {
        let mut wide: Box<[u32]> = (0..CHUNK).map(|slot| self.get(slot)).collect();
        put(&mut wide, slot, code);
        let most = wide.iter().copied().max().unwrap_or_default();
        *self = match (u8::try_from(most), u16::try_from(most)) {
            (Ok(_), _) => Self::Bytes(wide.iter().map(|code| *code as u8).collect()),
            (_, Ok(_)) => Self::Narrow(wide.iter().map(|code| *code as u16).collect()),
            _ => Self::Wide(wide),
        };
    }

    /// Are the values so few that each has a mask?
    pub(crate) fn are_few(&self) -> bool {
        matches!(self, Self::Few(_))
    }

    /// Whose codes pass; of slots where nobody is it says nothing.
    pub(crate) fn passing(&self, table: &Passing) -> Mask {
        let either = |all: Mask, one: Mask| all.or(one);
        match (self, table.few()) {
            (_, Some([])) => Mask::NONE,
            (Self::Few(masks), _) => {
                let others = masks.iter().map(|(_, mask)| *mask).fold(Mask::NONE, either);
                let zeros = if table.has(0) { Mask::ALL.but(others) } else { Mask::NONE };
                let passing = masks.iter().filter(|(code, _)| table.has(*code));
                passing.map(|(_, mask)| *mask).fold(zeros, either)
            }
            (Self::Bytes(codes), Some(few)) => {
                let few = few.iter().filter_map(|code| u8::try_from(*code).ok());
                few.map(|code| Mask::of_byte(codes, code)).fold(Mask::NONE, either)
            }
            (Self::Narrow(codes), Some(few)) => {
                let few = few.iter().filter_map(|code| u16::try_from(*code).ok());
                few.map(|code| Mask::of_code(codes, code)).fold(Mask::NONE, either)
            }
            (Self::Bytes(codes), None) => Mask::of(codes, |code| table.has_byte(*code)),
            (Self::Narrow(codes), None) => Mask::of(codes, |code| table.has(u32::from(*code))),
            (Self::Wide(codes), _) => Mask::of(codes, |code| table.has(*code)),
        }
    }

    /// How many of `within` have each code; one code may be told in several parts.
    pub(crate) fn counts(&self, within: Mask, mut tell: impl FnMut(u32, usize)) {
        let Self::Few(masks) = self else {
            return within.slots().for_each(|slot| tell(self.get(slot), 1));
        };
        let mut rest = within.count();
        for (code, mask) in masks {
            let count = mask.and(within).count();
            rest -= count;
            tell(*code, count);
        }
        tell(0, rest);
    }

    /// Gives back what is held in vain.
    pub(crate) fn shrink(&mut self) {
        if let Self::Few(masks) = self {
            masks.shrink_to_fit();
        }
    }
}

fn put<T>(all: &mut [T], slot: usize, item: T) {
    if let Some(at) = all.get_mut(slot) {
        *at = item;
    }
}

/// Which codes pass a test.
#[derive(Clone, Debug)]
pub(crate) struct Passing {
    table: Vec<bool>,
    /// The beginning of the table, which holds every code of one byte: no look-up there asks whether it is one.
    bytes: Box<[bool; 256]>,
    /// The codes themselves, if they are few enough to be looked for one by one.
    few: Option<Vec<u32>>,
}

impl Passing {
    /// By a table of all codes.
    pub(crate) fn new(table: Vec<bool>) -> Self {
        // Of so many, to look for each takes no longer than to look every user's up in the table.
        const MOST: usize = 12;
        let codes = (0..).zip(&table).filter(|(_, passes)| **passes).map(|(code, _)| code);
        let few: Vec<u32> = codes.take(MOST + 1).collect();
        let mut bytes = Box::new([false; 256]);
        bytes.iter_mut().zip(&table).for_each(|(at, passes)| *at = *passes);
        Self { table, bytes, few: Some(few).filter(|few| few.len() <= MOST) }
    }

    /// This code alone.
    pub(crate) fn one(code: u32) -> Self {
        Self::new((0..=code).map(|other| other == code).collect())
    }

    /// Does this code pass?
    pub(crate) fn has(&self, code: u32) -> bool {
        self.table.get(code as usize) == Some(&true)
    }

    fn has_byte(&self, code: u8) -> bool {
        self.bytes.get(usize::from(code)) == Some(&true)
    }

    /// The codes that pass, in order, unless they are many.
    pub(crate) fn few(&self) -> Option<&[u32]> {
        self.few.as_deref()
    }
}

/// One list for each slot, all in one piece. At most 63 items a list, so that 16 bits tell where each ends.
#[derive(Clone, Debug)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    ends: Box<[u16]>,
}

/// How long a list can be.
pub(crate) const LIST_MAX: usize = 63;

impl<T: Copy + PartialEq> Lists<T> {
    /// Empty ones.
    pub(crate) fn new() -> Self {
        Self { items: Vec::new(), ends: vec![0; CHUNK].into() }
    }

    fn range(&self, slot: usize) -> std::ops::Range<usize> {
        let end = |slot: usize| self.ends.get(slot).copied().map_or(0, usize::from);
        slot.checked_sub(1).map_or(0, end)..end(slot)
    }

    /// The list of a slot.
    pub(crate) fn get(&self, slot: usize) -> &[T] {
        self.items.get(self.range(slot)).unwrap_or_default()
    }

    /// Sets the list of a slot; what is too long is cut.
    pub(crate) fn set(&mut self, slot: usize, list: &[T]) {
        let list = list.get(..LIST_MAX).unwrap_or(list);
        let range = self.range(slot);
        let (before, after) = (range.len(), list.len());
        if before == after {
            self.items.iter_mut().skip(range.start).zip(list).for_each(|(at, item)| *at = *item);
            return;
        }
        self.items.splice(range, list.iter().copied());
        for end in self.ends.iter_mut().skip(slot) {
            *end = (usize::from(*end) + after - before) as u16;
        }
    }

    /// All lists in one piece, and where each ends.
    pub(crate) fn all(&self) -> (&[T], &[u16]) {
        (&self.items, &self.ends)
    }

    /// Gives back what is held in vain.
    pub(crate) fn shrink(&mut self) {
        self.items.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_widen_when_they_must() {
        let (mut codes, mut plain) = (Codes::new(), vec![0; CHUNK]);
        for (slot, code) in (0..3_000_u32).map(|round| {
            let most = [6, 200, 60_000, 90_000][(round / 750) as usize];
            ((round * 389 % CHUNK as u32) as usize, round * 7_919 % most)
        }) {
            codes.set(slot, code);
            plain[slot] = code;
            let (one, other) = (Passing::one(code), (code + 1) % 90_000);
            let either = Passing::new((0..90_000).map(|at| at == code || at == other).collect());
            assert_eq!(codes.passing(&one), Mask::of(&plain, |at| *at == code));
            assert_eq!(codes.passing(&either), Mask::of(&plain, |at| *at == code || *at == other));
        }
        assert!((0..CHUNK).all(|slot| codes.get(slot) == plain[slot]) && matches!(codes, Codes::Wide(_)));
        let even = Passing::new((0..90_000).map(|code| code % 2 == 0).collect());
        assert_eq!(codes.passing(&even), Mask::of(&plain, |code| code % 2 == 0));
    }

    #[test]
    fn few_values_are_counted_without_a_look_at_each() {
        let mut codes = Codes::new();
        (0..CHUNK).for_each(|slot| codes.set(slot, slot as u32 % 3));
        codes.set(5, 0);
        let mut counts = [0; 3];
        codes.counts(Mask::of(&[0; 10], |_| true), |code, count| counts[code as usize] += count);
        assert!(matches!(codes, Codes::Few(_)));
        assert_eq!(counts, [5, 3, 2]);
    }

    #[test]
    fn lists_grow_shrink_and_stay_apart() {
        let mut lists = Lists::new();
        lists.set(5, b"five");
        lists.set(2, b"two");
        lists.set(5, b"cinque");
        lists.set(2, b"");
        lists.set(1_023, &[b'x'; 99]);
        assert_eq!((lists.get(5), lists.get(2), lists.get(4)), (&b"cinque"[..], &b""[..], &b""[..]));
        assert_eq!(lists.get(1_023).len(), LIST_MAX);
    }
}
