//! Pages of other origins: who may call, and what they may read.

use super::host;
use crate::config::Cors;
use crate::state::State;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const PREFLIGHT: [(HeaderName, &str); 3] = [
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, DELETE"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, if-match"),
    (header::ACCESS_CONTROL_MAX_AGE, "600"),
];

/// Whom the answer may be shown to: any answer, refusals too.
pub(super) async fn shown(state: State, request: Request, next: Next) -> Response {
    let allowed = allowed(&state.config.cors, request.headers());
    let answered = host::refused(&state, &request).or_else(|| preflight(&request, allowed.is_some()));
    let mut response = match answered {
        Some(answered) => answered,
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    if state.config.cors != Cors::Any {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(origin) = allowed {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let readable =
            HeaderValue::from_static("etag, retry-after, ratelimit, ratelimit-policy, x-request-id");
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, readable);
    }
    response
}

/// What is answered to whoever asks, before a call, whether it may come.
fn preflight(request: &Request, may_call: bool) -> Option<Response> {
    let asks = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    (asks && may_call).then(may_come)
}

/// The origin to name in the answer, if this one may call.
fn allowed(cors: &Cors, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    match cors {
        Cors::Any => Some(HeaderValue::from_static("*")),
        Cors::These(origins) => {
            let text = origin.to_str().ok()?;
            origins.iter().any(|known| known.eq_ignore_ascii_case(text)).then(|| origin.clone())
        }
    }
}

fn may_come() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    for (name, value) in PREFLIGHT {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}
