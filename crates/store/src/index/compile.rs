//! Conditions of the contract → tests of the index. Each means what `sql::search` makes of it.

use super::Index;
use super::chunk::Chunk;
use super::entry::{ACTIVE, BLOCKED, Dictionaries, Spelling};
use super::matcher::{Column, Matcher, SetColumn};
use super::pattern::{Among, Pattern};
use super::search::Search;
use super::terms::{Leaf, Wanted};
use super::words::Words;
use crate::address_key::{fold, key};
use crate::operands::{folded, mapped};
use crate::terms::{moment, number};
use frontdesk_wire::query::{Condition, Field, MetadataPath, Test, UserQuery};
use frontdesk_wire::{Timestamp, UserId};
use std::cmp::Ordering;

impl Index {
    /// What the query asks, ready to be put to this version and every later one.
    pub(crate) fn search(&self, query: &UserQuery) -> Search {
        let words = self.words();
        let tests = query.conditions.iter().map(|one| (one.negated, matcher(one, &words)));
        let pattern = query.pattern.iter().map(|text| fold(text)).filter(|text| !text.is_empty());
        let pattern = pattern
            .map(|text| (false, Matcher::Pattern(Box::new(Pattern::new(text, Among::Both, &words.domains)))));
        Search::new(tests.chain(pattern).collect())
    }
}

fn matcher(condition: &Condition, words: &Dictionaries) -> Matcher {
    let test = &condition.test;
    match &condition.field {
        Field::Plan => Matcher::Column(Column::Plan, words.plans.table(passing(folded(test)))),
        Field::Scope => Matcher::Sets(SetColumn::Scope, words.scopes.table(passing(folded(test)))),
        Field::Vendor => Matcher::Sets(SetColumn::Vendor, words.vendors.table(passing(folded(test)))),
        Field::IsActive => truth(ACTIVE, test),
        Field::Blocked => truth(BLOCKED, test),
        Field::Created => created(test),
        Field::Id => id(test),
        Field::Email => match test {
            Test::Contains(text) if !fold(text).is_empty() => {
                Matcher::Pattern(Box::new(Pattern::new(fold(text), Among::Email, &words.domains)))
            }
            _ => address(Chunk::email, |one| matches!(one, Spelling::EmailText(_)), test),
        },
        Field::Username => address(Chunk::username, |one| matches!(one, Spelling::UsernameText(_)), test),
        Field::Metadata(path) => metadata(path, test, words),
    }
}

/// Does a folded text pass? Operands are folded already.
fn passing(test: Test) -> impl Fn(&str) -> bool + Send + Sync {
    move |text| match &test {
        Test::Equals(value) => text == value,
        Test::StartsWith(value) => text.starts_with(value.as_str()),
        Test::EndsWith(value) => text.ends_with(value.as_str()),
        Test::Contains(value) => text.contains(value.as_str()),
        Test::Greater(value) => text > value.as_str(),
        Test::Less(value) => text < value.as_str(),
        Test::OneOf(values) => values.iter().any(|value| text == value),
    }
}

/// Only equality reaches a truth value: the query language refuses the rest.
fn truth(flag: u8, test: &Test) -> Matcher {
    let passes = passing(test.clone());
    match (passes("true"), passes("false")) {
        (true, false) => Matcher::flag(flag, true),
        (false, true) => Matcher::flag(flag, false),
        (both, _) => Matcher::Always(both),
    }
}

/// Dates compare as dates, also as the milliseconds that programs count; whatever is neither compares with the ISO form as text.
fn created(test: &Test) -> Matcher {
    let dated = match test {
        Test::Equals(value) => moment(value).map(|at| (Ordering::Equal, at)),
        Test::Greater(value) => moment(value).map(|at| (Ordering::Greater, at)),
        Test::Less(value) => moment(value).map(|at| (Ordering::Less, at)),
        _ => None,
    };
    let passes = passing(folded(test));
    dated.map_or_else(
        || {
            Matcher::Each(Box::new(move |chunk, slot, _, scratch| {
                iso(Timestamp::from_millis(chunk.created(slot)), scratch);
                std::str::from_utf8(scratch).is_ok_and(&passes)
            }))
        },
        |(order, at)| Matcher::Created(order, at),
    )
}

