//! `GET /`: to a browser the app, to everybody else what server this is.

use crate::about;
use crate::extract::wants_html;
use crate::reply::Json;
use crate::state::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frontdesk_wire::paths;

/// Tells about the server, or shows the app.
pub async fn about(state: State, headers: HeaderMap) -> Response {
    let mut response = match wants_html(&headers) {
        true => state.assets.page(paths::ROOT, StatusCode::OK, &headers),
        false => Json(about::server(&state.config)).into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
