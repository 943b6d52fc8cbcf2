//! One test of a query, put to a whole chunk or to one user.

use super::bits::{Mask, ones, pack};
use super::chunk::Chunk;
use super::entry::{Dictionaries, MORE_TERMS};
use super::pattern::Pattern;
use super::terms::Means;
use std::sync::{PoisonError, RwLock};

/// Below so many users, each is looked at by itself.
const FEW: usize = 48;
/// So many codes of terms are looked for one after the other; of more, each user's are looked up in the table.
const FEW_TERMS: usize = 6;

/// A column of codes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Column {
    /// `plan`
    Plan,
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
    /// A flag, and how it must be.
    Flag(u8, bool),
    /// By a table of all codes.
    Column(Column, Vec<bool>),
    /// How `created` must compare with a moment.
    Created(std::cmp::Ordering, i64),
    /// A table of all codes, and those of them that mean something.
    Terms(Vec<Means>, Vec<(u16, Means)>),
    /// A part of an address.
    Pattern(Box<Pattern>),
    /// A function of each user.
    Each(Box<Each>),
}

impl Matcher {
    /// The test of metadata by this table.
    pub(crate) fn terms(table: Vec<Means>) -> Self {
        let codes = table.iter().zip(0..=u16::MAX).filter(|(means, _)| **means != Means::No);
        let codes: Vec<(u16, Means)> = codes.map(|(means, code)| (code, *means)).collect();
        Self::Terms(table, codes)
    }

    /// What costs less comes first.
    pub(crate) fn cost(&self) -> u8 {
        match self {
            Self::Always(_) => 0,
            Self::Flag(..) => 1,
            Self::Column(..) => 2,
            Self::Created(..) => 3,
            Self::Terms(_, codes) if codes.len() <= FEW_TERMS => 4,
            Self::Terms(..) => 6,
            Self::Pattern(_) => 5,
            Self::Each(_) => 7,
        }
    }

    /// Who of `within` passes, and who may.
    pub(crate) fn find(&self, chunk: &Chunk, within: Mask, words: &RwLock<Dictionaries>) -> (Mask, Mask) {
        if within.count() <= FEW || matches!(self, Self::Each(_)) {
            return self.each(chunk, within, words);
        }
        let sure = match self {
            Self::Always(true) => within,
            Self::Always(false) | Self::Each(_) => Mask::NONE,
            Self::Flag(flag, on) => Mask::of(&chunk.flags, |flags| (flags & flag != 0) == *on),
            Self::Column(column, table) => chunk.column(*column).passing(table),
            Self::Created(order, at) => Mask::of(&chunk.created, |created| created.cmp(at) == *order),
            Self::Pattern(pattern) => pattern.find(chunk, within),
            Self::Terms(table, codes) => {
                if codes.len() > FEW_TERMS {
                    return self.each(chunk, within, words);
                }
                return few_terms(chunk, within, table, codes);
            }
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
            Self::Flag(flag, on) => (chunk.flag(slot) & flag != 0) == *on,
            Self::Column(column, table) => table.get(chunk.column(*column).get(slot) as usize) == Some(&true),
            Self::Created(order, at) => chunk.created(slot).cmp(at) == *order,
            Self::Terms(table, _) => return terms_of_one(chunk, slot, table),
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

fn few_terms(chunk: &Chunk, within: Mask, table: &[Means], codes: &[(u16, Means)]) -> (Mask, Mask) {
    let (mut sure, mut maybe) = (Mask::NONE, Mask::NONE);
    if !table.is_empty() {
        maybe = Mask::of(&chunk.flags, |flags| flags & MORE_TERMS != 0);
    }
    for (code, means) in codes {
        let found = term(chunk, *code);
        if *means == Means::Yes { sure = sure.or(found) } else { maybe = maybe.or(found) }
    }
    (sure.and(within), maybe.but(sure).and(within))
}

/// Whoever has one code.
fn term(chunk: &Chunk, code: u16) -> Mask {
    let (codes, ends) = chunk.terms.all();
    let (mut found, mut slots) = (Mask::NONE, ends.iter().copied().map(usize::from).enumerate());
    for (run, start) in codes.chunks(64).zip((0..).step_by(64)) {
        for bit in ones(pack(run, |other| *other == code)) {
            // No list has a code twice.
            if let Some((slot, _)) = slots.find(|(_, end)| *end > start + bit as usize) {
                found.set(slot, true);
            }
        }
    }
    found
}
