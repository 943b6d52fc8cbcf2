//! A user.

use crate::lean::{Members, Read};
use crate::requests::OneOrMany;
use crate::{Metadata, Timestamp, UserId};
use serde::{Deserialize, Deserializer, Serialize};

/// A user, as every call shows one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Which user.
    pub id: UserId,
    /// The name to sign in with, an address.
    #[serde(default)]
    pub username: String,
    /// Where mail goes.
    #[serde(default, deserialize_with = "null_is_default")]
    pub email: String,
    /// Says nothing about signing in; no call sets it.
    #[serde(default = "yes")]
    pub is_active: bool,
    /// Kept out by an administrator (ours; a plain tenant has none).
    #[serde(default)]
    pub blocked: bool,
    /// The plan.
    #[serde(default, deserialize_with = "null_is_default")]
    pub plan: String,
    /// What the user may do.
    #[serde(default)]
    pub scope: Vec<String>,
    /// Whose user this is.
    #[serde(default, deserialize_with = "one_or_many")]
    pub vendor: Vec<String>,
    /// Whatever the product keeps beside a user.
    #[serde(default, deserialize_with = "Metadata::kept")]
    pub metadata: Metadata,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Timestamp>,
}

impl Read for User {
    fn of(members: &mut Members<'_>) -> Self {
        let id = members.must("id").parse().ok();
        let created = members.text_or_null("created").map(|text| Timestamp::parse(&text));
        Self {
            id: members.or_misfit(id),
            username: members.text("username").unwrap_or_default(),
            email: members.text_or_null("email").unwrap_or_default(),
            is_active: members.flag("isActive").unwrap_or_else(yes),
            blocked: members.flag("blocked").unwrap_or_default(),
            plan: members.text_or_null("plan").unwrap_or_default(),
            scope: members.texts("scope"),
            vendor: members.text_or_texts("vendor"),
            metadata: members.json("metadata").map(Metadata::of_value).unwrap_or_default(),
            created: created.map(|at| members.or_misfit(at)),
        }
    }
}

impl User {
    /// May this user administer?
    pub fn is_admin(&self) -> bool {
        self.scope.iter().any(|scope| scope == "admin")
    }
}

fn yes() -> bool {
    true
}

fn null_is_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Option::<OneOrMany>::deserialize(deserializer)
        .map(|vendor| vendor.map(OneOrMany::into_vec).unwrap_or_default())
}
