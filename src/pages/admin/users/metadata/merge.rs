//! Two people's changes of one metadata: what touches different keys goes together, what touches the same key waits for
//! a choice.

use super::diff::{Difference, differences};
use super::text::tidy;
use super::tree::{Path, Tree};
use frontdesk_wire::Metadata;

/// A key that both have changed, each in another way. `None` is taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The keys that lead to it.
    pub path: Path,
    /// What it becomes by my change.
    pub mine: Option<String>,
    /// What it is by theirs.
    pub theirs: Option<String>,
}

/// My text with their changes in it, as far as they touch nothing of mine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// What my text began from, as if their other changes had been there then: it differs from theirs in what clashes.
    pub began: String,
}

/// Brings their changes into mine; `None` while mine is not valid. My order of keys stays.
pub fn merged(began: &str, mine: &str, theirs: &str) -> Option<Merged> {
    Metadata::parse(mine).ok()?;
    let (of_mine, of_theirs) = (changed(began, mine), changed(began, theirs));
    let (mut text, mut base) = (Tree::read(mine), Tree::read(began));
    let (clashing, free): (Vec<&Difference>, Vec<&Difference>) =
        of_theirs.iter().partition(|found| of_mine.iter().any(|own| touches(found, own)));
    // What both did alike is done.
    let alike = clashing.iter().filter(|found| of_mine.iter().any(|own| own == **found)).copied();
    for found in alike.clone().chain(free.iter().copied()) {
        apply(&mut base, found);
    }
    for found in &free {
        apply(&mut text, found);
    }
    Some(Merged {
        text: if free.is_empty() { mine.to_owned() } else { tidy(&text.write()) },
        began: base.write(),
    })
}

/// The keys that wait for a choice: theirs are no longer what mine began from, and mine would change them.
pub fn clashes(began: &str, mine: &str, theirs: &str) -> Vec<Clash> {
    let (of_mine, of_theirs) = (changed(began, mine), changed(began, theirs));
    let mut found: Vec<Clash> = Vec::new();
    let paths = of_mine
        .iter()
        .filter(|own| of_theirs.iter().any(|other| touches(own, other) && *own != other))
        .map(|own| (own.path.clone(), own.will_be.clone()))
        .chain(
            of_theirs
                .iter()
                .filter(|other| of_mine.iter().any(|own| touches(own, other) && own != *other))
                .map(|other| (other.path.clone(), Tree::read(mine).get(&other.path))),
        );
    for (path, own) in paths {
        // What holds the other says the same in one choice.
        if !found.iter().any(|known| path.starts_with(&known.path) || known.path.starts_with(&path)) {
            let theirs = Tree::read(theirs).get(&path);
            found.push(Clash { path, mine: own, theirs });
        }
    }
    found
}

/// The text with one key as somebody else has it.
pub fn taking(text: &str, clash: &Clash) -> String {
    let mut tree = Tree::read(text);
    match &clash.theirs {
        Some(value) => tree.set(&clash.path, value),
        None => tree.remove(&clash.path),
    }
    tidy(&tree.write())
}

/// What was really changed; keys that only moved are nobody's change.
fn changed(before: &str, after: &str) -> Vec<Difference> {
    let mut found = differences(before, after);
    found.retain(|found| found.was != found.will_be);
    // An object that lost its last key stands as a value of its own: it is put back after the key was taken.
    found.sort_by_key(|found| found.will_be.is_some());
    found
}

/// Do both lead to the same value, or one to a part of the other's?
fn touches(one: &Difference, other: &Difference) -> bool {
    one.path.starts_with(&other.path) || other.path.starts_with(&one.path)
}

fn apply(tree: &mut Tree, change: &Difference) {
    match &change.will_be {
        Some(value) => tree.set(&change.path, value),
        None => tree.remove(&change.path),
    }
}

#[cfg(test)]
mod tests {
    use super::super::text::compact;
    use super::*;

    fn both(began: &str, mine: &str, theirs: &str) -> (String, Vec<String>) {
        let Merged { text, began } = merged(began, mine, theirs).expect("mine is valid");
        let told = clashes(&began, &text, theirs);
        let say = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
        let told = told.into_iter().map(|clash| {
            format!("{}: {} / {}", super::super::tree::named(&clash.path), say(clash.mine), say(clash.theirs))
        });
        (compact(&text), told.collect())
    }

    #[test]
    fn changes_of_different_keys_go_together() {
        let (text, clashes) = both(r#"{"a":1,"b":2}"#, r#"{"a":5,"b":2}"#, r#"{"a":1,"b":2,"theirs":true}"#);
        assert_eq!(text, r#"{"a":5,"b":2,"theirs":true}"#);
        assert!(clashes.is_empty(), "{clashes:?}");
    }

    #[test]
    fn changes_of_the_same_key_wait_for_a_choice() {
        let (text, clashes) =
            both(r#"{"seats":8,"gone":1}"#, r#"{"seats":12,"gone":1}"#, r#"{"seats":20,"new":3}"#);
        assert_eq!(text, r#"{"seats":12,"new":3}"#, "the rest is together already");
        assert_eq!(clashes, ["seats: 12 / 20"]);
    }

    #[test]
    fn what_both_did_alike_is_no_clash() {
        let (text, clashes) = both(r#"{"a":1}"#, r#"{"a":2}"#, r#"{"a":2}"#);
        assert_eq!((text.as_str(), clashes.len()), (r#"{"a":2}"#, 0));
    }

    #[test]
    fn an_object_taken_away_clashes_with_a_change_in_it() {
        let (_, clashes) = both(r#"{"o":{"a":1}}"#, r#"{"o":{"a":2}}"#, r#"{"b":1}"#);
        assert_eq!(clashes, ["o.a: 2 / -"]);
        let (_, clashes) = both(r#"{"o":{"a":1}}"#, r#"{"o":7}"#, r#"{"o":{"a":1,"b":2}}"#);
        assert_eq!(clashes, [r#"o: 7 / {"a":1,"b":2}"#]);
    }

    #[test]
    fn an_object_that_lost_its_last_key_stays() {
        let (text, _) = both(r#"{"o":{"a":1},"b":1}"#, r#"{"o":{"a":1},"b":2}"#, r#"{"o":{},"b":1}"#);
        assert_eq!(text, r#"{"b":2,"o":{}}"#);
    }

    #[test]
    fn a_choice_of_theirs_takes_that_key_alone() {
        let clash = Clash { path: vec!["seats".to_owned()], mine: None, theirs: Some("20".to_owned()) };
        assert_eq!(compact(&taking(r#"{"a":1}"#, &clash)), r#"{"a":1,"seats":20}"#);
        let gone = Clash { theirs: None, ..clash };
        assert_eq!(compact(&taking(r#"{"a":1,"seats":20}"#, &gone)), r#"{"a":1}"#);
    }

    #[test]
    fn text_that_is_not_valid_is_left_alone() {
        assert_eq!(merged("{}", "{", r#"{"a":1}"#), None);
    }
}
