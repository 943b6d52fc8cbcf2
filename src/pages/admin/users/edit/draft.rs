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
    /// Every field, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Email, Self::Scopes, Self::Vendors, Self::Metadata];

    /// Is this field the same in both? Order is no difference in scopes and vendors, white space none in metadata.
    pub fn is_same(self, left: &User, right: &User) -> bool {
        match self {
            Self::Email => left.email == right.email,
            Self::Scopes => same_set(&left.scope, &right.scope),
            Self::Vendors => same_set(&left.vendor, &right.vendor),
            Self::Metadata => {
                left.metadata == right.metadata
                    || !text::differs(left.metadata.as_str(), right.metadata.as_str())
            }
        }
    }

    /// Makes this field of `into` what it is in `from`.
    pub fn copy(self, from: &User, into: &mut User) {
        match self {
            Self::Email => into.email.clone_from(&from.email),
            Self::Scopes => into.scope.clone_from(&from.scope),
            Self::Vendors => into.vendor.clone_from(&from.vendor),
            Self::Metadata => into.metadata.clone_from(&from.metadata),
        }
    }

    /// The field in one word.
    pub fn word(self) -> &'static str {
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
    /// Which fields stand in it.
    pub fn fields(&self) -> Vec<Change> {
        Change::ALL.into_iter().filter(|change| self.has(*change)).collect()
    }

    /// Does this field stand in it?
    pub fn has(&self, change: Change) -> bool {
        match change {
            Change::Email => self.email.is_some(),
            Change::Scopes => self.scopes.is_some(),
            Change::Vendors => self.vendors.is_some(),
            Change::Metadata => self.metadata.is_some(),
        }
    }

    /// Is this field the same in both?
    pub fn agrees(&self, other: &Self, change: Change) -> bool {
        match change {
            Change::Email => self.email == other.email,
            Change::Scopes => self.scopes == other.scopes,
            Change::Vendors => self.vendors == other.vendors,
            Change::Metadata => self.metadata == other.metadata,
        }
    }

    /// The same with the fields alone that differ from the stored user.
    #[must_use]
    pub fn against(self, user: &User) -> Self {
        let changes = self.changes(user);
        let differs = |change: Change| changes.contains(&change);
        Self {
            email: self.email.filter(|_| differs(Change::Email)),
            scopes: self.scopes.filter(|_| differs(Change::Scopes)),
            vendors: self.vendors.filter(|_| differs(Change::Vendors)),
            metadata: self.metadata.filter(|_| differs(Change::Metadata)),
        }
    }

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
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
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
#[path = "draft_tests.rs"]
mod tests;
