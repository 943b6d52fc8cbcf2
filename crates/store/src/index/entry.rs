//! A user as the index is told of it, and the dictionaries that all users share.

use super::codes::LIST_MAX;
use super::terms::{Leaf, Terms};
use super::words::Words;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A user as the database has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entry {
    /// The row.
    pub(crate) num: u32,
    /// The id.
    pub(crate) id: [u8; 12],
    /// Milliseconds.
    pub(crate) created_at: i64,
    /// Keys are canonical, texts the folded address where it differs from the key.
    pub(crate) username_key: String,
    /// See `username_key`.
    pub(crate) email_key: String,
    /// See `username_key`.
    pub(crate) username_text: Option<String>,
    /// See `username_key`.
    pub(crate) email_text: Option<String>,
    /// Folded.
    pub(crate) plan_key: String,
    /// As stored.
    pub(crate) is_active: bool,
    /// As stored.
    pub(crate) blocked: bool,
    /// Folded.
    pub(crate) scope: Vec<String>,
    /// Folded.
    pub(crate) vendor: Vec<String>,
    /// Metadata's terms, as JSON.
    pub(crate) terms: String,
}

/// What all users share.
#[derive(Debug, Default)]
pub(crate) struct Dictionaries {
    /// The part of an address after the at sign.
    pub(crate) domains: Words,
    /// Plans.
    pub(crate) plans: Words,
    /// Scopes.
    pub(crate) scopes: Words,
    /// Vendors.
    pub(crate) vendors: Words,
    /// Metadata.
    pub(crate) terms: Terms,
}

/// A user's own spelling of an address that the columns cannot tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// The e-mail's key, if it is too long for the columns.
    Email(Box<str>),
    /// The user name's key, if it is another one.
    Username(Box<str>),
    /// The e-mail's text.
    EmailText(Box<str>),
    /// The user name's text.
    UsernameText(Box<str>),
}

impl Spelling {
    /// As text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Email(text) | Self::Username(text) | Self::EmailText(text) | Self::UsernameText(text) => {
                text
            }
        }
    }
}

/// A user in codes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Coded {
    pub(super) id: [u8; 12],
    pub(super) created_at: i64,
    pub(super) local: Vec<u8>,
    pub(super) domain: u32,
    pub(super) plan: u32,
    pub(super) flags: u8,
    pub(super) scopes: Vec<u32>,
    pub(super) vendors: Vec<u32>,
    pub(super) terms: Vec<u16>,
    pub(super) spellings: Vec<Spelling>,
}

/// `flags`: the user is active.
pub(crate) const ACTIVE: u8 = 1;
/// `flags`: the user is blocked.
pub(crate) const BLOCKED: u8 = 2;
/// `flags`: the user has terms that the index does not hold.
pub(crate) const MORE_TERMS: u8 = 4;
/// Every set of flags is less.
pub(crate) const FLAGS: u8 = 8;

/// What stands between a path's keys, and after each local part.
pub(crate) const SEPARATOR: char = '\0';

impl Dictionaries {
    /// A user in codes.
    pub(crate) fn code(&mut self, entry: &Entry) -> Coded {
        let mut spellings = Vec::new();
        let parts = entry.email_key.rsplit_once('@');
        let plain = parts.filter(|(local, _)| local.len() < LIST_MAX && !local.contains(['@', SEPARATOR]));
        if plain.is_none() {
            spellings.push(Spelling::Email(entry.email_key.as_str().into()));
        }
        if entry.username_key != entry.email_key {
            spellings.push(Spelling::Username(entry.username_key.as_str().into()));
        }
        spellings.extend(entry.email_text.as_deref().map(|text| Spelling::EmailText(text.into())));
        spellings.extend(entry.username_text.as_deref().map(|text| Spelling::UsernameText(text.into())));
        // The domain of a spelling stands with it: what no column tells has the empty one.
        let (local, domain) = plain.map_or((Vec::new(), ""), |(local, domain)| {
            (local.bytes().chain([SEPARATOR as u8]).collect(), domain)
        });
        let terms = self.term_codes(&entry.terms);
        let flag = |on: bool, flag: u8| if on { flag } else { 0 };
        Coded {
            id: entry.id,
            created_at: entry.created_at,
            local,
            domain: self.domains.code(domain),
            plan: self.plans.code(&entry.plan_key),
            flags: flag(entry.is_active, ACTIVE)
                | flag(entry.blocked, BLOCKED)
                | flag(terms.len() > LIST_MAX, MORE_TERMS),
            scopes: entry.scope.iter().map(|scope| self.scopes.code(scope)).collect(),
            vendors: entry.vendor.iter().map(|vendor| self.vendors.code(vendor)).collect(),
            terms,
            spellings,
        }
    }

