//! The user as it is being edited: what differs from what is stored, in words and as a request.

use super::super::metadata::text;
use frontdesk_wire::replies::User;
use frontdesk_wire::requests::{OneOrMany, UpdateUser};
use frontdesk_wire::{Email, Metadata, Scope, Vendor};
use serde::{Deserialize, Serialize};

/// What a person has changed and not saved. `None` is untouched: what the server has then stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The address, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The scopes, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// The vendors, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendors: Option<Vec<String>>,
    /// The metadata as typed, valid or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<String>,
}

/// A field that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The address.
    Email,
    /// The scopes.
    Scopes,
    /// The vendors.
    Vendors,
    /// The metadata.
    Metadata,
}

impl Change {
    fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Scopes => "scopes",
            Self::Vendors => "vendors",
            Self::Metadata => "metadata",
        }
    }
}

/// A field that cannot be saved as it stands, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which field.
    pub change: Change,
    /// Why, one sentence.
    pub sentence: String,
}

impl Draft {
    /// What differs from the stored user, in the order of the form.
    pub fn changes(&self, user: &User) -> Vec<Change> {
        let email = self.email.as_ref().is_some_and(|email| email.trim() != user.email);
        let scopes = self.scopes.as_ref().is_some_and(|scopes| !same_set(scopes, &user.scope));
        let vendors = self.vendors.as_ref().is_some_and(|vendors| !same_set(vendors, &user.vendor));
        let metadata =
            self.metadata.as_ref().is_some_and(|typed| text::differs(typed, user.metadata.as_str()));
        [
            (email, Change::Email),
            (scopes, Change::Scopes),
            (vendors, Change::Vendors),
            (metadata, Change::Metadata),
        ]
        .into_iter()
        .filter(|(differs, _)| *differs)
        .map(|(_, change)| change)
        .collect()
    }

    /// The request that saves the changes and touches nothing else.
    ///
    /// # Errors
    /// Every field that cannot be saved as it stands.
    pub fn request(&self, user: &User) -> Result<UpdateUser, Vec<Refusal>> {
        let mut update = UpdateUser::default();
        let refusals: Vec<Refusal> = self
            .changes(user)
            .into_iter()
            .filter_map(|change| {
                let sentence = self.put(change, &mut update).err()?;
                Some(Refusal { change, sentence })
            })
            .collect();
        if refusals.is_empty() { Ok(update) } else { Err(refusals) }
    }

    fn put(&self, change: Change, update: &mut UpdateUser) -> Result<(), String> {
        match change {
            Change::Email => {
                let email = Email::parse(self.email.as_deref().unwrap_or_default());
                update.email =
                    Some(email.map_err(|problem| problem.sentence().to_owned())?.as_str().to_owned());
            }
            Change::Scopes => {
                let scopes = self.scopes.clone().unwrap_or_default();
                let checked = frontdesk_wire::check_scopes(scopes.iter().map(String::as_str));
                checked.map_err(|problem| problem.sentence().to_owned())?;
                update.scope = Some(scopes);
            }
            Change::Vendors => update.vendor = self.vendors.clone().map(OneOrMany::Many),
            Change::Metadata => {
                let typed = Metadata::parse(self.metadata.as_deref().unwrap_or_default());
                update.metadata = Some(typed.map_err(|problem| problem.to_string())?);
            }
        }
        Ok(())
    }
}

/// Order is no difference: scopes and vendors are sets.
fn same_set(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|item| right.contains(item))
}

/// What the save button is told to do: "Scopes and metadata".
pub fn names(changes: &[Change]) -> String {
    let words: Vec<String> = changes.iter().map(|change| change.word().to_owned()).collect();
    let text = super::super::list::words::list(&words);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What the save button says: "Save 2 changes".
pub fn saving(changes: &[Change]) -> String {
    match changes.len() {
        0 => "Save".to_owned(),
        1 => "Save 1 change".to_owned(),
        more => format!("Save {more} changes"),
    }
}

/// Reads a scope as it is typed into the field.
pub fn scope(typed: &str) -> Result<String, String> {
    let scope = Scope::parse(typed.trim()).map_err(|problem| problem.sentence().to_owned())?;
    Ok(scope.as_str().to_owned())
}

/// Reads a vendor as it is typed into the field.
pub fn vendor(typed: &str) -> Result<String, String> {
    let vendor = Vendor::parse(typed).map_err(|problem| problem.sentence().to_owned())?;
    Ok(vendor.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amara() -> User {
        let text = r#"{"id":"5c88c7cc04a917256c726c3d","username":"amara@northwind.example","email":"amara@northwind.example",
            "scope":["user","beta"],"vendor":["northwind"],"metadata":{"seats":12}}"#;
        serde_json::from_str(text).expect("a user")
    }

    fn list(items: &[&str]) -> Option<Vec<String>> {
        Some(items.iter().map(|item| (*item).to_owned()).collect())
    }

    #[test]
    fn what_comes_back_to_what_is_stored_is_no_change() {
        let draft = Draft {
            email: Some(" amara@northwind.example".to_owned()),
            scopes: list(&["beta", "user"]),
            vendors: list(&["northwind"]),
            metadata: Some("{\n  \"seats\": 12\n}".to_owned()),
        };
        assert_eq!(draft.changes(&amara()), []);
        assert_eq!(Draft::default().changes(&amara()), []);
    }

    #[test]
    fn changes_are_counted_and_named() {
        let draft =
            Draft { scopes: list(&["user", "admin"]), metadata: Some("{}".to_owned()), ..Draft::default() };
        let changes = draft.changes(&amara());
        assert_eq!(
            (saving(&changes), names(&changes)),
            ("Save 2 changes".to_owned(), "Scopes and metadata".to_owned())
        );
        assert_eq!(saving(&[Change::Email]), "Save 1 change");
    }

    #[test]
    fn the_request_holds_the_changes_and_nothing_else() {
        let draft = Draft { vendors: list(&[]), ..Draft::default() };
        let request = draft.request(&amara()).ok().and_then(|update| serde_json::to_string(&update).ok());
        assert_eq!(request.as_deref(), Some(r#"{"vendor":[]}"#));
    }

    #[test]
    fn every_field_that_cannot_be_saved_is_told() {
        let draft =
            Draft { email: Some("amara".to_owned()), metadata: Some("{".to_owned()), ..Draft::default() };
        let refusals = draft.request(&amara()).err().unwrap_or_default();
        let told: Vec<_> =
            refusals.iter().map(|refusal| (refusal.change, refusal.sentence.as_str())).collect();
        assert_eq!(
            told,
            [
                (Change::Email, "Enter an address like name@example.com."),
                (Change::Metadata, "Line 1, column 2: a closing } is missing.")
            ]
        );
    }

    #[test]
    fn a_draft_survives_being_kept() {
        let draft = Draft { email: Some("a@x.io".to_owned()), ..Draft::default() };
        let kept = serde_json::to_string(&draft).unwrap_or_default();
        assert_eq!(serde_json::from_str::<Draft>(&kept).ok(), Some(draft));
    }
}
