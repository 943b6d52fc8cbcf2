//! A literal part of an address, looked for in a chunk at once.

use super::bits::{Mask, bits, ones};
use super::chunk::Chunk;
use super::entry::{SEPARATOR, Spelling};
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
    domains: Vec<bool>,
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
        let domain = self.domains.get(chunk.domains.get(slot) as usize) == Some(&true);
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

    /// One pass over all local parts; separators keep a hit from reaching into the next one.
    fn locals(&self, chunk: &Chunk) -> Mask {
        let (bytes, ends) = chunk.locals.all();
        match self.local.needle() {
            needle if needle.len() <= 3 => marked(ends, dense(bytes, needle)),
            _ => marked(ends, self.local.find_iter(bytes)),
        }
    }

    fn spells(&self, spelling: &Spelling) -> bool {
        let mail = matches!(spelling, Spelling::Email(_) | Spelling::EmailText(_));
        (mail || self.among == Among::Both) && spelling.text().contains(&self.text)
    }
}

fn from(bytes: &[u8], start: usize) -> &[u8] {
    bytes.get(start..).unwrap_or_default()
}

/// Where the needle's one, two or three bytes stand. Short needles have many hits: a search that stops at each would cost more than looking at every byte.
fn dense<'a>(bytes: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    (0..bytes.len()).step_by(64).flat_map(move |start| {
        let mut hits = [1; 64];
        for (at, byte) in needle.iter().enumerate() {
            let run = from(bytes, start + at);
            if let Some(run) = run.first_chunk::<64>() {
                hits.iter_mut().zip(run).for_each(|(hit, other)| *hit &= u8::from(other == byte));
            } else {
                let run = run.iter().map(Some).chain(std::iter::repeat(None));
                hits.iter_mut().zip(run).for_each(|(hit, other)| *hit &= u8::from(other == Some(byte)));
            }
        }
        let hits = bits(&hits);
        ones(hits).map(move |bit| start + bit as usize)
    })
}

/// In whose texts these places are. Both come in order.
fn marked(ends: &[u16], places: impl Iterator<Item = usize>) -> Mask {
    let (mut found, mut passed) = (Mask::NONE, 0);
    let mut slots = ends.iter().copied().map(usize::from).enumerate();
    for place in places {
        if place < passed {
            continue;
        }
        let Some((slot, end)) = slots.find(|(_, end)| *end > place) else {
            break;
        };
        found.set(slot, true);
        passed = end;
    }
    found
}
