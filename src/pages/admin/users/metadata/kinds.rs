//! What kind of value a metadata key holds, and values as a person types them.

use super::tree::quoted;
use frontdesk_wire::Metadata;
use serde_json::value::RawValue;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A number, every digit of it.
    Number,
    /// True or false.
    YesOrNo,
    /// A list, written as JSON.
    List,
    /// An object without keys, or one as it is typed.
    Object,
    /// Null.
    Nothing,
}

impl Kind {
    /// Every kind, with its value in the choice and its words.
    pub const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::Text, "text", "text"),
        (Self::Number, "number", "number"),
        (Self::YesOrNo, "bool", "yes or no"),
        (Self::List, "list", "list"),
        (Self::Object, "object", "object"),
        (Self::Nothing, "null", "nothing"),
    ];

    /// The value in the choice.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, slug, _)| slug)
    }

    /// Reads the value of the choice.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, slug, _)| *slug == text).map(|(kind, ..)| *kind)
    }

    /// The kind of a JSON value, by how it begins.
    pub fn of(json: &str) -> Self {
        match json.chars().next() {
            Some('"') => Self::Text,
            Some('[') => Self::List,
            Some('{') => Self::Object,
            Some('t' | 'f') => Self::YesOrNo,
            Some('n') => Self::Nothing,
            _ => Self::Number,
        }
    }

    /// A JSON value as it stands in the field of its kind.
    pub fn shown(json: &str) -> String {
        match Self::of(json) {
            Self::Text => serde_json::from_str(json).unwrap_or_else(|_| json.to_owned()),
            Self::YesOrNo => if json == "true" { "yes" } else { "no" }.to_owned(),
            _ => json.to_owned(),
        }
    }

    /// What was typed, as a JSON value of this kind.
    ///
    /// # Errors
    /// It is none; in a sentence.
    pub fn read(self, typed: &str) -> Result<String, &'static str> {
        let json = match self {
            Self::Text => return Ok(quoted(typed)),
            Self::Nothing => return Ok("null".to_owned()),
            Self::YesOrNo => match typed.trim().to_ascii_lowercase().as_str() {
                "yes" | "true" => "true".to_owned(),
                "no" | "false" => "false".to_owned(),
                _ => return Err("Write yes or no."),
            },
            Self::Number | Self::List | Self::Object => typed.trim().to_owned(),
        };
        // One value, and read as strictly as the whole will be.
        let one = serde_json::from_str::<&RawValue>(&json).is_ok();
        let holds = one && Metadata::parse(&format!("{{\"a\":{json}}}")).is_ok();
        if holds && Self::of(&json) == self { Ok(json) } else { Err(self.wrong()) }
    }

    /// A value of another kind, made of this kind: what can be kept is kept.
    pub fn turned(self, json: &str) -> String {
        let shown = Self::shown(json);
        self.read(&shown).unwrap_or_else(|_| {
            match self {
                Self::Number => "0",
                Self::YesOrNo => "false",
                Self::List => "[]",
                Self::Object => "{}",
                Self::Text | Self::Nothing => "null",
            }
            .to_owned()
        })
    }

    fn wrong(self) -> &'static str {
        match self {
            Self::Number => "Write a number, like 12 or 1.5.",
            Self::List => "Write a list, like [1, 2].",
            _ => "Write an object, like {\"a\": 1}.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_and_read_back_to_the_digit() {
        for json in ["\"a \\\"b\\\"\"", "9007199254740993", "1e400", "true", "null", "[1,{\"a\":2}]", "{}"] {
            assert_eq!(Kind::of(json).read(&Kind::shown(json)), Ok(json.to_owned()), "{json}");
        }
    }

    #[test]
    fn what_is_no_value_of_its_kind_is_told() {
        assert_eq!(Kind::Number.read("1."), Err("Write a number, like 12 or 1.5."));
        assert_eq!(Kind::Number.read("\"1\""), Err("Write a number, like 12 or 1.5."));
        assert_eq!(Kind::YesOrNo.read("perhaps"), Err("Write yes or no."));
        assert!(Kind::List.read("[1,").is_err() && Kind::Object.read("[1]").is_err());
        assert!(Kind::Number.read("1,\"b\":2").is_err(), "nothing is smuggled in beside it");
    }

    #[test]
    fn another_kind_keeps_what_can_be_kept() {
        assert_eq!(Kind::Number.turned("\"12\""), "12");
        assert_eq!(Kind::Text.turned("12"), "\"12\"");
        assert_eq!(Kind::Number.turned("\"twelve\""), "0");
        assert_eq!(Kind::List.turned("true"), "[]");
    }
}
