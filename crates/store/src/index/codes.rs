//! Columns of a chunk: codes that are small while they can be, and lists of short texts.

use super::bits::{CHUNK, Mask};

/// One code for each slot: two bytes while all fit, else four.
#[derive(Clone, Debug)]
pub(crate) enum Codes {
    /// All fit two bytes.
    Narrow(Box<[u16]>),
    /// Some do not.
    Wide(Box<[u32]>),
}

impl Codes {
    /// Zeros.
    pub(crate) fn new() -> Self {
        Self::Narrow(vec![0; CHUNK].into())
    }

    /// The code in a slot.
    pub(crate) fn get(&self, slot: usize) -> u32 {
        match self {
            Self::Narrow(codes) => codes.get(slot).copied().map_or(0, u32::from),
            Self::Wide(codes) => codes.get(slot).copied().unwrap_or_default(),
        }
    }

    /// Sets the code in a slot.
    pub(crate) fn set(&mut self, slot: usize, code: u32) {
        match (&mut *self, u16::try_from(code)) {
            (Self::Narrow(codes), Ok(code)) => codes.iter_mut().skip(slot).take(1).for_each(|at| *at = code),
            (Self::Wide(codes), _) => codes.iter_mut().skip(slot).take(1).for_each(|at| *at = code),
            (Self::Narrow(codes), Err(_)) => {
                let mut wide: Box<[u32]> = codes.iter().copied().map(u32::from).collect();
                wide.iter_mut().skip(slot).take(1).for_each(|at| *at = code);
                *self = Self::Wide(wide);
            }
        }
    }

    /// Whose codes pass, by a table of all codes.
    pub(crate) fn passing(&self, table: &[bool]) -> Mask {
        match self {
            Self::Narrow(codes) => Mask::of(codes, |code| table.get(usize::from(*code)) == Some(&true)),
            Self::Wide(codes) => Mask::of(codes, |code| table.get(*code as usize) == Some(&true)),
        }
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
        let mut codes = Codes::new();
        codes.set(3, 7);
        codes.set(1_023, 70_000);
        assert_eq!([codes.get(3), codes.get(1_023), codes.get(0)], [7, 70_000, 0]);
        let table: Vec<bool> = (0..=70_000).map(|code| code == 70_000).collect();
        assert_eq!(codes.passing(&table), Mask::one(1_023));
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
