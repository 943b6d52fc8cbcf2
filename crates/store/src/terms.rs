//! Metadata made ready for filters, so that no engine has to agree with Rust about case, numbers or dates.
//!
//! An object becomes `{"o":{key: node}}`, anything else `{"v":[[text, number, moment], …]}`: one leaf for a scalar, one for each scalar in an array. `text` is
//! the folded string or the scalar as written; `number` is there if it is written as one, `moment` (milliseconds) if it is written as a date.

use crate::address_key::fold;
use frontdesk_wire::{Metadata, Timestamp};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The terms of no metadata.
const EMPTY: &str = r#"{"o":{}}"#;

/// The terms of metadata.
pub(crate) fn of(metadata: &Metadata) -> String {
    if metadata.as_str() == "{}" {
        return EMPTY.to_owned();
    }
    // Texts and numbers can always be written.
    serde_json::to_string(&Node(metadata.as_str())).unwrap_or_else(|_| EMPTY.to_owned())
}

/// The number a text is written as, if it is.
pub(crate) fn number(text: &str) -> Option<f64> {
    let shaped = text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    let number: f64 = shaped.then(|| text.parse().ok()).flatten()?;
    Some(number.clamp(f64::MIN, f64::MAX))
}

/// The moment (milliseconds) that a text asks for: a date, or the milliseconds that programs count.
pub(crate) fn moment(text: &str) -> Option<i64> {
    // Up to four digits are a year, with which a date begins as text.
    let counted = || text.parse().ok().filter(|_| text.len() > 4);
    Timestamp::parse(text).map(Timestamp::as_millis).or_else(counted)
}

/// One value of metadata, to be written as a node. Written at once: many users at a time are made ready, and a tree in between would cost more than all else.
struct Node<'a>(&'a str);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut node = serializer.serialize_map(Some(1))?;
        if self.0.starts_with('{') {
            node.serialize_entry("o", &Members(serde_json::from_str(self.0).unwrap_or_default()))?;
        } else {
            node.serialize_entry("v", &Leaves(self.0))?;
        }
        node.end()
    }
}

/// What an object holds, in the order of its keys.
struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, raw)| (key, Node(raw.get()))))
    }
}

/// The leaves of anything else.
struct Leaves<'a>(&'a str);

impl Serialize for Leaves<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.0.starts_with('[') {
            return serializer.collect_seq([leaf(self.0)]);
        }
        let elements: Vec<&RawValue> = serde_json::from_str(self.0).unwrap_or_default();
        let scalars = elements.iter().map(|raw| raw.get()).filter(|text| !text.starts_with(['{', '[']));
        serializer.collect_seq(scalars.map(leaf))
    }
}

/// A text, a number, a moment.
fn leaf(text: &str) -> (String, Option<f64>, Option<i64>) {
    let string: Option<String> = text.starts_with('"').then(|| serde_json::from_str(text).ok()).flatten();
    let moment = string.as_deref().and_then(Timestamp::parse).map(Timestamp::as_millis);
    let text = string.as_deref().unwrap_or(text);
    (fold(text), number(text), moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> String {
        of(&Metadata::parse(text).unwrap_or_default())
    }

    #[test]
    fn scalars_become_leaves() {
        assert_eq!(terms(r#"{"n":12}"#), r#"{"o":{"n":{"v":[["12",12.0,null]]}}}"#);
        assert_eq!(terms(r#"{"s":"ÄB"}"#), r#"{"o":{"s":{"v":[["äb",null,null]]}}}"#);
        assert_eq!(terms(r#"{"d":"1970-01-01"}"#), r#"{"o":{"d":{"v":[["1970-01-01",null,0]]}}}"#);
        assert_eq!(
            terms(r#"{"a":{"t":true},"l":[1,"x",{}]}"#),
            r#"{"o":{"a":{"o":{"t":{"v":[["true",null,null]]}}},"l":{"v":[["1",1.0,null],["x",null,null]]}}}"#
        );
    }

    #[test]
    fn keys_stand_in_order_and_what_holds_nothing_is_kept_empty() {
        assert_eq!(
            terms(r#"{"b":[],"a\"":{},"c":[[1],null]}"#),
            r#"{"o":{"a\"":{"o":{}},"b":{"v":[]},"c":{"v":[["null",null,null]]}}}"#
        );
        assert_eq!(terms("{}"), r#"{"o":{}}"#);
        assert_eq!(terms(r#"{"n":1e400}"#), r#"{"o":{"n":{"v":[["1e400",1.7976931348623157e+308,null]]}}}"#);
    }

    #[test]
    fn only_what_is_written_as_a_number_is_one() {
        assert_eq!(number("-1.5e3"), Some(-1500.0));
        assert_eq!(number("1e400"), Some(f64::MAX));
        for text in ["", "-", "inf", "NaN", "1_0", "2026-01-01", "+1", "0x10"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
