//! A literal part of an address, looked for in a chunk at once.

use super::bits::Mask;
use super::chunk::Chunk;
use super::codes::Passing;
use super::entry::{SEPARATOR, Spelling};
use super::equal::{IN_A_ROW, equal_row};
use super::places::{slots, slots_of_bits};
use super::words::Words;
use memchr::memmem::Finder;

/// Which addresses are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Among {
    /// The e-mail alone.
    Email,
    /// User name and e-mail.
    Both,
}

/// A folded text to be found anywhere in an address.
#[derive(Debug)]
pub(crate) struct Pattern {
    text: String,
    among: Among,
    /// Finds it in local parts; with an at sign, what must end one.
    local: Finder<'static>,
    /// Domains that hold it; with an at sign, domains that begin with what follows.
    domains: Passing,
    /// What must end the local part, if there is an at sign.
    end: Option<usize>,
}

impl Pattern {
    /// The pattern, ready for every chunk. The text is not empty.
    pub(crate) fn new(text: String, among: Among, domains: &Words) -> Self {
        let (needle, domains, end) = match text.rsplit_once('@') {
            Some((local, domain)) => {
                let table = domains.table(|text| text.starts_with(domain));
                (format!("{local}{SEPARATOR}"), table, Some(local.len()))
            }
            None => (text.clone(), domains.table(|domain| domain.contains(&text)), None),
        };
        Self { local: Finder::new(&needle).into_owned(), text, among, domains, end }
    }

    /// Does the user in this slot have it?
    pub(crate) fn one(&self, chunk: &Chunk, slot: usize) -> bool {
        let domain = self.domains.has(chunk.domains.get(slot));
        let local = || self.local.find(chunk.locals.get(slot)).is_some();
        let found = if self.end.is_some() { domain && local() } else { domain || local() };
        found || (!chunk.spellings.is_empty() && chunk.spelled(slot).any(|spelling| self.spells(spelling)))
    }

    /// Who of `within` has it.
    pub(crate) fn find(&self, chunk: &Chunk, within: Mask) -> Mask {
        let mut found = self.many(chunk, within);
        for (slot, _) in chunk.spellings.iter().filter(|(_, spelling)| self.spells(spelling)) {
            found.set(usize::from(*slot), true);
        }
        found.and(within)
    }

    fn many(&self, chunk: &Chunk, within: Mask) -> Mask {
        let domains = chunk.domains.passing(&self.domains);
        match self.end {
            // The whole needle is the separator, which ends every local part.
            Some(0) => domains,
            Some(_) if domains.and(within).is_none() => Mask::NONE,
            Some(_) => domains.and(self.locals(chunk)),
            None if within.but(domains).is_none() => domains,
            None => domains.or(self.locals(chunk)),
        }
    }

    /// One pass over all local parts; separators keep a hit from reaching into the next one. Short needles have many hits: a search that stops at each would cost
    /// more than looking at every byte.
    fn locals(&self, chunk: &Chunk) -> Mask {
        let (bytes, ends) = chunk.locals.all();
        match *self.local.needle() {
            [one] => slots_of_bits(hits(bytes, [one]), ends),
            [one, two] => slots_of_bits(hits(bytes, [one, two]), ends),
            [one, two, three] => slots_of_bits(hits(bytes, [one, two, three]), ends),
            _ => slots(self.local.find_iter(bytes), ends),
        }
    }

    fn spells(&self, spelling: &Spelling) -> bool {
        let mail = matches!(spelling, Spelling::Email(_) | Spelling::EmailText(_));
        (mail || self.among == Among::Both) && spelling.text().contains(&self.text)
    }
}

/// At which places these bytes begin, a bit for each.
fn hits<const N: usize>(bytes: &[u8], row: [u8; N]) -> impl Iterator<Item = u64> {
    (0..bytes.len()).step_by(64).map(move |start| {
        let rest = bytes.get(start..).unwrap_or_default();
        rest.first_chunk().map_or_else(
            || {
                // The end: nothing stands past it.
                let mut last = [0; 64 + IN_A_ROW];
                last.iter_mut().zip(rest).for_each(|(at, byte)| *at = *byte);
                equal_row(&last, row) & 1_u64.checked_shl(rest.len() as u32).map_or(u64::MAX, |past| past - 1)
            },
            |run| equal_row(run, row),
        )
    })
}
