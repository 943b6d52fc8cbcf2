//! How a bulk change and its users are shown.

use crate::error::LAST_ADMIN;
use frontdesk_store::{Bulk, BulkAct, BulkOutcome, BulkRow};
use frontdesk_wire::bulk::{self, BulkAction, BulkStatus};
use frontdesk_wire::code;

/// How far it is.
pub(super) fn status(bulk: Bulk) -> BulkStatus {
    BulkStatus {
        ticket: bulk.ticket.to_string(),
        action: action(&bulk.act),
        status: bulk.state,
        total: bulk.total,
        done: bulk.done,
        unchanged: bulk.unchanged,
        failed: bulk.failed,
        left: bulk.total.saturating_sub(bulk.done + bulk.unchanged + bulk.failed),
        began: bulk.began_at,
        ended: bulk.ended_at,
        message: bulk.message,
        retried_as: bulk.retried_as.map(|ticket| ticket.to_string()),
    }
}

fn action(act: &BulkAct) -> BulkAction {
    match act {
        BulkAct::AddScope(_) => BulkAction::AddScope,
        BulkAct::RemoveScope(_) => BulkAction::RemoveScope,
        BulkAct::SetScope(_) => BulkAction::SetScope,
        BulkAct::AddVendor(_) => BulkAction::AddVendor,
        BulkAct::RemoveVendor(_) => BulkAction::RemoveVendor,
        BulkAct::SetVendor(_) => BulkAction::SetVendor,
        BulkAct::Block => BulkAction::Block,
        BulkAct::Unblock => BulkAction::Unblock,
        BulkAct::Delete => BulkAction::Delete,
    }
}

/// What became of one user.
pub(super) fn row(row: BulkRow) -> bulk::BulkRow {
    let why = why(row.outcome);
    bulk::BulkRow {
        id: row.user,
        email: row.email,
        status: row.outcome.state(),
        code: why.map(|(code, _)| code.to_owned()),
        message: why.map(|(_, sentence)| sentence.to_owned()),
    }
}

/// Why it failed: for programs and for people.
fn why(outcome: BulkOutcome) -> Option<(&'static str, &'static str)> {
    Some(match outcome {
        BulkOutcome::Pending | BulkOutcome::Open | BulkOutcome::Done | BulkOutcome::Unchanged => return None,
        BulkOutcome::Absent => (code::NOT_FOUND, "User not found."),
        BulkOutcome::LastAdmin => (code::LAST_ADMIN, LAST_ADMIN),
        BulkOutcome::OwnAccount => (
            code::OWN_ACCOUNT,
            "This is your own account. Nobody blocks, deletes or demotes themselves with many others.",
        ),
        BulkOutcome::TooMany => (code::PAYLOAD_INVALID, "The user would have more than 32 of them."),
        BulkOutcome::GivenUp => (
            code::DELETION_FAILED,
            "A step of the deletion failed again and again. The user is still there and can be deleted again.",
        ),
    })
}
