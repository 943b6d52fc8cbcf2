//! One order of all users: numbers in blocks, so that the place of one and the one at a place are found without a walk.

use std::cmp::Ordering;
use std::sync::Arc;

const FULL: usize = 2_048;

/// Users in an order. Who keeps it says how a user compares with the one that is looked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    blocks: Vec<Arc<Vec<u32>>>,
}

impl Order {
    /// The order of these, as they stand.
    pub(crate) fn of(nums: impl IntoIterator<Item = u32>) -> Self {
        let (mut blocks, mut block) = (Vec::new(), Vec::with_capacity(FULL / 2));
        for num in nums {
            block.push(num);
            if block.len() == FULL / 2 {
                blocks.push(Arc::new(std::mem::replace(&mut block, Vec::with_capacity(FULL / 2))));
            }
        }
        if !block.is_empty() {
            blocks.push(Arc::new(block));
        }
        Self { blocks }
    }

    /// The blocks, each in order.
    pub(crate) fn blocks(&self) -> impl DoubleEndedIterator<Item = &[u32]> + ExactSizeIterator {
        self.blocks.iter().map(|block| block.as_slice())
    }

    /// All, in order.
    pub(crate) fn nums(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.blocks().flatten().copied()
    }

    /// Block and place of the first who does not come before what `compare` looks for.
    fn find(&self, compare: &dyn Fn(u32) -> Ordering) -> (usize, usize) {
        let before = |num: &u32| compare(*num) == Ordering::Less;
        let at = self.blocks.partition_point(|block| block.first().is_some_and(before)).saturating_sub(1);
        (at, self.blocks.get(at).map_or(0, |block| block.partition_point(before)))
    }

    /// Puts a user in its place.
    pub(crate) fn insert(&mut self, num: u32, compare: &dyn Fn(u32) -> Ordering) {
        let (at, place) = self.find(compare);
        let Some(block) = self.blocks.get_mut(at) else {
            self.blocks.push(Arc::new(vec![num]));
            return;
        };
        let block = Arc::make_mut(block);
        block.insert(place.min(block.len()), num);
        if block.len() == FULL {
            // Mostly the newest come last: what is full then stays full.
            let last = place == FULL - 1;
            let rest = block.split_off(if last { FULL - 1 } else { FULL / 2 });
            block.shrink_to_fit();
            self.blocks.insert(at + 1, Arc::new(rest));
        }
    }

    /// Takes a user out of its place.
    pub(crate) fn remove(&mut self, num: u32, compare: &dyn Fn(u32) -> Ordering) {
        let (mut at, mut place) = self.find(compare);
        if self.blocks.get(at).is_some_and(|block| block.len() == place) {
            (at, place) = (at + 1, 0);
        }
        let Some(block) = self.blocks.get_mut(at).filter(|block| block.get(place) == Some(&num)) else {
            return;
        };
        let block = Arc::make_mut(block);
        block.remove(place);
        if block.is_empty() {
            self.blocks.remove(at);
        }
    }

    /// Those who neither come before nor after what `compare` looks for, in order.
    pub(crate) fn equal<'a>(
        &'a self,
        compare: impl Fn(u32) -> Ordering + 'a,
    ) -> impl Iterator<Item = u32> + 'a {
        let (at, place) = self.find(&compare);
        let from = self.blocks.iter().skip(at).flat_map(|block| block.iter().copied()).skip(place);
        from.take_while(move |num| compare(*num) == Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_stays_one() {
        let (mut order, mut seed) = (Order::default(), 1_u32);
        let mut plain = std::collections::BTreeSet::new();
        for round in 0..40_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let num = if round < 10_000 { round } else { seed >> 16 };
            if plain.insert(num) {
                order.insert(num, &|other: u32| other.cmp(&num));
            } else if plain.remove(&num) {
                order.remove(num, &|other: u32| other.cmp(&num));
            }
        }
        assert!(order.nums().eq(plain.iter().copied()));
        assert!(order.blocks().all(|block| (1..FULL).contains(&block.len())));
        for num in plain.clone() {
            order.remove(num, &|other: u32| other.cmp(&num));
        }
        assert_eq!(order.nums().count(), 0);
    }

    #[test]
    fn equal_ones_are_found_together() {
        let order = Order::of(0..5_000);
        let tens = |num: u32| (num / 1_500).cmp(&2);
        assert!(order.equal(tens).eq(3_000..4_500));
    }
}
