//! The audit trail: who did what to which user, when and from where. Ids and words of ours, never an address of a person or a value of metadata.

use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditAction {
    /// Somebody signed up.
    SignedUp,
    /// Somebody else added a user.
    UserCreated,
    /// Many users were added at once: one entry, with their count.
    UsersCreated,
    /// The first administrator was made with the set-up code.
    SetUp,
    /// Somebody signed in.
    SignedIn,
    /// A sign-in at this account was refused.
    SignInRefused,
    /// Somebody ended the session they called by.
    SignedOut,
    /// Somebody ended all their sessions.
    SignedOutEverywhere,
    /// Somebody ended another session of theirs.
    SessionEnded,
    /// Somebody changed their own password.
    PasswordChanged,
    /// A reset code set a password.
    PasswordReset,
    /// Somebody else set a password.
    PasswordSet,
    /// A reset link was asked for and made.
    ResetLinkAsked,
    /// Fields of a user changed.
    UserChanged,
    /// A user was kept out.
    UserBlocked,
    /// A user was let in again.
    UserUnblocked,
    /// Wrong guesses at a user's password were forgotten.
    UserUnlocked,
    /// A deletion was begun.
    DeletionAsked,
    /// A user is gone.
    DeletionCompleted,
    /// A deletion could not be carried through.
    DeletionFailed,
}

impl AuditAction {
    /// Every action with its word.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::SignedUp, "signed-up"),
        (Self::UserCreated, "user-created"),
        (Self::UsersCreated, "users-created"),
        (Self::SetUp, "set-up"),
        (Self::SignedIn, "signed-in"),
        (Self::SignInRefused, "sign-in-refused"),
        (Self::SignedOut, "signed-out"),
        (Self::SignedOutEverywhere, "signed-out-everywhere"),
        (Self::SessionEnded, "session-ended"),
        (Self::PasswordChanged, "password-changed"),
        (Self::PasswordReset, "password-reset"),
        (Self::PasswordSet, "password-set"),
        (Self::ResetLinkAsked, "reset-link-asked"),
        (Self::UserChanged, "user-changed"),
        (Self::UserBlocked, "user-blocked"),
        (Self::UserUnblocked, "user-unblocked"),
        (Self::UserUnlocked, "user-unlocked"),
        (Self::DeletionAsked, "deletion-asked"),
        (Self::DeletionCompleted, "deletion-completed"),
        (Self::DeletionFailed, "deletion-failed"),
    ];

    /// The word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(action, _)| *action == self).map_or("", |(_, name)| *name)
    }
}

impl FromStr for AuditAction {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().find(|(_, name)| *name == text).map(|(action, _)| *action).ok_or(())
    }
}

impl fmt::Display for AuditAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// Somebody whose token held or whose password fitted.
    User,
    /// Somebody without either: whoever signs up, asks for a reset link, redeems a code, guesses.
    Guest,
    /// A command on the server's own machine.
    Command,
    /// The server itself, at work that nobody waits for.
    Server,
}

impl ActorKind {
    /// Every kind with its word.
    pub const ALL: [(Self, &'static str); 4] =
        [(Self::User, "user"), (Self::Guest, "guest"), (Self::Command, "command"), (Self::Server, "server")];

    /// The word.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| *name)
    }
}

impl FromStr for ActorKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().find(|(_, name)| *name == text).map(|(kind, _)| *kind).ok_or(())
    }
}

/// What more there is to say of an act: only what is named here can be said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AuditDetails {
    /// Which fields changed, by wire name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Scopes that were given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes_added: Vec<String>,
    /// Scopes that were taken away.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes_removed: Vec<String>,
    /// Which session was opened or ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The ticket of a deletion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    /// How many: sessions ended, users added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Why a sign-in was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<RefusalReason>,
}

/// Why a sign-in was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalReason {
    /// The password did not fit.
    Password,
    /// Two names were given that are not one user's.
    Names,
    /// The user is blocked or being deleted.
    KeptOut,
}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Which user; of other kinds there is none.
    pub id: Option<UserId>,
    /// What kind.
    pub kind: ActorKind,
}

/// One entry of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its place in the trail: later entries have higher ones.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Did what: a word of [`AuditAction`], or one that a newer server knows.
    pub action: String,
    /// To whom, also after that user is gone.
    pub subject: Option<UserId>,
    /// From which network address, as far as there is one.
    pub address: Option<String>,
    /// What the client called itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// What more there is to say.
    #[serde(default)]
    pub details: AuditDetails,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_read_as_it_is_written() {
        for (action, word) in AuditAction::ALL {
            assert_eq!((action.name(), word.parse()), (word, Ok(action)));
            assert_eq!(serde_json::to_string(&action).unwrap(), format!("\"{word}\""));
        }
        for (kind, word) in ActorKind::ALL {
            assert_eq!((kind.name(), word.parse()), (word, Ok(kind)));
            assert_eq!(serde_json::to_string(&kind).unwrap(), format!("\"{word}\""));
        }
    }
}
