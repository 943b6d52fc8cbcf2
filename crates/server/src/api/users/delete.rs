//! `DELETE /users/:id`: begins a deletion.

use crate::auth::{Admin, Client};
use crate::error::{Error, NO_SUCH_USER, Result};
use crate::extract::PathPart;
use crate::queue::Work;
use crate::reply::Json;
use crate::state::State;
use frontdesk_store::DeletionBegun;
use frontdesk_wire::UserId;
use frontdesk_wire::replies::DeletionStarted;

/// The ticket to ask with; a deletion that is under way keeps the ticket it has.
///
/// # Errors
/// 404; 400 for the last administrator.
pub async fn delete(
    state: State,
    Admin(caller): Admin,
    client: Client,
    PathPart(user): PathPart<UserId>,
) -> Result<Json<DeletionStarted>> {
    let (ticket, now) = (state.clock.uuid(), state.clock.now());
    let jobs = Work::DeleteUser { ticket, user }.queued(&state.clock).into_iter().collect();
    match state.store.begin_deletion(user, ticket, now, jobs, &caller.by(&client, now)).await? {
        DeletionBegun::Under(ticket, _) => {
            state.ring();
            Ok(Json(DeletionStarted { ticket: ticket.to_string() }))
        }
        DeletionBegun::Absent => Err(NO_SUCH_USER),
        DeletionBegun::LastAdmin => Err(Error::LastAdmin),
    }
}
