//! What no operation answers: the app's pages, its files, and what is not there.

use crate::error::NO_SUCH_PATH;
use crate::extract::wants_html;
use crate::state::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// The app, at one of its own paths.
pub(super) async fn page(state: State, headers: HeaderMap) -> Response {
    state.assets.page(StatusCode::OK, &headers)
}

/// A file of the app; else, for a browser that wants to show something, the app's own page for what is not there; else 404.
pub(super) async fn fallback(state: State, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return NO_SUCH_PATH.into_response();
    }
    if let Some(file) = state.assets.file(uri.path(), &headers) {
        return file;
    }
    let mut response = match wants_html(&headers) {
        true => state.assets.page(StatusCode::NOT_FOUND, &headers),
        false => NO_SUCH_PATH.into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
