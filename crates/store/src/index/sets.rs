//! A column of sets of codes, such as what scopes each has: for each code, who has it.

use super::bits::Mask;
use super::codes::Passing;

/// When so many of a chunk have a code, a mask takes no more room than their slots.
const MANY: usize = size_of::<Mask>() / size_of::<(u32, u16)>();

/// A set of codes for each slot.
#[derive(Clone, Debug)]
pub(crate) struct Sets {
    /// Codes that many have: who.
    common: Vec<(u32, Mask)>,
    /// The others, each with one slot, in order.
    rare: Vec<(u32, u16)>,
}

impl Sets {
    /// Empty ones.
    pub(crate) fn new() -> Self {
        Self { common: Vec::new(), rare: Vec::new() }
    }

    /// Gives codes to a slot that has none.
    pub(crate) fn put(&mut self, slot: usize, codes: &[u32]) {
        codes.iter().for_each(|code| self.add(slot, *code));
    }

    /// Takes its codes from a slot.
    pub(crate) fn clear(&mut self, slot: usize) {
        self.common.retain_mut(|(_, mask)| {
            let had = mask.has(slot);
            mask.set(slot, false);
            !had || !mask.is_none()
        });
        self.rare.retain(|(_, at)| usize::from(*at) != slot);
    }

    fn add(&mut self, slot: usize, code: u32) {
        if let Some((_, mask)) = self.common.iter_mut().find(|(other, _)| *other == code) {
            return mask.set(slot, true);
        }
        let one = (code, slot as u16);
        let Err(at) = self.rare.binary_search(&one) else { return };
        self.rare.insert(at, one);
        let same = self.range(code);
        if same.len() >= MANY {
            let mut mask = Mask::NONE;
            self.rare.drain(same).for_each(|(_, slot)| mask.set(slot.into(), true));
            self.common.push((code, mask));
        }
    }

    /// Where a code is among the rare ones.
    fn range(&self, code: u32) -> std::ops::Range<usize> {
        let before = |most: u32| self.rare.partition_point(|(other, _)| *other < most);
        before(code)..before(code.saturating_add(1))
    }

    /// Does the slot have a code that passes?
    pub(crate) fn has(&self, slot: usize, table: &Passing) -> bool {
        let is_rare = || match table.few() {
            Some(few) => few.iter().any(|code| self.rare.binary_search(&(*code, slot as u16)).is_ok()),
            None => self.rare.iter().any(|(code, at)| usize::from(*at) == slot && table.has(*code)),
        };
        self.common.iter().any(|(code, mask)| mask.has(slot) && table.has(*code)) || is_rare()
    }

    /// Who has a code that passes.
    pub(crate) fn passing(&self, table: &Passing) -> Mask {
        let common = self.common.iter().filter(|(code, _)| table.has(*code));
        let mut found = common.fold(Mask::NONE, |all, (_, mask)| all.or(*mask));
        let mut find = |rare: &[(u32, u16)]| {
            rare.iter()
                .filter(|(code, _)| table.has(*code))
                .for_each(|(_, slot)| found.set((*slot).into(), true));
        };
        match table.few() {
            Some(few) => few.iter().filter_map(|code| self.rare.get(self.range(*code))).for_each(find),
            None => find(&self.rare),
        }
        found
    }

    /// Gives back what is held in vain.
    pub(crate) fn shrink(&mut self) {
        self.common.shrink_to_fit();
        self.rare.shrink_to_fit();
    }
}

#[cfg(test)]
mod tests {
    use super::super::bits::CHUNK;
    use super::*;

    #[test]
    fn who_has_a_code_is_known_be_they_few_or_many() {
        let (mut sets, mut plain) = (Sets::new(), vec![Vec::new(); CHUNK]);
        for round in 0..5_000_u32 {
            let slot = (round * 389 % CHUNK as u32) as usize;
            // Of the first two many have each, of the next fifty a few, of the others hardly anybody.
            let mut codes = vec![round % 2, 2 + round % 50, 52 + round * 7 % 1_200, 52 + round % 300];
            codes.truncate(round as usize % 5);
            sets.clear(slot);
            sets.put(slot, &codes);
            plain[slot] = codes;
        }
        assert!(sets.common.len() > 2 && sets.rare.len() > 500);
        assert!(sets.common.iter().all(|(code, _)| sets.range(*code).is_empty()));
        let tables = (0..1_300).map(Passing::one).chain([
            Passing::new((0..1_300).map(|code| code % 3 == 0).collect()),
            Passing::new(vec![false; 1_300]),
        ]);
        for table in tables {
            let plain: Vec<bool> =
                plain.iter().map(|codes| codes.iter().any(|code| table.has(*code))).collect();
            assert_eq!(sets.passing(&table), Mask::of(&plain, |has| *has));
            assert!((0..CHUNK).all(|slot| sets.has(slot, &table) == plain[slot]));
        }
        (0..CHUNK).for_each(|slot| sets.clear(slot));
        assert!(sets.common.is_empty() && sets.rare.is_empty());
    }
}
