//! `POST /users/bulk/:ticket/retry`: tries again what failed, and nothing else.

use super::Ticket;
use crate::auth::{Admin, Client};
use crate::error::{Error, NO_SUCH_BULK, Result};
use crate::queue::Work;
use crate::reply::Begun;
use crate::state::State;
use frontdesk_store::BulkRetried;
use frontdesk_wire::bulk::BulkStarted;

/// The ticket of the new bulk change; asked again, the same.
///
/// # Errors
/// 404; 400 while it is under way, and where nothing failed.
pub async fn retry(
    state: State,
    Admin(caller): Admin,
    client: Client,
    Ticket(failed): Ticket,
) -> Result<Begun<BulkStarted>> {
    let (ticket, by) = (state.clock.uuid(), caller.by(&client, state.clock.now()));
    let jobs = Work::Bulk { ticket }.queued(&state.clock).into_iter().collect();
    match state.store.retry_bulk(failed, &by, ticket, jobs).await? {
        BulkRetried::Under(ticket, total) => {
            state.ring();
            Ok(Begun(BulkStarted { ticket: ticket.to_string(), total }))
        }
        BulkRetried::Absent => Err(NO_SUCH_BULK),
        BulkRetried::UnderWay => Err(Error::BulkUnderWay),
        BulkRetried::NothingFailed => Err(Error::NothingFailed),
    }
}
