//! What handlers take out of a request beside its caller: a body, a path's part, a condition.

mod if_match;

pub use if_match::IfMatch;

use crate::error::{Error, Result};
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use frontdesk_wire::json::{self, Limits};
use frontdesk_wire::{FieldProblem, code};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// The most bytes of a body, unless a route says otherwise.
pub const BODY_MAX: usize = 64 * 1024;

/// The most bytes of a body that names many users.
pub const LARGE_BODY_MAX: usize = 4 * 1024 * 1024;

/// What a body is held to before it is believed. A body has few keys of its own; metadata in it brings at most 256.
const LIMITS: Limits = Limits { bytes: BODY_MAX, keys: 4096, depth: 33 };

/// The same for one that names many users.
const LARGE_LIMITS: Limits = Limits { bytes: LARGE_BODY_MAX, ..LIMITS };

/// What JSON takes for blanks, and nothing else is one.
const JSON_BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// A JSON object as the body. No body at all is an object with nothing in it.
pub struct Payload<T>(pub T);

/// The same, of a body that may name many users.
pub struct LargePayload<T>(pub T);

/// The only part of a path that varies, if it can be read; a part that cannot be read is one that is not there.
pub struct PathPart<T>(pub T);

/// A body as it came, for those who look at it twice.
pub struct RawPayload(Bytes);

/// Does the client ask for a page by name? `*/*` is what programs send.
pub fn wants_html(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|kind| {
        let mut pieces = kind.split(';').map(str::trim);
        let named = pieces.next().is_some_and(|kind| kind.eq_ignore_ascii_case("text/html"));
        named && !pieces.any(|piece| matches!(piece, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

impl RawPayload {
    /// Reads the body as one JSON object; what `T` does not name is ignored.
    ///
    /// # Errors
    /// No JSON, or of the wrong shape.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T> {
        self.read_within(LIMITS)
    }

    fn read_within<T: DeserializeOwned>(&self, limits: Limits) -> Result<T> {
        let text = std::str::from_utf8(&self.0)
            .map_err(|_| Error::PayloadNotJson(Some("The body is not UTF-8.".to_owned())))?;
        let text = if text.trim_matches(JSON_BLANKS).is_empty() { "{}" } else { text };
        json::check(text, limits).map_err(|problem| Error::PayloadNotJson(Some(problem.to_string())))?;
        if !text.trim_start_matches(JSON_BLANKS).starts_with('{') {
            return Err(Error::field("body", "The body is an object: it starts with { and ends with }."));
        }
        let mut reader = serde_json::Deserializer::from_str(text);
        serde_path_to_error::deserialize(&mut reader)
            .map_err(|problem| Error::PayloadInvalid(vec![wrong_shape(&problem)]))
    }
}

/// Names the field and what it should be, never what it was: that may be a password.
pub fn wrong_shape(problem: &serde_path_to_error::Error<serde_json::Error>) -> FieldProblem {
    let said = problem.inner().to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let missing = said.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let path = problem.path().to_string();
    let field = missing.or_else(|| path.split('[').next()).unwrap_or_default().to_owned();
    let message = match (missing, said.rsplit_once(", expected ")) {
        (Some(_), _) => "This field is missing.".to_owned(),
        (None, Some((_, expected))) => format!("This must be {}.", plainly(expected)),
        (None, None) => sentence(said),
    };
    FieldProblem { field, code: code::PAYLOAD_INVALID.to_owned(), message }
}

/// The parser's name for a kind of value, as a person would say it.
fn plainly(expected: &str) -> &str {
    match expected {
        "a string" => "a text",
        "a sequence" => "a list",
        "a boolean" => "true or false",
        other if other.starts_with("struct ") || other == "a map" => "an object",
        other => other,
    }
}

fn sentence(said: &str) -> String {
    let mut chars = said.chars();
    let first: String = chars.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    let end = if said.ends_with('.') { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

impl<S: Send + Sync> FromRequest<S> for RawPayload {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        // Each route's own bound was held to as the body came in.
        let bytes = to_bytes(request.into_body(), LARGE_BODY_MAX).await;
        bytes.map(Self).map_err(|_| Error::PayloadTooLarge(LARGE_BODY_MAX))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Payload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        RawPayload::from_request(request, state).await?.read().map(Self)
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for LargePayload<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        RawPayload::from_request(request, state).await?.read_within(LARGE_LIMITS).map(Self)
    }
}

impl<S: Send + Sync, T: FromStr> FromRequestParts<S> for PathPart<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| crate::error::NO_SUCH_USER)?;
        text.parse().map(Self).map_err(|_| crate::error::NO_SUCH_USER)
    }
}
