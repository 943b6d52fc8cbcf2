//! Whatever a product keeps beside a user: a JSON object, kept to the letter.

use crate::json::{self, JsonProblem, Limits};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A JSON object as text: key order and big numbers survive. At most 16 KiB, 256 keys, 32 levels, no key twice.
#[derive(Clone, Debug)]
pub struct Metadata(Text);

/// The text, known to be JSON by whoever read it: by serde, or by [`crate::lean`], so that a program may hold nothing of serde's.
#[derive(Clone, Debug)]
enum Text {
    Raw(Box<RawValue>),
    Lean(Box<str>),
}

impl Metadata {
    /// What metadata is held to: 16 KiB, 256 keys in all, 32 levels, an object at the top.
    pub const LIMITS: Limits = Limits { bytes: 16 * 1024, keys: 256, depth: 32 };

    /// Reads metadata.
    ///
    /// # Errors
    /// Says what is wrong, with line and column.
    pub fn parse(text: &str) -> Result<Self, JsonProblem> {
        let text = text.trim();
        json::check(text, Self::LIMITS)?;
        if !text.starts_with('{') {
            return Err(JsonProblem::at_start("metadata is an object: it starts with { and ends with }"));
        }
        let raw =
            RawValue::from_string(text.to_owned()).map_err(|_| JsonProblem::at_start("this is not JSON"))?;
        Ok(Self(Text::Raw(raw)))
    }

    /// What a server sent was checked when it was kept, and is not checked again.
    pub(crate) fn kept<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|raw| Self(Text::Raw(raw)))
    }

    /// The same, of a value whose text was found to be JSON.
    pub(crate) fn of_value(text: &str) -> Self {
        Self(Text::Lean(text.into()))
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Text::Raw(raw) => raw.get(),
            Text::Lean(text) => text,
        }
    }
}

impl Default for Metadata {
    fn default() -> Self {
        Self::of_value("{}")
    }
}

impl Serialize for Metadata {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Text::Raw(raw) => raw.serialize(serializer),
            Text::Lean(text) => {
                let raw: &RawValue = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Metadata {}

impl<'de> Deserialize<'de> for Metadata {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::parse(raw.get()).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_order_and_big_numbers_survive() -> Result<(), Box<dyn std::error::Error>> {
        let text = r#"{"z":1,"a":9007199254740993,"m":1e400,"s":"é"}"#;
        let metadata: Metadata = serde_json::from_str(text)?;
        assert_eq!(serde_json::to_string(&metadata)?, text);
        Ok(())
    }

    #[test]
    fn only_objects_within_the_limits_are_metadata() {
        assert!(Metadata::parse("[1]").is_err());
        assert!(Metadata::parse(r#"{"a":1,"a":2}"#).is_err());
        assert!(Metadata::parse(&format!("{{\"a\":\"{}\"}}", "x".repeat(16 * 1024))).is_err());
    }
}
