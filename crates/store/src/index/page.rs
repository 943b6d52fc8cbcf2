//! A page of those found, in the order asked for.

use super::Index;
use super::bits::Bits;
use super::entry::{ACTIVE, BLOCKED};
use super::order::Order;
use super::search::Search;
use super::terms::Means;
use super::walk::Walk;
use crate::stop::{Stop, Stopped};
use frontdesk_wire::query::{Direction, Sort, SortField};
use std::cmp::Ordering;

/// So many are sorted rather than looked up in an order of all.
const FEW: usize = 1_000;
/// While one is sorted, so many can be looked up.
const LOOKS: usize = 60;
/// How many are tried one by one, before all are searched at once.
const TRIES: usize = 4_000;

/// An order made ready: fields with few values first, then one order of all, then what decides between those who were created at one moment.
pub(super) struct Plan {
    few: Vec<Sort>,
    all: Sort,
    rest: Vec<Sort>,
}

impl Plan {
    fn of(sort: &[Sort]) -> Self {
        const NEWEST: [Sort; 1] = [Sort { field: SortField::Created, direction: Direction::Descending }];
        let sort = if sort.is_empty() { &NEWEST } else { sort };
        let has_few =
            |key: &&Sort| matches!(key.field, SortField::Plan | SortField::IsActive | SortField::Blocked);
        let mut few: Vec<Sort> = Vec::new();
        for key in sort.iter().take_while(has_few) {
            if !few.iter().any(|other| other.field == key.field) {
                few.push(*key);
            }
        }
        let mut after = sort.iter().skip_while(has_few).copied();
        let all = after.next().unwrap_or(Sort { field: SortField::Id, direction: Direction::Ascending });
        // All but the moment are nobody else's: nothing after them decides.
        let rest = if all.field == SortField::Created { after.collect() } else { Vec::new() };
        Self { few, all, rest }
    }
}

impl Index {
    /// The page, if it fills within few tries from the beginning. Most pages of what is common do.
    pub(crate) fn first_page(
        &self,
        search: &Search,
        sort: &[Sort],
        offset: usize,
        limit: usize,
    ) -> Option<Vec<u32>> {
        let (plan, end) = (Plan::of(sort), offset.saturating_add(limit));
        if !plan.few.is_empty() || !plan.rest.is_empty() || end > FEW {
            return None;
        }
        let order = self.order(plan.all.field);
        let (mut page, mut last) = (Vec::new(), None);
        let forward: Box<dyn Iterator<Item = u32>> = match plan.all.direction {
            Direction::Ascending => Box::new(order.nums()),
            Direction::Descending => Box::new(order.nums().rev()),
        };
        let (words, mut scratch) = (self.words(), Vec::new());
        for num in forward.take(TRIES) {
            match self.fits(search, num, &words, &mut scratch) {
                Means::Maybe => return None,
                Means::No => continue,
                Means::Yes => page.push(num),
            }
            // Backwards, those of one moment would come the wrong way round.
            let moment = Some(self.created(num));
            if plan.all.field == SortField::Created && moment == last {
                return None;
            }
            last = moment;
            if page.len() > end {
                page.truncate(end);
                return Some(page.split_off(offset));
            }
        }
        None
    }

    /// So many of these users, after passing over some.
    ///
    /// # Errors
    /// It was stopped.
    pub(crate) fn page(
        &self,
        users: &Bits,
        sort: &[Sort],
        offset: usize,
        limit: usize,
        stop: &Stop,
    ) -> Result<Vec<u32>, Stopped> {
        let plan = Plan::of(sort);
        self.classes(users, &plan, &plan.few, offset, limit, stop)
    }

    fn order(&self, field: SortField) -> &Order {
        match field {
            SortField::Username => self.by_username.as_ref().unwrap_or(&self.by_email),
            SortField::Email => &self.by_email,
            SortField::Created => &self.by_created,
            _ => &self.by_id,
        }
    }

    pub(super) fn walk(
        &self,
        users: &Bits,
        plan: &Plan,
        offset: usize,
        limit: usize,
        stop: &Stop,
    ) -> Result<Vec<u32>, Stopped> {
        let count = users.count();
        // From the nearer end, up to the page.
        let looks = self.users / count.max(1) * offset.min(count.saturating_sub(offset));
        if count <= FEW || count * LOOKS <= looks {
            return Ok(self.select(users, plan, offset, limit));
        }
        let backwards = plan.all.direction == Direction::Descending;
        let walk = Walk { order: self.order(plan.all.field), backwards, users, count, all: self.users };
        let nums = walk.after(offset, stop)?;
        if plan.all.field == SortField::Created && (backwards || !plan.rest.is_empty()) {
            return Ok(self.by_moment(nums, users, plan, limit));
        }
        Ok(nums.take(limit).collect())
    }

