//! Around every request: its id, its one line in the log, its panic, its headers.
//!
//! The log names the route by its template and never holds a query, a body, a header or an address.

use super::headers;
use crate::auth::is_over_tls;
use crate::error::Error;
use crate::request_id;
use crate::state::State;
use anyhow::anyhow;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http_body_util::{BodyExt, Collected};
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What stands for the route of a request that has none.
const NO_ROUTE: &str = "-";

pub(super) async fn around(state: State, request: Request, next: Next) -> Response {
    let id = request_id::fresh(&state.clock);
    let template = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let (method, path) = (known_method(request.method()), template.clone());
    let over_tls = is_over_tls(&request, &state.config);
    let (under_way, begun) = (state.metrics.begin(), Instant::now());
    let span = tracing::info_span!("request", id, method = %request.method(), path = template.as_deref().unwrap_or(NO_ROUTE));
    let answered = request_id::under(id.clone(), contained(request, next)).instrument(span).await;
    let mut response = answered;
    let path = path.as_deref().unwrap_or(NO_ROUTE);
    state.metrics.answered(method, path, response.status().as_u16(), begun.elapsed());
    drop(under_way);
    dress(&mut response, &id, over_tls);
    response
}

/// The whole answer, head and body, to what could not be read as a request.
pub(crate) fn unreadable(state: &State, status: StatusCode) -> Vec<u8> {
    let id = request_id::fresh(&state.clock);
    tracing::info!(id, status = status.as_u16(), "what came is no request");
    state.metrics.answered("other", NO_ROUTE, status.as_u16(), Duration::ZERO);
    let mut response = request_id::at(id.clone(), || Error::RequestUnreadable(status).into_response());
    dress(&mut response, &id, state.config.is_over_tls());
    let (parts, body) = response.into_parts();
    let body =
        body.collect().now_or_never().and_then(Result::ok).map(Collected::to_bytes).unwrap_or_default();
    let mut answer =
        format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n", body.len()).into_bytes();
    for (name, value) in &parts.headers {
        answer.extend_from_slice(&[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    answer.extend_from_slice(b"\r\n");
    answer.extend_from_slice(&body);
    answer
}

/// What every answer wears.
fn dress(response: &mut Response, id: &str, is_over_tls: bool) {
    headers::put(response, is_over_tls);
    if let Ok(id) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
}

/// The method, if it is one of ours: a stranger must not make a counter for each word they send.
fn known_method(method: &Method) -> &'static str {
    let known = [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS];
    let names = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
    known.iter().zip(names).find(|(one, _)| *one == method).map_or("other", |(_, name)| name)
}

/// A panic costs this request only. What a handler leaves half done lives in a transaction, which is rolled back.
async fn contained(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(_) => Error::Internal(anyhow!("a handler panicked")).into_response(),
    };
    let micros = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(status = response.status().as_u16(), micros, "answered");
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn broken() -> StatusCode {
        panic!("on purpose")
    }

    #[tokio::test]
    async fn a_panic_costs_its_own_request_only() {
        let router = Router::new()
            .route("/broken", get(broken))
            .route("/whole", get(|| async {}))
            .layer(from_fn(contained));
        for (path, status) in [("/broken", 500), ("/whole", 200), ("/broken", 500)] {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            assert_eq!(router.clone().oneshot(request).await.unwrap().status(), status, "{path}");
        }
    }
}
