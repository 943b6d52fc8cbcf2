//! One test of a query, put to a whole chunk or to one user.

use super::bits::Mask;
use super::chunk::Chunk;
use super::codes::Passing;
use super::entry::{Dictionaries, FLAGS, MORE_TERMS};
use super::equal::equal_codes;
use super::pattern::Pattern;
use super::places::slots_of_bits;
use super::terms::Means;
use std::sync::{PoisonError, RwLock};

/// Below so many users, each is looked at by itself, unless it is known already who passes.
const FEW: usize = 48;
/// So many codes of terms are looked for one after the other; of more, each user's are looked up in the table.
const FEW_TERMS: usize = 6;

/// A column of codes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// `plan`
    Plan,
    /// `isActive`, `blocked`
    Flags,
}

/// A column of sets of codes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SetColumn {
    /// `scope`
    Scope,
    /// `vendor`
    Vendor,
}

/// What no column answers at once.
pub(crate) type Each = dyn Fn(&Chunk, usize, &Dictionaries, &mut Vec<u8>) -> bool + Send + Sync;

/// A test, the cheap ones first.
pub(crate) enum Matcher {
    /// Everybody or nobody.
    Always(bool),
    /// By what passes of all codes, of which each has a set.
    Sets(SetColumn, Passing),
    /// By what passes of all codes.
    Column(Column, Passing),
    /// How `created` must compare with a moment.
    Created(std::cmp::Ordering, i64),
    /// A part of metadata.
    Terms(Terms),
    /// A part of an address.
    Pattern(Box<Pattern>),
    /// A function of each user.
    Each(Box<Each>),
}

/// What each code of metadata means to a test.
pub(crate) struct Terms {
    table: Vec<Means>,
    /// Those codes that mean something.
    codes: Vec<(u16, Means)>,
    /// Who has terms that the index does not hold.
    more: Passing,
}

impl Matcher {
    /// The test of metadata by this table.
    pub(crate) fn terms(table: Vec<Means>) -> Self {
        let codes = table.iter().zip(0..=u16::MAX).filter(|(means, _)| **means != Means::No);
        let codes = codes.map(|(means, code)| (code, *means)).collect();
        Self::Terms(Terms { table, codes, more: flagged(MORE_TERMS, true) })
    }

    /// The test of a flag, and how it must be.
    pub(crate) fn flag(flag: u8, on: bool) -> Self {
        Self::Column(Column::Flags, flagged(flag, on))
    }

    /// What costs less comes first.
    pub(crate) fn cost(&self) -> u8 {
        match self {
            Self::Always(_) => 0,
            Self::Sets(..) => 1,
            Self::Column(..) => 2,
            Self::Created(..) => 3,
            Self::Terms(terms) if terms.codes.len() <= FEW_TERMS => 4,
            Self::Terms(_) => 6,
            Self::Pattern(_) => 5,
            Self::Each(_) => 7,
        }
    }

    /// Who of `within` passes, and who may.
    pub(crate) fn find(&self, chunk: &Chunk, within: Mask, words: &RwLock<Dictionaries>) -> (Mask, Mask) {
        let at_once = match self {
            Self::Always(_) | Self::Sets(..) => true,
            Self::Column(column, _) if chunk.column(*column).are_few() => true,
            Self::Each(_) => false,
            _ => within.count() > FEW,
        };
        if !at_once {
            return self.each(chunk, within, words);
        }
        let sure = match self {
            Self::Always(true) => within,
            Self::Always(false) | Self::Each(_) => Mask::NONE,
            Self::Column(column, table) => chunk.column(*column).passing(table),
            Self::Sets(column, table) => chunk.sets(*column).passing(table),
            Self::Created(order, at) => Mask::of(&chunk.created, |created| created.cmp(at) == *order),
            Self::Pattern(pattern) => pattern.find(chunk, within),
            Self::Terms(terms) if terms.codes.len() > FEW_TERMS => return self.each(chunk, within, words),
            Self::Terms(terms) => return few_terms(chunk, within, terms),
        };
        (sure.and(within), Mask::NONE)
    }

    fn each(&self, chunk: &Chunk, within: Mask, words: &RwLock<Dictionaries>) -> (Mask, Mask) {
        let words = words.read().unwrap_or_else(PoisonError::into_inner);
        let (mut sure, mut maybe, mut scratch) = (Mask::NONE, Mask::NONE, Vec::new());
        for slot in within.slots() {
            match self.one(chunk, slot, &words, &mut scratch) {
                Means::Yes => sure.set(slot, true),
                Means::Maybe => maybe.set(slot, true),
                Means::No => {}
            }
        }
        (sure, maybe)
    }

    /// Does the user in this slot pass?
    pub(crate) fn one(
        &self,
        chunk: &Chunk,
        slot: usize,
        words: &Dictionaries,
        scratch: &mut Vec<u8>,
    ) -> Means {
        let passes = match self {
            Self::Always(passes) => *passes,
            Self::Column(column, table) => table.has(chunk.column(*column).get(slot)),
            Self::Sets(column, table) => chunk.sets(*column).has(slot, table),
            Self::Created(order, at) => chunk.created(slot).cmp(at) == *order,
            Self::Terms(terms) => return terms_of_one(chunk, slot, &terms.table),
            Self::Pattern(pattern) => pattern.one(chunk, slot),
            Self::Each(passes) => passes(chunk, slot, words, scratch),
        };
        if passes { Means::Yes } else { Means::No }
    }
}

fn terms_of_one(chunk: &Chunk, slot: usize, table: &[Means]) -> Means {
    let mut most = if chunk.flag(slot) & MORE_TERMS == 0 { Means::No } else { Means::Maybe };
    for code in chunk.terms.get(slot) {
        match table.get(usize::from(*code)) {
            Some(Means::Yes) => return Means::Yes,
            Some(Means::Maybe) => most = Means::Maybe,
            _ => {}
        }
    }
    most
}

fn flagged(flag: u8, on: bool) -> Passing {
    Passing::new((0..FLAGS).map(|flags| (flags & flag != 0) == on).collect())
}

fn few_terms(chunk: &Chunk, within: Mask, terms: &Terms) -> (Mask, Mask) {
    let (mut sure, mut maybe) = (Mask::NONE, chunk.flags.passing(&terms.more));
    for (code, means) in &terms.codes {
        let found = term(chunk, *code);
        if *means == Means::Yes { sure = sure.or(found) } else { maybe = maybe.or(found) }
    }
    (sure.and(within), maybe.but(sure).and(within))
}

/// Whoever has one code.
fn term(chunk: &Chunk, code: u16) -> Mask {
    let (codes, ends) = chunk.terms.all();
    let (runs, rest) = codes.as_chunks::<64>();
    let mut last = [0; 64];
    last.iter_mut().zip(rest).for_each(|(at, code)| *at = *code);
    let rest = equal_codes(&last, code) & ((1_u64 << rest.len()) - 1);
    let runs = runs.iter().map(|run| equal_codes(run, code)).chain([rest]);
    slots_of_bits(runs, ends)
}
