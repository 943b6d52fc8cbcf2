//! The metadata as rows of keys: each row keeps its own place while its key, kind or value changes.

use super::kinds::Kind;
use super::text::tidy;
use super::tree::{Path, Tree, named, path_of};
use crate::ui::{effect, focus_id};
use frontdesk_wire::Metadata;
use leptos::prelude::*;

/// One row: its number, which never changes, and the way to its value.
pub type Row = (u32, Path);

/// The rows of one text. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Rows {
    text: RwSignal<String>,
    /// The text taken apart, as it was when it was last valid.
    tree: RwSignal<Tree>,
    rows: RwSignal<Vec<Row>>,
    valid: RwSignal<bool>,
    next: StoredValue<u32>,
}

/// The element id of a row's key.
pub fn key_id(number: u32) -> String {
    format!("metadata-key-{number}")
}

impl Rows {
    /// Follows the text, while it is valid.
    pub fn follow(text: RwSignal<String>, settled: Signal<String>) -> Self {
        let rows = Self {
            text,
            tree: RwSignal::new(Tree::Object(Vec::new())),
            rows: RwSignal::new(Vec::new()),
            valid: RwSignal::new(true),
            next: StoredValue::new(0),
        };
        effect(move || rows.take(&settled.get()));
        rows
    }

    fn take(self, text: &str) {
        let valid = Metadata::parse(text).is_ok();
        if self.valid.get_untracked() != valid {
            self.valid.set(valid);
        }
        if !valid {
            return;
        }
        let tree = Tree::read(text);
        let old = self.rows.get_untracked();
        let mut free = old.clone();
        let rows: Vec<Row> = tree
            .leaves()
            .into_iter()
            .map(|(path, _)| match free.iter().position(|(_, own)| *own == path) {
                Some(at) => free.swap_remove(at),
                None => (self.number(), path),
            })
            .collect();
        self.tree.set(tree);
        if rows != old {
            self.rows.set(rows);
        }
    }

    fn number(self) -> u32 {
        self.next.update_value(|next| *next += 1);
        self.next.get_value()
    }

    /// Can the rows be used: is the text valid? Tracked.
    pub fn is_valid(self) -> bool {
        self.valid.get()
    }

    /// The numbers of the rows, in order. Tracked.
    pub fn numbers(self) -> Vec<u32> {
        self.rows.with(|rows| rows.iter().map(|(number, _)| *number).collect())
    }

    /// The key of a row, in words. Tracked.
    pub fn name(self, number: u32) -> String {
        self.path(number).map(|path| named(&path)).unwrap_or_default()
    }

    /// The value of a row, as JSON. Tracked.
    pub fn value(self, number: u32) -> Option<String> {
        let path = self.path(number)?;
        self.tree.with(|tree| tree.get(&path))
    }

    fn path(self, number: u32) -> Option<Path> {
        self.rows.with(|rows| rows.iter().find(|(own, _)| *own == number).map(|(_, path)| path.clone()))
    }

    /// Puts another value in a row.
    pub fn put(self, number: u32, json: &str) {
        if let Some(path) = untrack(|| self.path(number)) {
            self.change(|tree| tree.set(&path, json));
        }
    }

    /// Turns the value of a row into another kind.
    pub fn turn(self, number: u32, kind: Kind) {
        if let Some(value) = untrack(|| self.value(number)) {
            self.put(number, &kind.turned(&value));
        }
    }

    /// Gives a row another key.
    ///
    /// # Errors
    /// It is no key, or another row's; in a sentence.
    pub fn rename(self, number: u32, name: &str) -> Result<(), &'static str> {
        let Some(from) = untrack(|| self.path(number)) else { return Ok(()) };
        let to = path_of(name).ok_or("Write a key, like seats or limits.flows.")?;
        if to == from {
            return Ok(());
        }
        let taken = untrack(|| self.tree.with(|tree| would_lose(tree, &from, &to)));
        if taken {
            return Err("There is such a key already.");
        }
        // The row keeps its place in the page, and with it the focus.
        self.rows.update_untracked(|rows| {
            if let Some((_, path)) = rows.iter_mut().find(|(own, _)| *own == number) {
                path.clone_from(&to);
            }
        });
        self.change(|tree| tree.rename(&from, &to));
        self.rows.notify();
        Ok(())
    }

    /// Takes a row away.
    pub fn remove(self, number: u32) {
        if let Some(path) = untrack(|| self.path(number)) {
            self.change(|tree| tree.remove(&path));
        }
    }

    /// Adds a row with a key of its own, and leads there.
    pub fn add(self) {
        let tree = self.tree.get_untracked();
        let free = (1_u32..).map(|n| if n == 1 { "key".to_owned() } else { format!("key{n}") });
        let path = free.map(|name| vec![name]).find(|path| tree.get(path).is_none()).unwrap_or_default();
        self.change(|tree| tree.set(&path, "\"\""));
        let last = self.rows.with_untracked(|rows| rows.last().map(|(number, _)| *number));
        if let Some(number) = last {
            request_animation_frame(move || focus_id(&key_id(number)));
        }
    }

    fn change(self, change: impl FnOnce(&mut Tree)) {
        let mut tree = self.tree.get_untracked();
        change(&mut tree);
        let text = tidy(&tree.write());
        self.take(&text);
        self.text.set(text);
    }
}

/// Would a value that goes there take the place of another, or go through one that is no object?
fn would_lose(tree: &Tree, from: &[String], to: &[String]) -> bool {
    let mut without = tree.clone();
    without.remove(from);
    let through = (1..to.len()).any(|end| {
        let above = to.get(..end).and_then(|above| without.get(above));
        above.is_some_and(|value| Kind::of(&value) != Kind::Object)
    });
    through || without.get(to).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_never_moved_onto_another() {
        let tree = Tree::read(r#"{"a":1,"b":{"c":2},"d":3}"#);
        let lost = |from: &str, to: &str| {
            would_lose(&tree, &path_of(from).expect("a way"), &path_of(to).expect("a way"))
        };
        assert!(lost("a", "d") && lost("a", "b") && lost("a", "d.e"));
        assert!(!lost("a", "e") && !lost("a", "b.e") && !lost("b.c", "b"));
    }
}
