//! The same wish for many users at once: what is asked, how far it is, what became of each (ours).

use crate::requests::OneOrMany;
use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// `POST /users/bulk`: what to do, and to whom: `ids`, or everybody whom `filter` and `pattern` fit, as in the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StartBulk {
    /// What to do.
    pub action: BulkAction,
    /// The scopes, for the actions on scopes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Vec<String>>,
    /// One vendor or several, for the actions on vendors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<OneOrMany>,
    /// These users.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
    /// Everybody whom these conditions fit; an empty list fits everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<OneOrMany>,
    /// Everybody whose user name or e-mail holds this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
}

/// What to do to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkAction {
    /// Give scopes beside those there are.
    AddScope,
    /// Take scopes away.
    RemoveScope,
    /// These scopes and no others.
    SetScope,
    /// Give vendors beside those there are.
    AddVendor,
    /// Take vendors away.
    RemoveVendor,
    /// These vendors and no others.
    SetVendor,
    /// Keep out.
    Block,
    /// Keep out no longer.
    Unblock,
    /// Delete.
    Delete,
}

/// It has begun; ask with this ticket how far it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkStarted {
    /// A UUID, version 4.
    pub ticket: String,
    /// Exactly how many users it is about.
    pub total: u64,
}

/// The state of a bulk change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkState {
    /// Under way.
    InProgress,
    /// Each user was done, or it is said why not.
    Completed,
    /// It stopped; the message says why.
    Failed,
    /// It was called off; what was done stays done.
    Cancelled,
}

/// How far a bulk change is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkStatus {
    /// Its ticket.
    pub ticket: String,
    /// What is done to each.
    pub action: BulkAction,
    /// Its state.
    pub status: BulkState,
    /// How many users it is about: as many as fitted when it was asked for.
    pub total: u64,
    /// How many were changed, or are gone.
    pub done: u64,
    /// How many were so already.
    pub unchanged: u64,
    /// How many could not be changed; each says why.
    pub failed: u64,
    /// How many are left: not begun, or their deletion not at its end.
    pub left: u64,
    /// Since when.
    pub began: Timestamp,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Timestamp>,
    /// Why it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The ticket under which what failed was tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retried_as: Option<String>,
}

/// What became of one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkRowState {
    /// Not begun.
    Pending,
    /// Being deleted.
    InProgress,
    /// Changed, or gone.
    Done,
    /// Was so already.
    Unchanged,
    /// Not changed; the message says why.
    Failed,
}

impl BulkRowState {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pending, Self::InProgress, Self::Done, Self::Unchanged, Self::Failed];

    /// As it is written on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Unchanged => "unchanged",
            Self::Failed => "failed",
        }
    }
}

/// One user of a bulk change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BulkRow {
    /// Which user.
    pub id: UserId,
    /// The address, while the user is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What became of it.
    pub status: BulkRowState,
    /// Why it failed, for programs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Why it failed, one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_the_word_that_it_is_written_as() {
        for state in BulkRowState::ALL {
            assert_eq!(serde_json::to_string(&state).unwrap(), format!("\"{}\"", state.word()));
        }
    }
}
