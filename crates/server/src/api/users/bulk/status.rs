//! `GET /users/bulk/:ticket`: how far a bulk change is.

use super::{Ticket, show};
use crate::auth::Admin;
use crate::error::{NO_SUCH_BULK, Result};
use crate::reply::Json;
use crate::state::State;
use frontdesk_wire::bulk::BulkStatus;

/// How far it is.
///
/// # Errors
/// 404 for a ticket of nothing, and a week after its end.
pub async fn status(state: State, _: Admin, Ticket(ticket): Ticket) -> Result<Json<BulkStatus>> {
    let bulk = state.store.bulk(ticket).await?.ok_or(NO_SUCH_BULK)?;
    Ok(Json(show::status(bulk)))
}
