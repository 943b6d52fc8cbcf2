//! Bodies that the server sends. Reading is lenient where a plain tenant says less than we do.

mod account;
mod told;

pub use account::Account;
pub use told::{About, Config, SignUpDoor, Told};

use crate::lean::{Members, Read};
use crate::requests::OneOrMany;
use crate::{Metadata, Timestamp, UserId};
use serde::{Deserialize, Deserializer, Serialize};

/// A user, as every call shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// Signed in, signed up or set up: who, and the token to go on with.
#[derive(Clone, Serialize, Deserialize)]
pub struct SignedIn<U = User> {
    /// Who.
    pub user: U,
    /// The bearer token.
    pub token: String,
}

impl<U: Read + Default> Read for SignedIn<U> {
    fn of(members: &mut Members<'_>) -> Self {
        let user = members.object("user");
        Self { user: members.or_misfit(user), token: members.must("token") }
    }
}

/// Password changed: the caller's other tokens have ended, this one goes on. A plain tenant replies `{}`.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// The fresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl Read for PasswordChanged {
    fn of(members: &mut Members<'_>) -> Self {
        Self { token: members.text_or_null("token") }
    }
}

/// `{}`: done, nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {}

impl Read for Empty {
    fn of(_: &mut Members<'_>) -> Self {
        Self {}
    }
}

/// How many users match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number.
    pub count: u64,
}

/// What became of the lines of `POST /users/import`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// Was it only tried, and nothing saved?
    pub dry_run: bool,
    /// Lines with a user, or with what was meant to be one.
    pub rows: u64,
    /// Users who were added.
    pub created: u64,
    /// Users who were there and changed.
    pub updated: u64,
    /// Users who were there and stayed as they were.
    pub skipped: u64,
    /// Users who could not come beside those who are there.
    pub conflicts: u64,
    /// Lines that could not be understood.
    pub invalid: u64,
    /// All up to this line is saved.
    pub saved_through: u64,
    /// How many problems there were.
    pub problem_count: u64,
    /// The first thousand of them.
    pub problems: Vec<LineProblem>,
}

/// What is wrong with a line of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// Which line, the first is 1.
    pub line: u64,
    /// The field, or `line`.
    pub field: String,
    /// A stable word for programs.
    pub code: String,
    /// One sentence for people.
    pub message: String,
}

/// A deletion has begun; ask with this how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionStarted {
    /// A UUID, version 4.
    pub ticket: String,
}

/// How far a deletion is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeletionStatus {
    /// Its state.
    pub status: DeletionState,
    /// Steps that are done.
    #[serde(default)]
    pub steps_done: u32,
    /// Steps in all.
    #[serde(default)]
    pub steps_total: u32,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// The state of a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeletionState {
    /// Under way.
    InProgress,
    /// The user is gone.
    Completed,
    /// It stopped; the message says why.
    Failed,
    /// It was called off.
    Cancelled,
}

/// One of my sessions (ours).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Which session.
    pub id: String,
    /// Since when.
    pub created: Timestamp,
    /// When it last called.
    pub last_seen: Timestamp,
    /// What the browser called itself.
    #[serde(default)]
    pub user_agent: Option<String>,
    /// From where.
    #[serde(default)]
    pub address: Option<String>,
    /// Is it the one that asks?
    #[serde(default)]
    pub current: bool,
}

impl Read for Session {
    fn of(members: &mut Members<'_>) -> Self {
        let [created, last_seen] = ["created", "lastSeen"].map(|name| {
            let at = Timestamp::parse(&members.must(name));
            members.or_misfit(at)
        });
        Self {
            id: members.must("id"),
            created,
            last_seen,
            user_agent: members.text_or_null("userAgent"),
            address: members.text_or_null("address"),
            current: members.flag("current").unwrap_or_default(),
        }
    }
}
