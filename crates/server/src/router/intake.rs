//! Takes in a whole body before anybody looks at it: bounded in size and in time.
//!
//! Of a body that is too large up to 16 MiB are read and thrown away, so that the sender sees the answer instead of a
//! broken connection.

use crate::error::Error;
use crate::extract::{BODY_MAX, LARGE_BODY_MAX};
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
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

enum Refusal {
    TooLarge,
    TooLargeToRead,
    TooSlow,
    Broken,
}

pub(super) async fn intake(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let most = if parts.uri.path() == paths::USERS_BULK { LARGE_BODY_MAX } else { BODY_MAX };
    match timeout(WHOLE, collect(body, most)).await.unwrap_or(Err(Refusal::TooSlow)) {
        Ok(bytes) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
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