/// Writes a moment down in small letters, without what a formatter costs.
fn iso(moment: Timestamp, text: &mut Vec<u8>) {
    text.clear();
    let (year, month, day) = moment.date();
    if !(0..=9_999).contains(&year) {
        return text.extend(moment.to_string().to_ascii_lowercase().bytes());
    }
    let within = moment.as_millis().rem_euclid(86_400_000);
    let mut digits = |mut number: i64, count: usize, after: u8| {
        let start = text.len();
        text.resize(start + count, b'0');
        for digit in text.iter_mut().skip(start).rev() {
            *digit = b'0' + (number % 10) as u8;
            number /= 10;
        }
        text.push(after);
    };
    digits(year, 4, b'-');
    digits(month, 2, b'-');
    digits(day, 2, b't');
    digits(within / 3_600_000, 2, b':');
    digits(within / 60_000 % 60, 2, b':');
    digits(within / 1_000 % 60, 2, b'.');
    digits(within % 1_000, 3, b'z');
}

fn id(test: &Test) -> Matcher {
    if let Test::Equals(value) = test {
        return match value.parse::<UserId>() {
            Ok(id) => Matcher::Each(Box::new(move |chunk, slot, _, _| chunk.id(slot) == *id.as_bytes())),
            Err(_) => Matcher::Always(false),
        };
    }
    let passes = passing(folded(test));
    Matcher::Each(Box::new(move |chunk, slot, _, scratch| {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |half: u8| DIGITS.get(usize::from(half)).copied().unwrap_or_default();
        scratch.clear();
        scratch.extend(chunk.id(slot).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]));
        std::str::from_utf8(scratch).is_ok_and(&passes)
    }))
}

/// Equality and order look at the key; parts at the folded text as well, where that differs.
fn address(
    write: impl Fn(&Chunk, usize, &Words, &mut Vec<u8>) + Send + Sync + 'static,
    is_text: impl Fn(&Spelling) -> bool + Send + Sync + 'static,
    test: &Test,
) -> Matcher {
    let part = matches!(test, Test::StartsWith(_) | Test::EndsWith(_) | Test::Contains(_));
    let equal = matches!(test, Test::Equals(_) | Test::OneOf(_));
    let passes = passing(if equal { mapped(test, key) } else { folded(test) });
    Matcher::Each(Box::new(move |chunk, slot, words, scratch| {
        write(chunk, slot, &words.domains, scratch);
        std::str::from_utf8(scratch).is_ok_and(&passes)
            || (part && chunk.spelled(slot).any(|one| is_text(one) && passes(one.text())))
    }))
}

/// Holds if any leaf at the path passes. `>` and `<` look at numbers if the operand is one, at dates if it is one, else at texts.
fn metadata(path: &MetadataPath, test: &Test, words: &Dictionaries) -> Matcher {
    let passes = passing(folded(test));
    let (order, operand) = match test {
        Test::Greater(value) => (Ordering::Greater, value.as_str()),
        Test::Less(value) => (Ordering::Less, value.as_str()),
        _ => (Ordering::Equal, ""),
    };
    let (wanted, moment) = (number(operand), Timestamp::parse(operand).map(Timestamp::as_millis));
    let leaf_passes = |leaf: Leaf<'_>| match (wanted, moment) {
        (Some(wanted), _) => leaf.number.and_then(|number| number.partial_cmp(&wanted)) == Some(order),
        (None, Some(moment)) => leaf.moment.map(|at| at.cmp(&moment)) == Some(order),
        (None, None) => passes(leaf.text),
    };
    let test = folded(test);
    let wanted = match &test {
        Test::Equals(text) => Wanted::These(std::slice::from_ref(text)),
        Test::OneOf(texts) => Wanted::These(texts),
        Test::Contains(part) | Test::StartsWith(part) | Test::EndsWith(part) => Wanted::With(part),
        Test::Greater(_) | Test::Less(_) => Wanted::Any,
    };
    let table = words.terms.table(&path.keys().join("\0"), wanted, leaf_passes);
    Matcher::terms(table)
}
