//! Metadata taken apart: objects by their keys in order, every other value as its own text, so that no digit is lost.

use super::text::compact;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The keys that lead to a value, from the top down.
pub type Path = Vec<String>;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// An object: its members in order.
    Object(Vec<(String, Tree)>),
    /// Anything else, as text without white space.
    Leaf(String),
}

impl Tree {
    /// Reads a value; text that is no JSON is a leaf as it stands.
    pub fn read(text: &str) -> Self {
        match serde_json::from_str::<Members>(text) {
            Ok(members) => Self::Object(
                members.0.into_iter().map(|(key, value)| (key, Self::read(value.get()))).collect(),
            ),
            Err(_) => Self::Leaf(compact(text)),
        }
    }

    /// Writes it, without white space.
    pub fn write(&self) -> String {
        match self {
            Self::Leaf(text) => text.clone(),
            Self::Object(members) => {
                let written: Vec<String> =
                    members.iter().map(|(key, value)| format!("{}:{}", quoted(key), value.write())).collect();
                format!("{{{}}}", written.join(","))
            }
        }
    }

    /// Every value that is no object with keys in it, with the way to it.
    pub fn leaves(&self) -> Vec<(Path, String)> {
        let mut found = Vec::new();
        self.collect(&mut Vec::new(), &mut found);
        found
    }

    fn collect(&self, path: &mut Path, found: &mut Vec<(Path, String)>) {
        match self {
            Self::Object(members) if !members.is_empty() => {
                for (key, value) in members {
                    path.push(key.clone());
                    value.collect(path, found);
                    path.pop();
                }
            }
            _ if path.is_empty() => {}
            other => found.push((path.clone(), other.write())),
        }
    }

    /// The text of the value at the end of a way.
    pub fn get(&self, path: &[String]) -> Option<String> {
        match (path.split_first(), self) {
            (None, found) => Some(found.write()),
            (Some((key, rest)), Self::Object(members)) => {
                members.iter().find(|(own, _)| own == key).and_then(|(_, value)| value.get(rest))
            }
            (Some(_), Self::Leaf(_)) => None,
        }
    }

    /// Puts a value at the end of a way, in the place of what was there; a new key comes last.
    pub fn set(&mut self, path: &[String], value: &str) {
        let Some((key, rest)) = path.split_first() else {
            *self = Self::read(value);
            return;
        };
        if let Self::Leaf(_) = self {
            *self = Self::Object(Vec::new());
        }
        let Self::Object(members) = self else { return };
        match members.iter_mut().find(|(own, _)| own == key) {
            Some((_, member)) => member.set(rest, value),
            None => {
                let mut member = Self::Object(Vec::new());
                member.set(rest, value);
                members.push((key.clone(), member));
            }
        }
    }

    /// Takes a value away, and with it the objects that held nothing else.
    pub fn remove(&mut self, path: &[String]) {
        let (Some((key, rest)), Self::Object(members)) = (path.split_first(), self) else { return };
        if let (Some((_, member)), false) = (members.iter_mut().find(|(own, _)| own == key), rest.is_empty())
        {
            member.remove(rest);
            if !matches!(member, Self::Object(left) if left.is_empty()) {
                return;
            }
        }
        members.retain(|(own, _)| own != key);
    }

    /// Gives a value another way; where that differs in the last key alone, its place stays.
    pub fn rename(&mut self, from: &[String], to: &[String]) {
        let Some(value) = self.get(from) else { return };
        match (from.split_last(), to.split_last()) {
            (Some((old, above)), Some((new, aside))) if above == aside => self.rename_in(above, old, new),
            _ => {
                self.remove(from);
                self.set(to, &value);
            }
        }
    }

    fn rename_in(&mut self, above: &[String], old: &str, new: &str) {
        let Self::Object(members) = self else { return };
        let (wanted, deeper) = match above.split_first() {
            Some((key, rest)) => (key.as_str(), Some(rest)),
            None => (old, None),
        };
        let Some((key, value)) = members.iter_mut().find(|(own, _)| own == wanted) else { return };
        match deeper {
            Some(rest) => value.rename_in(rest, old, new),
            None => *key = new.to_owned(),
        }
    }
}

/// A way in words: `limits.calls`. A key that could be taken for two stands in quotes.
pub fn named(path: &[String]) -> String {
    let plain = |key: &String| !key.is_empty() && !key.contains(['.', '"']) && key.trim() == key;
    let key = |key: &String| if plain(key) { key.clone() } else { quoted(key) };
    path.iter().map(key).collect::<Vec<_>>().join(".")
}

/// Reads a way as [`named`] writes it; `None` where a key is empty or a quote is left open.
pub fn path_of(name: &str) -> Option<Path> {
    let (mut path, mut rest) = (Vec::new(), name.trim());
    loop {
        let (key, after) = first_key(rest)?;
        path.push(key);
        rest = match after.strip_prefix('.') {
            Some(rest) => rest,
            None if after.is_empty() => return Some(path),
            None => return None,
        };
    }
}

fn first_key(text: &str) -> Option<(String, &str)> {
    if text.starts_with('"') {
        let mut texts = serde_json::Deserializer::from_str(text).into_iter::<String>();
        let key = texts.next()?.ok()?;
        return Some((key, text.get(texts.byte_offset()..)?));
    }
    let end = text.find('.').unwrap_or(text.len());
    let (key, after) = text.split_at_checked(end)?;
    (!key.is_empty()).then(|| (key.to_owned(), after))
}

/// A text as JSON writes it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
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

    const TEXT: &str =
        r#"{"b":"x","limits":{"flows":40,"calls":9007199254740993},"list":[1,{"a":2}],"none":{}}"#;

    fn path(name: &str) -> Path {
        path_of(name).expect("a way")
    }

    #[test]
    fn taking_apart_and_writing_lose_nothing() {
        assert_eq!(Tree::read(TEXT).write(), TEXT);
        let names: Vec<String> = Tree::read(TEXT).leaves().iter().map(|(path, _)| named(path)).collect();
        assert_eq!(names, ["b", "limits.flows", "limits.calls", "list", "none"]);
        assert_eq!(Tree::read(TEXT).get(&path("limits.calls")).as_deref(), Some("9007199254740993"));
    }

    #[test]
    fn a_value_is_put_taken_away_and_renamed_in_its_place() {
        let mut tree = Tree::read(r#"{"a":1,"b":{"c":2},"d":3}"#);
        tree.set(&path("a"), "\"one\"");
        tree.set(&path("e.f"), "true");
        tree.remove(&path("b.c"));
        tree.rename(&path("a"), &path("first"));
        assert_eq!(tree.write(), r#"{"first":"one","d":3,"e":{"f":true}}"#);
        tree.rename(&path("first"), &path("e.first"));
        assert_eq!(tree.write(), r#"{"d":3,"e":{"f":true,"first":"one"}}"#);
    }

    #[test]
    fn a_key_with_a_dot_is_one_key() {
        let tree = Tree::read(r#"{"a.b":1,"a":{"b":2},"":3}"#);
        let names: Vec<String> = tree.leaves().iter().map(|(path, _)| named(path)).collect();
        assert_eq!(names, ["\"a.b\"", "a.b", "\"\""]);
        assert!(tree.leaves().iter().all(|(own, _)| path(&named(own)) == *own));
        assert_eq!([path_of(""), path_of("a."), path_of("\"a")], [None, None, None]);
    }
}
