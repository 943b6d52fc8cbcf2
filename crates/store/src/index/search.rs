//! What a query asks, made ready once, then put to each chunk.

use super::Index;
use super::bits::{Bits, Mask, place};
use super::chunk::Chunk;
use super::entry::Dictionaries;
use super::matcher::Matcher;
use super::terms::Means;
use crate::stop::{Stop, Stopped};
use std::sync::RwLock;

/// Who fits a query.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// These do.
    pub(crate) sure: Bits,
    /// These may: the database must say.
    pub(crate) maybe: Bits,
}

/// A query's tests, ready for every chunk. Each may be negated.
pub(crate) struct Search {
    tests: Vec<(bool, Matcher)>,
}

impl Search {
    pub(super) fn new(mut tests: Vec<(bool, Matcher)>) -> Self {
        tests.sort_by_key(|(_, test)| test.cost());
        Self { tests }
    }

    fn chunk(&self, chunk: &Chunk, words: &RwLock<Dictionaries>) -> (Mask, Mask) {
        let (mut sure, mut maybe) = (chunk.live, Mask::NONE);
        for (negated, test) in &self.tests {
            let open = sure.or(maybe);
            if open.is_none() {
                break;
            }
            let (yes, perhaps) = test.find(chunk, open, words);
            let yes = if *negated { open.but(yes).but(perhaps) } else { yes };
            maybe = maybe.and(yes).or(open.and(perhaps));
            sure = sure.and(yes);
        }
        (sure, maybe)
    }

    /// Does the user in this slot fit?
    fn one(&self, chunk: &Chunk, slot: usize, words: &Dictionaries, scratch: &mut Vec<u8>) -> Means {
        let mut least = Means::Yes;
        for (negated, test) in &self.tests {
            match (test.one(chunk, slot, words, scratch), *negated) {
                (Means::No, false) | (Means::Yes, true) => return Means::No,
                (Means::Maybe, _) => least = Means::Maybe,
                _ => {}
            }
        }
        least
    }
}

impl Index {
    /// Who fits.
    ///
    /// # Errors
    /// It was stopped.
    pub(crate) fn find(&self, search: &Search, stop: &Stop) -> Result<Found, Stopped> {
        let (mut sure, mut maybe) =
            (Vec::with_capacity(self.chunks.len()), Vec::with_capacity(self.chunks.len()));
        for at in 0..self.chunks.len() {
            stop.check()?;
            let (yes, perhaps) =
                self.chunk(at).map_or((Mask::NONE, Mask::NONE), |chunk| search.chunk(chunk, &self.words));
            sure.push(yes);
            maybe.push(perhaps);
        }
        Ok(Found { sure: Bits::new(sure), maybe: Bits::new(maybe) })
    }

    /// Does this user fit?
    pub(super) fn fits(
        &self,
        search: &Search,
        num: u32,
        words: &Dictionaries,
        scratch: &mut Vec<u8>,
    ) -> Means {
        let (at, slot) = place(num);
        self.chunk(at).map_or(Means::No, |chunk| search.one(chunk, slot, words, scratch))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::{Entry, Loading};
    use frontdesk_wire::query::UserQuery;

    #[test]
    fn a_search_that_nobody_waits_for_is_left_unfinished() {
        let mut loading = Loading::default();
        for num in 0..5_000 {
            loading.add(&Entry { num, email_key: format!("{num}@x.io"), ..Entry::default() });
        }
        let (index, stop) = (loading.finish(), Stop::default());
        let query = UserQuery::from_pairs([("filter", "email:^1")]).unwrap();
        let search = index.search(&query);
        let found = index.find(&search, &stop).unwrap();
        assert_eq!(found.sure.count(), 1_111);
        assert_eq!(index.page(&found.sure, &[], 0, 1, &stop).map(|page| page.len()), Ok(1));
        stop.say();
        assert!(index.find(&search, &stop).is_err());
        assert_eq!(index.page(&found.sure, &query.sort, 0, 1, &stop), Err(Stopped));
    }
}
