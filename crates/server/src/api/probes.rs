//! `GET /healthz` and `GET /readyz`: for whoever watches over the server.

use crate::error::{Error, Result};
use crate::health;
use crate::reply::Json;
use crate::state::State;
use serde::Serialize;

/// What a probe is told.
#[derive(Serialize)]
pub struct Status {
    status: &'static str,
}

/// Is the process up?
pub async fn healthz() -> Json<Status> {
    Json(Status { status: "ok" })
}

/// Can it serve?
///
/// # Errors
/// [`Error::Unavailable`] while it stops or its store does not answer.
pub async fn readyz(state: State) -> Result<Json<Status>> {
    if state.health.is_stopping() {
        return Err(Error::Unavailable);
    }
    state.store.ping().await.map_err(|error| {
        health::note(&error);
        Error::Unavailable
    })?;
    Ok(Json(Status { status: "ready" }))
}
