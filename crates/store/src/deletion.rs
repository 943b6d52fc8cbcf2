//! Deletions as they are kept.

use crate::User;
use frontdesk_wire::replies::DeletionState;
use uuid::Uuid;

/// One step of a deletion, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeletionStep {
    /// Sessions end.
    EndSessions,
    /// Reset codes are void.
    VoidCodes,
    /// Queued mail is cancelled and erased.
    EraseJobs,
    /// The product is told (`WEBHOOK_USER_DELETED`): the server's own work, here it is only noted.
    CallWebhook,
    /// Row and indexes are erased; the deletion is complete.
    EraseUser,
}

/// All steps, in order.
pub const DELETION_STEPS: [DeletionStep; 5] = [
    DeletionStep::EndSessions,
    DeletionStep::VoidCodes,
    DeletionStep::EraseJobs,
    DeletionStep::CallWebhook,
    DeletionStep::EraseUser,
];

/// How far a deletion is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    /// Its ticket.
    pub ticket: Uuid,
    /// Its state.
    pub state: DeletionState,
    /// Steps that are done; the next is `DELETION_STEPS[steps_done]`.
    pub steps_done: u32,
    /// Why it failed.
    pub message: Option<String>,
}

/// What became of beginning a deletion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeletionBegun {
    /// Begun, or under way already under this ticket.
    Under(Uuid, Box<User>),
    /// There is no such user.
    Absent,
    /// Nobody would be left to administer.
    LastAdmin,
}
