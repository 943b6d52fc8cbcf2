//! What a save would change in the metadata, key by key.

use super::text::compact;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// One key whose value differs. Values are written as in the text, every digit kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// From the top down: `limits.calls`.
    pub key: String,
    /// The stored value, if there was one.
    pub was: Option<String>,
    /// The value after saving, if there is one.
    pub will_be: Option<String>,
}

impl Difference {
    /// What happens to the key, in a word.
    pub fn word(&self) -> &'static str {
        match (&self.was, &self.will_be) {
            (None, _) => "Added",
            (Some(_), None) => "Removed",
            (Some(was), Some(will_be)) if was == will_be => "Moved",
            (Some(_), Some(_)) => "Changed",
        }
    }
}

/// The differences between two objects: first what the new text holds, in its order, then what it no longer holds.
/// When nothing differs but the order of keys, those that moved.
pub fn differences(stored: &str, typed: &str) -> Vec<Difference> {
    let (before, after) = (leaves(stored), leaves(typed));
    let was = |key: &str| before.iter().find(|(other, _)| other == key).map(|(_, value)| value.clone());
    let kept = |key: &str| after.iter().any(|(other, _)| other == key);
    let found = after.iter().map(|(key, value)| Difference {
        key: key.clone(),
        was: was(key),
        will_be: Some(value.clone()),
    });
    let gone = before.iter().filter(|(key, _)| !kept(key)).map(|(key, value)| Difference {
        key: key.clone(),
        was: Some(value.clone()),
        will_be: None,
    });
    let real: Vec<Difference> =
        found.clone().filter(|found| found.was != found.will_be).chain(gone).collect();
    if real.is_empty() {
        found.zip(&before).filter(|(found, (key, _))| found.key != *key).map(|(found, _)| found).collect()
    } else {
        real
    }
}

/// Every value that is no object with keys in it, with the way to it.
fn leaves(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect("", text, &mut found);
    found
}

fn collect(path: &str, text: &str, found: &mut Vec<(String, String)>) {
    match serde_json::from_str::<Members>(text) {
        Ok(members) if !members.0.is_empty() => {
            for (key, value) in members.0 {
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                collect(&path, value.get(), found);
            }
        }
        _ if path.is_empty() => {}
        _ => found.push((path.to_owned(), compact(text))),
    }
}

/// The members of an object in their order.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(stored: &str, typed: &str) -> Vec<(String, &'static str)> {
        differences(stored, typed).iter().map(|found| (found.key.clone(), found.word())).collect()
    }

    fn named(parts: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
        parts.iter().map(|(key, word)| ((*key).to_owned(), *word)).collect()
    }

    #[test]
    fn every_difference_is_named_by_its_key() {
        let stored =
            r#"{"department":"logistics","seats":8,"trial_until":"2026-11-30","limits":{"flows":40}}"#;
        let typed = r#"{"department":"logistics","seats":12,"limits":{"flows":40,"calls":9007199254740993}}"#;
        assert_eq!(
            told(stored, typed),
            named(&[("seats", "Changed"), ("limits.calls", "Added"), ("trial_until", "Removed")])
        );
        let calls = differences(stored, typed).into_iter().find(|found| found.key == "limits.calls");
        assert_eq!(calls.and_then(|found| found.will_be).as_deref(), Some("9007199254740993"));
    }

    #[test]
    fn white_space_is_no_difference_and_a_digit_is() {
        assert_eq!(told(r#"{"a":[1,2]}"#, "{ \"a\": [1, 2] }"), []);
        assert_eq!(told(r#"{"a":1}"#, r#"{"a":1.0}"#), named(&[("a", "Changed")]));
    }

    #[test]
    fn keys_in_another_order_are_told_as_moved() {
        assert_eq!(told(r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#), named(&[("b", "Moved"), ("a", "Moved")]));
    }

    #[test]
    fn an_empty_object_is_a_value() {
        assert_eq!(told(r#"{"a":{}}"#, r#"{"a":{"b":1}}"#), named(&[("a.b", "Added"), ("a", "Removed")]));
        assert_eq!(told("{}", "{}"), []);
    }
}
