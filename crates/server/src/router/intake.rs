//! Takes in a whole body before anybody looks at it: bounded in size and in time. A file alone is handed on as it comes.
//!
//! Of a body that is too large up to 16 MiB are read and thrown away, so that the sender sees the answer instead of a
//! broken connection.

use super::fallback::native_form;
use super::lent::{Shelf, lend};
use crate::error::Error;
use crate::extract::{BODY_MAX, LARGE_BODY_MAX};
use crate::state::State;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::BytesMut;
use frontdesk_wire::paths;
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::timeout;

/// The most that is read beyond that.
const DRAINED: usize = 16 * 1024 * 1024;
/// The longest wait between two chunks.
const BETWEEN: Duration = Duration::from_secs(5);
/// The longest wait for a whole body.
const WHOLE: Duration = Duration::from_secs(30);
/// The longest wait for what an operation left of a body: less than a server that stops waits for its answers.
const LEFT: Duration = Duration::from_secs(5);

enum Refusal {
    TooLarge,
    TooLargeToRead,
    TooSlow,
    Broken,
}

pub(super) async fn intake(state: State, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if is_read_as_it_comes(&parts) {
        return lent(parts, body, next).await;
    }
    let most = if parts.uri.path() == paths::USERS_BULK { LARGE_BODY_MAX } else { BODY_MAX };
    match timeout(WHOLE, collect(body, most)).await.unwrap_or(Err(Refusal::TooSlow)) {
        Ok(bytes) => match native_form(&state, &parts) {
            Some(page) => page,
            None => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        },
        Err(Refusal::TooLarge) => Error::PayloadTooLarge(most).into_response(),
        Err(Refusal::TooLargeToRead) => {
            let mut response = Error::PayloadTooLarge(most).into_response();
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            response
        }
        Err(Refusal::TooSlow) => Error::PayloadTooSlow.into_response(),
        Err(Refusal::Broken) => {
            Error::PayloadNotJson(Some("The body did not arrive whole.".to_owned())).into_response()
        }
    }
}

/// Files are taken in by the operation itself, once it knows who sends them.
fn is_read_as_it_comes(parts: &Parts) -> bool {
    let path = parts.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
    parts.method == Method::POST && path == Some(paths::USERS_IMPORT)
}

/// Lends the body; of one that was not read to its end so much is thrown away as of one that is too large.
async fn lent(parts: Parts, body: Body, next: Next) -> Response {
    let (shelf, waits) = (Shelf::default(), parts.headers.contains_key(header::EXPECT));
    let mut response = next.run(Request::from_parts(parts, lend(body, &shelf))).await;
    // Whoever asks before sending is answered before sending.
    let rest = shelf.take().filter(|body| !body.is_end_stream() && !waits);
    if let Some(rest) = rest
        && !matches!(timeout(LEFT, collect(rest, BODY_MAX)).await, Ok(Ok(_) | Err(Refusal::TooLarge)))
    {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

async fn collect(mut body: Body, most: usize) -> Result<Bytes, Refusal> {
    let (mut kept, mut seen) = (BytesMut::new(), 0_usize);
    loop {
        let frame = timeout(BETWEEN, body.frame()).await.map_err(|_| Refusal::TooSlow)?;
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(|_| Refusal::Broken)?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > most + DRAINED {
            return Err(Refusal::TooLargeToRead);
        }
        if seen <= most {
            kept.extend_from_slice(&data);
        }
    }
    if seen > most { Err(Refusal::TooLarge) } else { Ok(kept.freeze()) }
}
