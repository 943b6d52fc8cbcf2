//! What no operation answers: the app's pages, its files, and what is not there.

use crate::error::NO_SUCH_PATH;
use crate::extract::wants_html;
use crate::state::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use frontdesk_wire::paths;

/// The app, at one of its own paths.
pub(super) async fn page(state: State, uri: Uri, headers: HeaderMap) -> Response {
    state.assets.page(uri.path(), StatusCode::OK, &headers)
}

/// A form of the door that the browser sent by itself, because the app had no part in it: the page again, and nothing of
/// what was sent is read. A program that posts to the same path asks for no page.
pub(super) fn native_form(state: &State, request: &Parts) -> Option<Response> {
    let is_form = request.method == Method::POST
        && paths::DOOR.contains(&request.uri.path())
        && wants_html(&request.headers)
        && is_form(&request.headers);
    is_form.then(|| state.assets.page(request.uri.path(), StatusCode::OK, &request.headers))
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(kind.as_str(), "application/x-www-form-urlencoded" | "multipart/form-data" | "text/plain")
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
        true => state.assets.page(uri.path(), StatusCode::NOT_FOUND, &headers),
        false => NO_SUCH_PATH.into_response(),
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}
