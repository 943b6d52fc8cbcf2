//! What somebody else has saved meanwhile, against what is being edited here: where both changed the same, a choice.

use super::super::metadata::merge;
use super::super::metadata::tree;
use super::draft::{Change, Draft};
use frontdesk_wire::replies::User;

/// One thing that both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// A whole field: which, as it stands here, as they left it.
    Field(Change, String, String),
    /// One key of the metadata.
    Key(merge::Clash),
}

impl Clash {
    /// What it is about, in words.
    pub fn name(&self) -> String {
        match self {
            Self::Field(change, ..) => super::draft::names(&[*change]),
            Self::Key(clash) => tree::named(&clash.path),
        }
    }

    /// What it becomes by my change, in words.
    pub fn mine(&self) -> String {
        match self {
            Self::Field(_, mine, _) => or_nothing(mine),
            Self::Key(clash) => value(clash.mine.as_deref()),
        }
    }

    /// What it is by theirs, in words.
    pub fn theirs(&self) -> String {
        match self {
            Self::Field(_, _, theirs) => or_nothing(theirs),
            Self::Key(clash) => value(clash.theirs.as_deref()),
        }
    }
}

fn or_nothing(text: &str) -> String {
    if text.is_empty() { "none".to_owned() } else { text.to_owned() }
}

fn value(text: Option<&str>) -> String {
    text.unwrap_or("taken away").to_owned()
}

/// Everything in the draft that somebody else has changed, too, since it `began`, each into something else.
pub fn clashes(draft: &Draft, began: &User, stored: &User) -> Vec<Clash> {
    let mut found = Vec::new();
    for change in draft.fields().into_iter().filter(|change| !change.is_same(began, stored)) {
        let joined = |words: &Option<Vec<String>>| words.as_deref().unwrap_or_default().join(", ");
        let (mine, theirs) = match change {
            Change::Email => (draft.email.clone().unwrap_or_default(), stored.email.clone()),
            Change::Scopes => (joined(&draft.scopes), stored.scope.join(", ")),
            Change::Vendors => (joined(&draft.vendors), stored.vendor.join(", ")),
            Change::Metadata => {
                let mine = draft.metadata.as_deref().unwrap_or_default();
                let keys = merge::clashes(began.metadata.as_str(), mine, stored.metadata.as_str());
                found.extend(keys.into_iter().map(Clash::Key));
                continue;
            }
        };
        found.push(Clash::Field(change, mine, theirs));
    }
    found
}

/// What of the newer state goes on without a question: fields that nobody edits here, or that did not clash.
pub fn kept(before: &User, fresh: &User, clashes: &[Clash]) -> Vec<Change> {
    let clashing = |change: Change| {
        clashes.iter().any(|clash| match clash {
            Clash::Field(own, ..) => *own == change,
            Clash::Key(_) => change == Change::Metadata,
        })
    };
    Change::ALL.into_iter().filter(|change| !change.is_same(before, fresh) && !clashing(*change)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(scope: &str, metadata: &str) -> User {
        let text = format!(
            r#"{{"id":"5c88c7cc04a917256c726c3d","email":"a@x.io","scope":{scope},"vendor":[],"metadata":{metadata}}}"#
        );
        serde_json::from_str(&text).expect("a user")
    }

    fn told(clashes: &[Clash]) -> Vec<String> {
        clashes
            .iter()
            .map(|clash| format!("{}: {} / {}", clash.name(), clash.mine(), clash.theirs()))
            .collect()
    }

    #[test]
    fn a_field_that_both_changed_waits_for_a_choice() {
        let began = user(r#"["user","admin"]"#, "{}");
        let theirs = user(r#"["user"]"#, "{}");
        let scopes = Some(["user", "admin", "beta"].map(str::to_owned).to_vec());
        let draft = Draft { scopes, ..Draft::default() };
        assert_eq!(told(&clashes(&draft, &began, &theirs)), ["Scopes: user, admin, beta / user"]);
        assert_eq!(
            clashes(&draft, &theirs, &theirs),
            [],
            "once it began from theirs, it is a change like any"
        );
    }

    #[test]
    fn changes_of_other_fields_go_on_without_a_question() {
        let began = user(r#"["user"]"#, r#"{"seats":8}"#);
        let theirs = user(r#"["user","beta"]"#, r#"{"seats":20}"#);
        let draft = Draft { metadata: Some(r#"{"seats":12}"#.to_owned()), ..Draft::default() };
        let found = clashes(&draft, &began, &theirs);
        assert_eq!(told(&found), ["seats: 12 / 20"]);
        assert_eq!(kept(&began, &theirs, &found), [Change::Scopes]);
    }

    #[test]
    fn what_both_changed_alike_is_no_clash() {
        let (began, theirs) = (user(r#"["user"]"#, "{}"), user(r#"["user","beta"]"#, "{}"));
        let draft = Draft { scopes: Some(["beta", "user"].map(str::to_owned).to_vec()), ..Draft::default() };
        assert_eq!(clashes(&draft.against(&theirs), &began, &theirs), []);
    }
}
