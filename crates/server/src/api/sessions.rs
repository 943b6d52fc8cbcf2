//! `GET /user/sessions` and `DELETE /user/sessions/:id`: where the caller is signed in.

use crate::auth::{Caller, Client};
use crate::error::{Error, Result};
use crate::reply::{DONE, Json};
use crate::state::State;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use frontdesk_wire::replies::{Empty, Session};

const NO_SUCH_SESSION: Error = Error::NotFound("Session not found.");

/// Lists the caller's sessions, the last used first.
///
/// # Errors
/// The store could not answer.
pub async fn list(state: State, Caller { user, session }: Caller) -> Result<Json<Vec<Session>>> {
    let kept = state.store.sessions(user.id, state.clock.now()).await?;
    let shown = kept.into_iter().map(|kept| Session {
        current: kept.id == session,
        id: kept.id.to_string(),
        created: kept.created_at,
        last_seen: kept.last_seen_at,
        user_agent: kept.user_agent,
        address: kept.address,
    });
    Ok(Json(shown.collect()))
}

/// Ends one of the caller's sessions.
///
/// # Errors
/// It is none of the caller's.
pub async fn end(
    state: State,
    caller: Caller,
    client: Client,
    path: Result<Path<String>, PathRejection>,
) -> Result<Json<Empty>> {
    let Path(id) = path.map_err(|_| NO_SUCH_SESSION)?;
    let id = id.parse().map_err(|_| NO_SUCH_SESSION)?;
    let by = caller.by(&client, state.clock.now());
    let ended = state.store.end_session(caller.user.id, id, &by).await?;
    if ended { Ok(DONE) } else { Err(NO_SUCH_SESSION) }
}
