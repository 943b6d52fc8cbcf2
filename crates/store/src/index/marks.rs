//! From places in a column of lists to the slots whose lists they are in.

use super::bits::Mask;

/// Marks the slots of places that come in order.
pub(crate) struct Marks<'a> {
    /// Where each slot's list ends.
    ends: &'a [u16],
    slot: usize,
    end: usize,
    found: Mask,
}

impl<'a> Marks<'a> {
    /// None yet.
    pub(crate) fn new(ends: &'a [u16]) -> Self {
        Self { ends, slot: 0, end: ends.first().copied().map_or(0, usize::from), found: Mask::NONE }
    }

    /// Marks whose list holds this place, and tells where that ends. None: nobody's does.
    pub(crate) fn mark(&mut self, place: usize) -> Option<usize> {
        while self.end <= place {
            self.slot += 1;
            self.end = usize::from(*self.ends.get(self.slot)?);
        }
        self.found.set(self.slot, true);
        Some(self.end)
    }

    /// Marks for each one among sixty-four places from `start` on.
    pub(crate) fn mark_all(&mut self, start: usize, mut places: u64) {
        while places != 0 {
            let Some(end) = self.mark(start + places.trailing_zeros() as usize) else { return };
            // Once is enough for each list.
            let past = end - start;
            places = if past < 64 { places >> past << past } else { 0 };
        }
    }

    /// Who is marked.
    pub(crate) fn found(self) -> Mask {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_mark_the_lists_that_they_are_in() {
        let ends = [0, 3, 3, 70, 71, 200];
        let mut marks = Marks::new(&ends);
        marks.mark_all(0, 1 << 2 | 1 << 40 | 1 << 41);
        marks.mark_all(64, 1 << 6);
        assert_eq!(marks.mark(199), Some(200));
        assert_eq!(marks.mark(200), None);
        assert_eq!(marks.found().slots().collect::<Vec<_>>(), [1, 3, 4, 5]);
    }
}