    /// Of few: those of the page are told from those before and behind it, and they alone are sorted.
    fn select(&self, users: &Bits, plan: &Plan, offset: usize, limit: usize) -> Vec<u32> {
        let keys = || std::iter::once(&plan.all).chain(&plan.rest);
        let compare = |(one, num): &(u64, u32), (other, other_num): &(u64, u32)| {
            one.cmp(other).then_with(|| self.compare(*num, *other_num, keys()))
        };
        let mut ranked = self.ranked(users, plan.all);
        if offset >= ranked.len() {
            return Vec::new();
        }
        if offset > 0 {
            ranked.select_nth_unstable_by(offset, compare);
        }
        let mut page = ranked.split_off(offset);
        if limit < page.len() {
            page.select_nth_unstable_by(limit, compare);
            page.truncate(limit);
        }
        page.sort_unstable_by(compare);
        page.into_iter().map(|(_, num)| num).collect()
    }

    /// These users, each behind the beginning of its key as a number: of two, mostly that decides.
    fn ranked(&self, users: &Bits, by: Sort) -> Vec<(u64, u32)> {
        let (words, mut key) = (self.words(), Vec::new());
        let mut rank = |num| {
            self.with(num, 0, |chunk, slot| match by.field {
                SortField::Id => beginning(&chunk.id(slot)),
                SortField::Created => chunk.created(slot).cast_unsigned() ^ (1 << 63),
                SortField::Email => {
                    chunk.email(slot, &words.domains, &mut key);
                    beginning(&key)
                }
                SortField::Username => {
                    chunk.username(slot, &words.domains, &mut key);
                    beginning(&key)
                }
                SortField::Plan | SortField::IsActive | SortField::Blocked => 0,
            })
        };
        let turned = |rank: u64| if by.direction == Direction::Ascending { rank } else { !rank };
        users.nums().map(|num| (turned(rank(num)), num)).collect()
    }

    /// Moment by moment: who was created at the same one comes in the order of the keys that are left.
    fn by_moment(
        &self,
        mut nums: impl Iterator<Item = u32>,
        users: &Bits,
        plan: &Plan,
        limit: usize,
    ) -> Vec<u32> {
        let (mut page, mut done) = (Vec::new(), None);
        while let Some(num) = nums.by_ref().find(|num| done != Some(self.created(*num))) {
            let moment = self.created(num);
            let group = self.by_created.equal(move |other| self.created(other).cmp(&moment));
            let group: Vec<u32> = group.filter(|num| users.has(*num)).collect();
            // Only of the first group have some been passed over: those before it, as the walk goes.
            let before = group.iter().position(|other| *other == num).unwrap_or_default();
            let backwards = plan.all.direction == Direction::Descending;
            let passed = if backwards { group.len() - 1 - before } else { before };
            let mut group = group;
            if !plan.rest.is_empty() {
                group.sort_by(|one, other| self.compare(*one, *other, plan.rest.iter()));
            }
            page.extend(group.into_iter().skip(passed).take(limit - page.len()));
            if page.len() == limit {
                break;
            }
            done = Some(moment);
        }
        page
    }

    fn compare<'a>(&self, one: u32, other: u32, mut keys: impl Iterator<Item = &'a Sort>) -> Ordering {
        let decided = keys.find_map(|key| {
            let order = self.compare_by(one, other, key.field);
            let order = if key.direction == Direction::Ascending { order } else { order.reverse() };
            (order != Ordering::Equal).then_some(order)
        });
        decided.unwrap_or_else(|| self.id(one).cmp(&self.id(other)))
    }

    fn compare_by(&self, one: u32, other: u32, field: SortField) -> Ordering {
        let words = self.words();
        let flag = |num, flag| self.with(num, false, |chunk, slot| chunk.flag(slot) & flag != 0);
        let plan = |num| words.plans.text(self.with(num, 0, |chunk, slot| chunk.plans.get(slot)));
        let mut key = Vec::new();
        match field {
            SortField::Id => self.id(one).cmp(&self.id(other)),
            SortField::Created => self.created(one).cmp(&self.created(other)),
            SortField::IsActive => flag(one, ACTIVE).cmp(&flag(other, ACTIVE)),
            SortField::Blocked => flag(one, BLOCKED).cmp(&flag(other, BLOCKED)),
            SortField::Plan => plan(one).cmp(plan(other)),
            SortField::Email => {
                self.with(other, (), |chunk, slot| chunk.email(slot, &words.domains, &mut key));
                self.compare_email(one, &words.domains, &key)
            }
            SortField::Username => {
                self.with(other, (), |chunk, slot| chunk.username(slot, &words.domains, &mut key));
                self.compare_username(one, &words.domains, &key)
            }
        }
    }
}

/// The first bytes of a key as a number that compares as they do.
fn beginning(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    u64::from_be_bytes(bytes)
}
