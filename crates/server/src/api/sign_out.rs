//! `POST /user/sign-out`: ends this session, or all of the caller's.

use crate::auth::Caller;
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
    Caller { user, session }: Caller,
    Payload(ask): Payload<requests::SignOut>,
) -> Result<Json<Empty>> {
    if ask.everywhere {
        state.store.end_sessions(user.id).await?;
    } else {
        state.store.end_session(user.id, session).await?;
    }
    Ok(DONE)
}
