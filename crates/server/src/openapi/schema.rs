//! How a body is described: its fields, and one example that holds them all.

use serde_json::{Map, Value, json};

/// One body.
pub(super) struct Schema {
    /// Its name in the document.
    pub(super) name: &'static str,
    /// What it is, one sentence.
    pub(super) about: &'static str,
    /// Its fields, all of them.
    pub(super) fields: &'static [Field],
    /// An object with every field; a test reads it as the wire's type and writes it back.
    pub(super) example: &'static str,
}

/// One field of a body.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) required: bool,
    pub(super) about: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// A text of a known format: `email`, `date-time`, `uuid`, `password`.
    Format(&'static str),
    /// 24 hex digits.
    Id,
    Number,
    Bool,
    Texts,
    /// A text or a list of texts.
    TextOrTexts,
    Object,
    Words(&'static [&'static str]),
    /// A text or `null`.
    MaybeText,
    /// A number or `null`.
    MaybeNumber,
    /// Another body.
    Body(&'static str),
    /// A list of other bodies.
    Bodies(&'static str),
}

/// A field that is always there, or must be.
pub(super) const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: true, about }
}

/// A field that may be missing.
pub(super) const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: false, about }
}

/// Where a body is described in the document.
pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

impl Kind {
    pub(super) fn json(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Format(format) => json!({ "type": "string", "format": format }),
            Self::Id => json!({ "type": "string", "pattern": "^[0-9a-f]{24}$" }),
            Self::Number => json!({ "type": "integer" }),
            Self::Bool => json!({ "type": "boolean" }),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::TextOrTexts => {
                json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
            }
            Self::Object => json!({ "type": "object", "additionalProperties": true }),
            Self::Words(words) => json!({ "type": "string", "enum": words }),
            Self::MaybeText => json!({ "type": ["string", "null"] }),
            Self::MaybeNumber => json!({ "type": ["integer", "null"] }),
            Self::Body(name) => reference(name),
            Self::Bodies(name) => json!({ "type": "array", "items": reference(name) }),
        }
    }
}

impl Schema {
    pub(super) fn json(&self) -> Value {
        let properties: Map<String, Value> =
            self.fields.iter().map(|field| (field.name.to_owned(), field.json())).collect();
        let required: Vec<&str> =
            self.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
        let mut all = json!({
            "type": "object",
            "description": self.about,
            "properties": properties,
            "examples": [serde_json::from_str::<Value>(self.example).unwrap_or_default()],
        });
        if let (Some(object), false) = (all.as_object_mut(), required.is_empty()) {
            object.insert("required".to_owned(), json!(required));
        }
        all
    }
}

impl Field {
    fn json(&self) -> Value {
        let mut all = self.kind.json();
        if let Some(object) = all.as_object_mut() {
            object.insert("description".to_owned(), json!(self.about));
        }
        all
    }
}
