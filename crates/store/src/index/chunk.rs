//! A thousand users side by side, column by column.

use super::bits::{CHUNK, Mask};
use super::codes::{Codes, Lists};
use super::entry::{Coded, Spelling};
use super::matcher::{Column, SetColumn};
use super::sets::Sets;
use super::words::Words;
use std::cmp::Ordering;

/// Users whose numbers differ only in the last ten bits, which are their slots here.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    pub(super) live: Mask,
    pub(super) ids: Box<[[u8; 12]]>,
    pub(super) created: Box<[i64]>,
    /// Local parts of e-mail keys, each followed by a NUL.
    pub(super) locals: Lists<u8>,
    pub(super) domains: Codes,
    pub(super) plans: Codes,
    pub(super) flags: Codes,
    pub(super) scopes: Sets,
    pub(super) vendors: Sets,
    pub(super) terms: Lists<u16>,
    /// What no column tells, by slot.
    pub(super) spellings: Vec<(u16, Spelling)>,
}

impl Chunk {
    /// Nobody yet.
    pub(crate) fn new() -> Self {
        Self {
            live: Mask::NONE,
            ids: vec![[0; 12]; CHUNK].into(),
            created: vec![0; CHUNK].into(),
            locals: Lists::new(),
            domains: Codes::new(),
            plans: Codes::new(),
            flags: Codes::new(),
            scopes: Sets::new(),
            vendors: Sets::new(),
            terms: Lists::new(),
            spellings: Vec::new(),
        }
    }

    /// Puts a user in an empty slot.
    pub(crate) fn put(&mut self, slot: usize, user: &Coded) {
        self.live.set(slot, true);
        self.ids.iter_mut().skip(slot).take(1).for_each(|at| *at = user.id);
        self.created.iter_mut().skip(slot).take(1).for_each(|at| *at = user.created_at);
        self.locals.set(slot, &user.local);
        self.domains.set(slot, user.domain);
        self.plans.set(slot, user.plan);
        self.flags.set(slot, u32::from(user.flags));
        self.scopes.put(slot, &user.scopes);
        self.vendors.put(slot, &user.vendors);
        self.terms.set(slot, &user.terms);
        self.spellings.retain(|(at, _)| usize::from(*at) != slot);
        self.spellings.extend(user.spellings.iter().map(|spelling| (slot as u16, spelling.clone())));
    }

    /// Empties a slot.
    pub(crate) fn clear(&mut self, slot: usize) {
        self.live.set(slot, false);
        self.locals.set(slot, &[]);
        self.scopes.clear(slot);
        self.vendors.clear(slot);
        self.terms.set(slot, &[]);
        self.spellings.retain(|(at, _)| usize::from(*at) != slot);
    }

    /// Gives back what is held in vain.
    pub(crate) fn shrink(&mut self) {
        self.locals.shrink();
        self.terms.shrink();
        [&mut self.domains, &mut self.plans, &mut self.flags].into_iter().for_each(Codes::shrink);
        [&mut self.scopes, &mut self.vendors].into_iter().for_each(Sets::shrink);
    }

    /// A column of codes.
    pub(crate) fn column(&self, column: Column) -> &Codes {
        match column {
            Column::Plan => &self.plans,
            Column::Flags => &self.flags,
        }
    }

    /// A column of sets.
    pub(crate) fn sets(&self, column: SetColumn) -> &Sets {
        match column {
            SetColumn::Scope => &self.scopes,
            SetColumn::Vendor => &self.vendors,
        }
    }

    /// The id in a slot.
    pub(crate) fn id(&self, slot: usize) -> [u8; 12] {
        self.ids.get(slot).copied().unwrap_or_default()
    }

    /// When the one in a slot was created.
    pub(crate) fn created(&self, slot: usize) -> i64 {
        self.created.get(slot).copied().unwrap_or_default()
    }

    /// The flags of a slot.
    pub(crate) fn flag(&self, slot: usize) -> u8 {
        self.flags.get(slot) as u8
    }

    /// How a slot's spellings, if any, can be read.
    pub(crate) fn spelled(&self, slot: usize) -> impl Iterator<Item = &Spelling> {
        self.spellings.iter().filter(move |(at, _)| usize::from(*at) == slot).map(|(_, spelling)| spelling)
    }

    /// The e-mail's key, in the two parts around the at sign; one part if it is spelled out.
    fn email_parts<'a>(&'a self, slot: usize, domains: &'a Words) -> (&'a [u8], &'a [u8], &'a [u8]) {
        if let Some((_, local)) = self.locals.get(slot).split_last() {
            return (local, b"@", domains.text(self.domains.get(slot)).as_bytes());
        }
        let spelled = self.spelled(slot).find_map(|one| match one {
            Spelling::Email(text) => Some(text.as_bytes()),
            _ => None,
        });
        (spelled.unwrap_or_default(), b"", b"")
    }

    /// Writes the e-mail's key down.
    pub(crate) fn email(&self, slot: usize, domains: &Words, key: &mut Vec<u8>) {
        let (local, at, domain) = self.email_parts(slot, domains);
        key.clear();
        [local, at, domain].iter().for_each(|part| key.extend_from_slice(part));
    }

    /// Writes the user name's key down.
    pub(crate) fn username(&self, slot: usize, domains: &Words, key: &mut Vec<u8>) {
        let other = self.spelled(slot).find_map(|one| match one {
            Spelling::Username(text) => Some(text.as_bytes()),
            _ => None,
        });
        match other {
            Some(text) => text.clone_into(key),
            None => self.email(slot, domains, key),
        }
    }

    /// How the e-mail's key compares.
    pub(crate) fn compare_email(&self, slot: usize, domains: &Words, with: &[u8]) -> Ordering {
        let (local, at, domain) = self.email_parts(slot, domains);
        let head = with.get(..local.len()).unwrap_or(with);
        let rest = with.get(local.len()..).unwrap_or_default();
        local.cmp(head).then_with(|| at.iter().chain(domain).cmp(rest))
    }
}
