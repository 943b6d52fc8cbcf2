//! What a save would change in the metadata, key by key.

use super::tree::{Path, Tree, named};

/// One key whose value differs. Values are written as in the text, every digit kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The keys that lead to it.
    pub path: Path,
    /// The stored value, if there was one.
    pub was: Option<String>,
    /// The value after saving, if there is one.
    pub will_be: Option<String>,
}

impl Difference {
    /// The key in words: `limits.calls`.
    pub fn key(&self) -> String {
        named(&self.path)
    }

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
    let (before, after) = (Tree::read(stored).leaves(), Tree::read(typed).leaves());
    let was = |path: &Path| before.iter().find(|(other, _)| other == path).map(|(_, value)| value.clone());
    let kept = |path: &Path| after.iter().any(|(other, _)| other == path);
    let found = after.iter().map(|(path, value)| Difference {
        path: path.clone(),
        was: was(path),
        will_be: Some(value.clone()),
    });
    let gone = before.iter().filter(|(path, _)| !kept(path)).map(|(path, value)| Difference {
        path: path.clone(),
        was: Some(value.clone()),
        will_be: None,
    });
    let real: Vec<Difference> =
        found.clone().filter(|found| found.was != found.will_be).chain(gone).collect();
    if real.is_empty() {
        found.zip(&before).filter(|(found, (path, _))| found.path != *path).map(|(found, _)| found).collect()
    } else {
        real
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(stored: &str, typed: &str) -> Vec<(String, &'static str)> {
        differences(stored, typed).iter().map(|found| (found.key(), found.word())).collect()
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
        let calls = differences(stored, typed).into_iter().find(|found| found.key() == "limits.calls");
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

    #[test]
    fn a_key_with_a_dot_is_not_taken_for_two() {
        assert_eq!(
            told(r#"{"a.b":1}"#, r#"{"a":{"b":1}}"#),
            named(&[("a.b", "Added"), ("\"a.b\"", "Removed")])
        );
    }
}
