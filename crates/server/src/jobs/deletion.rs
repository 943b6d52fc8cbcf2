//! A user is deleted, step by step; whoever goes on after a crash begins with the first step that is not done.

use super::JobError;
use crate::state::State;
use frontdesk_store::{DELETION_STEPS, DeletionStep, Job};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::DeletionState;
use serde::Serialize;
use uuid::Uuid;

/// What the ticket says when the product could not be told.
const GIVEN_UP: &str = "A step failed again and again. The user is still there and can be deleted again.";

/// What `WEBHOOK_USER_DELETED` is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    user_id: UserId,
    ticket: Uuid,
}

/// Does all steps that are left.
pub(super) async fn run(state: &State, job: &Job, user: UserId, ticket: Uuid) -> Result<(), JobError> {
    let Some(deletion) = state.store.deletion(user, ticket, state.clock.now()).await? else { return Ok(()) };
    if deletion.state != DeletionState::InProgress {
        return Ok(());
    }
    let done = usize::try_from(deletion.steps_done).unwrap_or(usize::MAX);
    for step in DELETION_STEPS.into_iter().skip(done) {
        if step == DeletionStep::CallWebhook {
            tell(state, job, Told { user_id: user, ticket }).await?;
        }
        state.store.do_deletion_step(ticket, step, state.clock.now()).await?;
    }
    Ok(())
}

/// Ends a deletion that has failed too often; its ticket says so.
pub(super) async fn give_up(state: &State, ticket: Uuid) -> frontdesk_store::Result<()> {
    state.store.fail_deletion(ticket, GIVEN_UP, state.clock.now()).await?;
    Ok(())
}

async fn tell(state: &State, job: &Job, told: Told) -> Result<(), JobError> {
    match &state.config.webhooks.deleted {
        Some(url) => Ok(state.webhooks.post(url, job.id, &told).await?),
        None => Ok(()),
    }
}
