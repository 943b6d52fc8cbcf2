//! A user as a list shows one: whole, or only the fields that were asked for.

use crate::error::Result;
use anyhow::Context;
use frontdesk_wire::query::Projection;
use frontdesk_wire::replies::User;
use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// The fields of a user by wire name, each value to the letter: metadata keeps its key order and its big numbers.
#[derive(Debug)]
pub struct Shown(Vec<(String, Box<RawValue>)>);

impl Shown {
    /// The fields that the projection shows: those to keep in the order asked for, else in the user's own.
    pub(super) fn of(user: &User, projection: &Projection) -> Result<Self> {
        let text = serde_json::to_string(user).context("a user cannot be written")?;
        let Self(all) = serde_json::from_str(&text).context("a user cannot be read back")?;
        let fields = match projection {
            Projection::All => all,
            Projection::LeaveOut(_) => all.into_iter().filter(|(name, _)| projection.shows(name)).collect(),
            Projection::Keep(names) => {
                let mut left = all;
                let field = |name: &String| {
                    left.iter().position(|(field, _)| field == name).map(|at| left.remove(at))
                };
                names.iter().filter_map(field).collect()
            }
        };
        Ok(Self(fields))
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Shown;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shown, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Shown(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USER: &str = r#"{"id":"5c88c7cc04a917256c726c3d","username":"a@x.io","email":"a@x.io","isActive":true,"blocked":false,"plan":"free","scope":["user"],"vendor":[],"metadata":{"z":1,"a":9007199254740993},"created":"2026-01-01T00:00:00.000Z"}"#;

    fn shown(projection: &Projection) -> String {
        let user: User = serde_json::from_str(USER).unwrap();
        serde_json::to_string(&Shown::of(&user, projection).unwrap()).unwrap()
    }

    #[test]
    fn without_a_projection_every_field_is_shown_to_the_letter() {
        assert_eq!(shown(&Projection::All), USER);
    }

    #[test]
    fn fields_are_kept_in_the_order_asked_for_or_left_out() {
        let keep = |names: &[&str]| Projection::Keep(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(shown(&keep(&["email", "id"])), r#"{"email":"a@x.io","id":"5c88c7cc04a917256c726c3d"}"#);
        assert_eq!(shown(&keep(&["metadata"])), r#"{"metadata":{"z":1,"a":9007199254740993}}"#);
        let left = shown(&Projection::LeaveOut(vec!["metadata".to_owned()]));
        assert!(!left.contains("metadata") && left.contains("created"), "{left}");
    }
}
