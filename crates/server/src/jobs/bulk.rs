//! A bulk change goes on, a few users at a time, until nobody is left or only deletions are to be waited for.

use super::JobError;
use crate::queue::Work;
use crate::state::State;
use uuid::Uuid;

/// What the ticket says when it could not go on.
const GIVEN_UP: &str = "It failed again and again. What was done stays done; the rest can be asked for anew.";

/// Does what can be done now. Itself again later, if deletions are under way.
pub(super) async fn run(state: &State, ticket: Uuid) -> Result<Vec<Work>, JobError> {
    let deletion = Work::deletion(&state.clock);
    let mut open = 0;
    loop {
        let worked = state.store.work_on_bulk(ticket, state.clock.now(), &deletion).await?;
        let Some(bulk) = worked.filter(|bulk| !bulk.is_over()) else { return Ok(Vec::new()) };
        if bulk.open > open {
            state.ring();
        }
        open = bulk.open;
        if bulk.waits() {
            return Ok(vec![Work::Bulk { ticket }]);
        }
    }
}

/// Ends a bulk change that has failed too often; its ticket says so.
pub(super) async fn give_up(state: &State, ticket: Uuid) -> frontdesk_store::Result<()> {
    state.store.fail_bulk(ticket, GIVEN_UP, state.clock.now()).await
}
