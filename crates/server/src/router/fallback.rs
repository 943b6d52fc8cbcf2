//! What no operation answers: the app's pages, its files, and what is not there.

use crate::error::NO_SUCH_PATH;
use crate::state::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

/// Does the client ask for a page by name? `*/*` is what programs send.
pub fn wants_html(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|kind| {
        let mut pieces = kind.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

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
    match wants_html(&headers) {
        true => state.assets.page(StatusCode::NOT_FOUND, &headers),
        false => NO_SUCH_PATH.into_response(),
    }
}
