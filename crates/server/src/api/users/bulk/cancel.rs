//! `POST /users/bulk/:ticket/cancel`: calls a bulk change off.

use super::{Ticket, show};
use crate::auth::Admin;
use crate::error::{NO_SUCH_BULK, Result};
use crate::reply::Json;
use crate::state::State;
use frontdesk_wire::bulk::BulkStatus;

/// How far it came. What was done stays done, a deletion that was begun goes to its end, and what has ended already stays as it ended.
///
/// # Errors
/// 404.
pub async fn cancel(state: State, _: Admin, Ticket(ticket): Ticket) -> Result<Json<BulkStatus>> {
    let bulk = state.store.cancel_bulk(ticket, state.clock.now()).await?.ok_or(NO_SUCH_BULK)?;
    Ok(Json(show::status(bulk)))
}