    fn term_codes(&mut self, terms: &str) -> Vec<u16> {
        let (mut codes, mut path) = (Vec::new(), String::new());
        let mut see = |path: &str, leaf: Leaf<'_>| self.terms.code(path, leaf, &mut codes);
        match serde_json::from_str::<Node<'_>>(terms) {
            Ok(node) => node.each(&mut path, &mut see),
            Err(_) => each(&serde_json::from_str(terms).unwrap_or_default(), &mut path, &mut see),
        }
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// Terms as they mostly are: texts that need no unescaping, and so no copies.
#[derive(Deserialize)]
struct Node<'a> {
    #[serde(borrow, default)]
    o: BTreeMap<&'a str, Node<'a>>,
    #[serde(borrow, default)]
    v: Vec<(&'a str, Option<f64>, Option<i64>)>,
}

impl Node<'_> {
    fn each(&self, path: &mut String, see: &mut impl FnMut(&str, Leaf<'_>)) {
        for (key, node) in &self.o {
            let length = path.len();
            enter(path, key);
            node.each(path, see);
            path.truncate(length);
        }
        for (text, number, moment) in &self.v {
            see(path, Leaf { text, number: *number, moment: *moment });
        }
    }
}

/// The same for whatever terms there are.
fn each(node: &Value, path: &mut String, see: &mut impl FnMut(&str, Leaf<'_>)) {
    for (key, node) in node.get("o").and_then(Value::as_object).into_iter().flatten() {
        let length = path.len();
        enter(path, key);
        each(node, path, see);
        path.truncate(length);
    }
    for leaf in node.get("v").and_then(Value::as_array).into_iter().flatten() {
        let text = leaf.get(0).and_then(Value::as_str).unwrap_or_default();
        let (number, moment) = (leaf.get(1).and_then(Value::as_f64), leaf.get(2).and_then(Value::as_i64));
        see(path, Leaf { text, number, moment });
    }
}

fn enter(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push(SEPARATOR);
    }
    path.push_str(key);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_know_their_paths() {
        let terms =
            r#"{"o":{"a":{"o":{"b":{"v":[["1",1.0,null],["x",null,5]]}}},"c":{"v":[["true",null,null]]}}}"#;
        let mut found = [Vec::new(), Vec::new()];
        let [quick, slow] = &mut found;
        let node: Node<'_> = serde_json::from_str(terms).unwrap();
        node.each(&mut String::new(), &mut |path, leaf| quick.push(format!("{path:?} {leaf:?}")));
        each(&serde_json::from_str(terms).unwrap(), &mut String::new(), &mut |path, leaf| {
            slow.push(format!("{path:?} {leaf:?}"))
        });
        assert_eq!(quick, slow);
        assert_eq!(quick[1], r#""a\0b" Leaf { text: "x", number: None, moment: Some(5) }"#);
    }

    #[test]
    fn unusual_addresses_are_spelled_out() {
        let long = format!("{}@x.io", "l".repeat(64));
        let mut dictionaries = Dictionaries::default();
        let entry = Entry { email_key: long.clone(), username_key: "a@x.io".into(), ..Entry::default() };
        let coded = dictionaries.code(&entry);
        assert_eq!(coded.spellings, [Spelling::Email(long.into()), Spelling::Username("a@x.io".into())]);
        assert!(coded.local.is_empty());
    }
}
