//! `POST /user/sign-out`: ends this session, or all of the caller's.

use crate::auth::{Caller, Client};
use crate::error::Result;
use crate::extract::Payload;
use crate::reply::{DONE, Json};
use crate::state::State;
use frontdesk_wire::replies::Empty;
use frontdesk_wire::requests;

/// Signs out.
///
/// # Errors
/// The store could not answer.
pub async fn sign_out(
    state: State,
    caller: Caller,
    client: Client,
    Payload(ask): Payload<requests::SignOut>,
) -> Result<Json<Empty>> {
    let by = caller.by(&client, state.clock.now());
    if ask.everywhere {
        state.store.end_sessions(caller.user.id, &by).await?;
    } else {
        state.store.end_session(caller.user.id, caller.session, &by).await?;
    }
    Ok(DONE)
}
