//! Around every request: its id, its one line in the log, its panic, its headers.
//!
//! The log names the route by its template and never holds a query, a body, a header or an address.

use super::headers;
use crate::error::Error;
use crate::request_id;
use crate::state::State;
use anyhow::anyhow;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;
use tracing::Instrument;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub(super) async fn around(state: State, request: Request, next: Next) -> Response {
    let id = request_id::fresh(&state.clock);
    let template = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id, method = %request.method(), path = template.as_deref().unwrap_or("-"));
    let answered = request_id::under(id.clone(), contained(request, next)).instrument(span).await;
    let mut response = answered;
    headers::put(&mut response, state.config.is_over_tls());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
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
    use axum::http::StatusCode;
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
