//! Bodies that the server sends. Reading is lenient where a plain tenant says less than we do.

mod account;
mod told;
mod user;

pub use account::Account;
pub use told::{About, Config, SignUpDoor, Told};
pub use user::User;

use crate::Timestamp;
use crate::lean::{Members, Read};
use serde::{Deserialize, Serialize};

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

impl Read for Count {
    fn of(members: &mut Members<'_>) -> Self {
        let count = members.whole("count");
        Self { count: members.or_misfit(count) }
    }
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

impl Read for DeletionStarted {
    fn of(members: &mut Members<'_>) -> Self {
        Self { ticket: members.must("ticket") }
    }
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

impl Read for DeletionStatus {
    fn of(members: &mut Members<'_>) -> Self {
        let status = DeletionState::of(&members.must("status"));
        Self {
            status: members.or_misfit(status),
            steps_done: members.whole("stepsDone").unwrap_or_default(),
            steps_total: members.whole("stepsTotal").unwrap_or_default(),
            message: members.text_or_null("message"),
        }
    }
}

/// The state of a deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeletionState {
    /// Under way.
    #[default]
    InProgress,
    /// The user is gone.
    Completed,
    /// It stopped; the message says why.
    Failed,
    /// It was called off.
    Cancelled,
}

impl DeletionState {
    /// The state of this name.
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "in-progress" => Self::InProgress,
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }
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
