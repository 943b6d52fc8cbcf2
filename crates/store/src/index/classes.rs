//! Sorting by what has few values: class by class, so that nothing is sorted.

use super::Index;
use super::bits::{Bits, Mask};
use super::chunk::Chunk;
use super::codes::Passing;
use super::entry::{ACTIVE, BLOCKED};
use super::matcher::{Column, Matcher};
use super::page::Plan;
use crate::stop::{Stop, Stopped};
use frontdesk_wire::query::{Direction, Sort, SortField};
use std::sync::Arc;

impl Index {
    /// Value by value of the first of `few`, and so on; what is on no page is only counted.
    pub(super) fn classes(
        &self,
        users: &Bits,
        plan: &Plan,
        few: &[Sort],
        offset: usize,
        limit: usize,
        stop: &Stop,
    ) -> Result<Vec<u32>, Stopped> {
        let Some((key, few)) = few.split_first() else {
            return self.walk(users, plan, offset, limit, stop);
        };
        let (mut page, mut before) = (Vec::new(), 0);
        for (value, size) in self.sizes(users, *key) {
            let skip = offset.saturating_sub(before).min(size);
            before += size;
            if skip < size && page.len() < limit {
                stop.check()?;
                let class = self.class(users, key.field, value);
                page.extend(self.classes(&class, plan, few, skip, limit - page.len(), stop)?);
            }
        }
        Ok(page)
    }

    /// The values of a field that has few, in the order asked for, each with how many of these users have it.
    fn sizes(&self, users: &Bits, key: Sort) -> Vec<(u32, usize)> {
        let mut sizes: Vec<(u32, usize)> = if key.field == SortField::Plan {
            let words = self.words();
            let mut counts = vec![0; words.plans.len()];
            for (chunk, mask) in self.each(users) {
                chunk.plans.counts(mask, |code, many| {
                    if let Some(count) = counts.get_mut(code as usize) {
                        *count += many;
                    }
                });
            }
            let mut sizes: Vec<(u32, usize)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
            sizes.sort_by_key(|(code, _)| words.plans.text(*code));
            sizes
        } else {
            let on = self.class(users, key.field, 1).count();
            vec![(0, users.count() - on), (1, on)]
        };
        if key.direction == Direction::Descending {
            sizes.reverse();
        }
        sizes
    }

    /// Who of these users has a value in a field that has few.
    fn class(&self, users: &Bits, field: SortField, value: u32) -> Bits {
        let flag = match field {
            SortField::IsActive => Matcher::flag(ACTIVE, value == 1),
            SortField::Blocked => Matcher::flag(BLOCKED, value == 1),
            _ => Matcher::Column(Column::Plan, Passing::one(value)),
        };
        let one = |(mask, chunk): (Mask, &Option<Arc<Chunk>>)| {
            chunk.as_deref().map_or(Mask::NONE, |chunk| flag.find(chunk, mask, &self.words).0)
        };
        Bits::new(users.masks().zip(&self.chunks).map(one).collect())
    }

    fn each(&self, users: &Bits) -> impl Iterator<Item = (&Chunk, Mask)> {
        self.chunks.iter().zip(users.masks()).filter_map(|(chunk, mask)| Some((chunk.as_deref()?, mask)))
    }
}
