//! `GET /users/:id/delete-status/:ticket`: how far a deletion is.

use crate::auth::Admin;
use crate::error::{Error, Result};
use crate::reply::Json;
use crate::state::State;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use frontdesk_store::{DELETION_STEPS, Deletion};
use frontdesk_wire::replies::DeletionStatus;

const NO_SUCH_TICKET: Error = Error::NotFound("Ticket not found.");

/// How far it is, still after the user is gone.
///
/// # Errors
/// 404 ten minutes after its end, and for a user and a ticket that are no pair.
pub async fn delete_status(
    state: State,
    _: Admin,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Json<DeletionStatus>> {
    let Path((user, ticket)) = path.map_err(|_| NO_SUCH_TICKET)?;
    let (Ok(user), Ok(ticket)) = (user.parse(), ticket.parse()) else { return Err(NO_SUCH_TICKET) };
    let deletion = state.store.deletion(user, ticket, state.clock.now()).await?;
    deletion.map(|deletion| Json(show(deletion))).ok_or(NO_SUCH_TICKET)
}

fn show(deletion: Deletion) -> DeletionStatus {
    DeletionStatus {
        status: deletion.state,
        steps_done: deletion.steps_done,
        steps_total: u32::try_from(DELETION_STEPS.len()).unwrap_or(u32::MAX),
        message: deletion.message,
    }
}
