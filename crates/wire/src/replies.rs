//! Bodies that the server sends. Reading is lenient where a plain tenant says less than we do.

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
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// The bearer token.
    pub token: String,
}

/// Password changed: the caller's other tokens have ended, this one goes on. A plain tenant replies `{}`.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct PasswordChanged {
    /// The fresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// `{}`: done, nothing to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Empty {}

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

/// `GET /`: what server this is. A plain tenant tells less; what is missing means "not offered" or the documented default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The API edition that clients may rely on.
    #[serde(default)]
    pub version: Option<String>,
    /// The server's name.
    #[serde(default)]
    pub name: Option<String>,
    /// Our extensions by name, such as `blocked`.
    #[serde(default)]
    pub capabilities: Vec<String>,
    /// Who may sign up.
    #[serde(default)]
    pub sign_up: SignUpDoor,
    /// The least characters of a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_min_length: Option<u32>,
    /// How many seconds a reset link holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset_link_seconds: Option<u32>,
    /// Whom to ask: an address or a link.
    #[serde(default)]
    pub support_contact: Option<String>,
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUpDoor {
    /// Anyone.
    #[default]
    Open,
    /// Only those whom an administrator adds.
    Closed,
}

/// `GET /config.json`: what the app needs before its first call. Every field may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Config {
    /// Where the API is; empty means the app's own origin.
    pub api: String,
    /// The product's name.
    pub app_name: String,
    /// The accent's hue, 0 to 360.
    pub accent_hue: Option<u16>,
    /// The logo's address.
    pub logo: Option<String>,
    /// Where the privacy notice is.
    pub privacy_url: Option<String>,
    /// Whom to ask: an address or a link.
    pub support_contact: Option<String>,
    /// Where to go after signing in: a path of this origin.
    pub after_sign_in: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: String::new(),
            app_name: "Frontdesk".to_owned(),
            accent_hue: None,
            logo: None,
            privacy_url: None,
            support_contact: None,
            after_sign_in: "/account".to_owned(),
        }
    }
}

/// What rides in a page as data, so that the app need not ask for it: its settings, and what server it talks to where
/// that is the one that serves the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// As `GET /config.json`.
    #[serde(default)]
    pub config: Config,
    /// As `GET /`, unless the API is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
}
