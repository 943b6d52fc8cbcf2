//! `GET /config.json`, what the app needs before its first call, and `GET /logo`.

use crate::about;
use crate::error::{NO_SUCH_PATH, Result};
use crate::reply::Json;
use crate::state::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use frontdesk_wire::replies::Config;

/// Tells the app how it is set up.
pub async fn configuration(state: State) -> Json<Config> {
    Json(about::configuration(&state.config))
}

/// Shows the logo.
///
/// # Errors
/// There is none.
pub async fn logo(state: State) -> Result<Response> {
    let (kind, bytes) = state.assets.logo().ok_or(NO_SUCH_PATH)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
    ];
    Ok((headers, bytes).into_response())
}
