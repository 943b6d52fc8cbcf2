//! A walk through an order of all users that meets only some of them.

use super::bits::Bits;
use super::order::Order;
use crate::stop::{Stop, Stopped};

/// Whom it meets, and from which end it begins.
pub(super) struct Walk<'a> {
    pub(super) order: &'a Order,
    pub(super) backwards: bool,
    pub(super) users: &'a Bits,
    /// How many it meets.
    pub(super) count: usize,
    /// How many there are.
    pub(super) all: usize,
}

impl<'a> Walk<'a> {
    /// Those it meets after so many, found from the nearer end.
    ///
    /// # Errors
    /// It was stopped.
    pub(super) fn after(
        &self,
        offset: usize,
        stop: &Stop,
    ) -> Result<impl Iterator<Item = u32> + use<'a>, Stopped> {
        let (users, backwards) = (self.users, self.backwards);
        let (first, from) = match offset <= self.count / 2 {
            true => self.pass_over(offset, stop)?,
            false => self.come_back(self.count.saturating_sub(offset), stop)?,
        };
        let nums = self.blocks(backwards).skip(first).flat_map(move |block| either(block, backwards));
        Ok(nums.filter(move |num| users.has(*num)).skip(from))
    }

    /// The block after so many, and how many of it are passed over.
    fn pass_over(&self, offset: usize, stop: &Stop) -> Result<(usize, usize), Stopped> {
        let (mut passed, mut at) = (0, 0);
        for block in self.blocks(self.backwards) {
            stop.check()?;
            let here = self.met(block);
            if passed + here > offset {
                break;
            }
            passed += here;
            at += 1;
        }
        Ok((at, offset - passed.min(offset)))
    }

    /// The same, told by how many come from there to the end.
    fn come_back(&self, left: usize, stop: &Stop) -> Result<(usize, usize), Stopped> {
        let (mut behind, mut at) = (0, self.order.blocks().len());
        for block in self.blocks(!self.backwards) {
            stop.check()?;
            behind += self.met(block);
            at -= 1;
            if behind >= left {
                break;
            }
        }
        Ok((at, behind - left.min(behind)))
    }

    fn blocks(&self, backwards: bool) -> Box<dyn Iterator<Item = &'a [u32]> + 'a> {
        if backwards { Box::new(self.order.blocks().rev()) } else { Box::new(self.order.blocks()) }
    }

    fn met(&self, block: &[u32]) -> usize {
        let meets_all = self.count == self.all;
        if meets_all { block.len() } else { block.iter().filter(|num| self.users.has(**num)).count() }
    }
}

fn either(block: &[u32], backwards: bool) -> Box<dyn Iterator<Item = u32> + '_> {
    if backwards { Box::new(block.iter().rev().copied()) } else { Box::new(block.iter().copied()) }
}

#[cfg(test)]
mod tests {
    use super::super::bits::Mask;
    use super::*;

    #[test]
    fn wherever_it_begins_it_meets_the_same() {
        const ALL: u32 = 5_000;
        // An order that is not that of the numbers.
        let nums: Vec<u32> = (0..ALL).map(|num| num * 1_237 % ALL).collect();
        let (order, stop) = (Order::of(nums.iter().copied()), Stop::default());
        for part in [1, 3, 700, 4_999] {
            let mut users = Bits::new(vec![Mask::NONE; 5]);
            (0..ALL).filter(|num| num % part == 0).for_each(|num| users.add(num));
            for backwards in [false, true] {
                let mut met: Vec<u32> = nums.iter().copied().filter(|num| users.has(*num)).collect();
                if backwards {
                    met.reverse();
                }
                let count = met.len();
                let walk = Walk { order: &order, backwards, users: &users, count, all: ALL as usize };
                for offset in [0, 1, count / 3, count / 2, count / 2 + 1, count - 1, count, count + 9] {
                    let after: Vec<u32> = walk.after(offset, &stop).unwrap().collect();
                    assert_eq!(after, met.get(offset..).unwrap_or_default(), "{part} {backwards} {offset}");
                }
            }
        }
    }
}
