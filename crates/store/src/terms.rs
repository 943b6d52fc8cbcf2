//! Metadata made ready for filters, so that no engine has to agree with Rust about case, numbers or dates.
//!
//! An object becomes `{"o":{key: node}}`, anything else `{"v":[[text, number, moment], …]}`: one leaf for a scalar, one for each scalar in an array. `text` is
//! the folded string or the scalar as written; `number` is there if it is written as one, `moment` (milliseconds) if it is written as a date.

use crate::address_key::fold;
use frontdesk_wire::{Metadata, Timestamp};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The terms of metadata.
pub(crate) fn of(metadata: &Metadata) -> String {
    if metadata.as_str() == "{}" { r#"{"o":{}}"#.to_owned() } else { node(metadata.as_str()).to_string() }
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

fn node(text: &str) -> Value {
    if text.starts_with('{') {
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).unwrap_or_default();
        let members: Map<_, _> = members.into_iter().map(|(key, raw)| (key, node(raw.get()))).collect();
        return json!({ "o": members });
    }
    let leaves: Vec<Value> = if text.starts_with('[') {
        let elements: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
        elements.iter().filter(|raw| !raw.get().starts_with(['{', '['])).map(|raw| leaf(raw.get())).collect()
    } else {
        vec![leaf(text)]
    };
    json!({ "v": leaves })
}

fn leaf(text: &str) -> Value {
    let string: Option<String> = text.starts_with('"').then(|| serde_json::from_str(text).ok()).flatten();
    let moment = string.as_deref().and_then(Timestamp::parse).map(Timestamp::as_millis);
    let text = string.as_deref().unwrap_or(text);
    json!([fold(text), number(text), moment])
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
    fn only_what_is_written_as_a_number_is_one() {
        assert_eq!(number("-1.5e3"), Some(-1500.0));
        assert_eq!(number("1e400"), Some(f64::MAX));
        for text in ["", "-", "inf", "NaN", "1_0", "2026-01-01", "+1", "0x10"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
