//! `POST /user/forgot-password`, also `/forgot-password`: asks for a reset link.
//!
//! Nobody is looked up while somebody waits: known and unknown addresses cost the same, and a job finds out which it was.
//! The job runs a little later, at a moment that nobody knows: it does more for a known address, and whoever sends the
//! next request at once must not feel that.

use super::addresses;
use crate::auth::{Client, Visitor};
use crate::error::Result;
use crate::extract::Payload;
use crate::queue::{Asker, Work};
use crate::reply::{DONE, Json};
use crate::state::State;
use frontdesk_wire::replies::Empty;
use frontdesk_wire::requests;

/// How soon after the request its job may run, ms; it begins within a second more.
const REST: i64 = 200;

/// Asks for a reset link.
///
/// # Errors
/// No address; too many.
pub async fn forgot_password(
    state: State,
    visitor: Visitor,
    client: Client,
    Payload(ask): Payload<requests::ForgotPassword>,
) -> Result<Json<Empty>> {
    let (email, _) = addresses::email("email", &ask.email)?;
    if !visitor.is_admin() {
        state.limits.forgot_password(&client).await?;
    }
    let asker = Asker::of(visitor.by(&client, state.clock.now()));
    let job = Work::ForgotPassword { email, asker }.queued_for(state.clock.soon(REST), &state.clock);
    state.store.add_jobs(job.into_iter().collect()).await?;
    state.ring();
    Ok(DONE)
}
