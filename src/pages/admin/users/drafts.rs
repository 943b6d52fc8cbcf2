//! Unsaved work on a user, kept in this tab over reloads until it is saved, discarded, or somebody signs out.

use super::edit::draft::Draft;
use crate::storage::{DRAFTS, Shelf};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use serde::{Deserialize, Serialize};

/// What is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Unsaved {
    /// What was changed and not saved.
    #[serde(default)]
    pub draft: Draft,
    /// The user that it began from: what somebody else has saved since is told apart from it.
    #[serde(default)]
    pub began: Option<User>,
}

fn name(id: &UserId) -> String {
    format!("{DRAFTS}{id}")
}

/// What was changed and not saved.
pub fn read(id: &UserId) -> Unsaved {
    let kept = Shelf::Tab.read(&name(id));
    kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Keeps what is changed and not saved; nothing is kept of no changes.
pub fn write(id: &UserId, draft: Draft, began: User) {
    if draft == Draft::default() {
        forget(id);
    } else if let Ok(text) = serde_json::to_string(&Unsaved { draft, began: Some(began) }) {
        Shelf::Tab.write(&name(id), &text);
    }
}

/// Forgets what was changed.
pub fn forget(id: &UserId) {
    Shelf::Tab.remove(&name(id));
}
