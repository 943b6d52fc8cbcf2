//! How replies are written: JSON, with a status.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use frontdesk_wire::replies::Empty;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A JSON body.
pub struct Json<T>(pub T);

/// A JSON body with its entity tag.
pub struct Tagged<T>(pub T);

/// 201 and a JSON body.
pub struct Made<T>(pub T);

/// 202 and a JSON body: begun, to be asked about.
pub struct Begun<T>(pub T);

/// 200 and `{}`: done, nothing to say.
pub const DONE: Json<Empty> = Json(Empty {});

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        written(&self.0).map_or_else(|status| status.into_response(), of_json)
    }
}

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let body = match written(&self.0) {
            Ok(body) => body,
            Err(status) => return status.into_response(),
        };
        let tag = HeaderValue::from_str(&tag_of(&body));
        let mut response = of_json(body);
        if let Ok(tag) = tag {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl<T: Serialize> IntoResponse for Begun<T> {
    fn into_response(self) -> Response {
        (StatusCode::ACCEPTED, Json(self.0)).into_response()
    }
}

fn of_json(body: Vec<u8>) -> Response {
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    ([(header::CONTENT_TYPE, json)], body).into_response()
}

fn written(value: &impl Serialize) -> Result<Vec<u8>, StatusCode> {
    serde_json::to_vec(value).map_err(|cause| {
        tracing::error!(%cause, "a reply could not be written");
        StatusCode::INTERNAL_SERVER_ERROR
    })
}

/// The strong entity tag of what this body shows: a digest of it, so that it changes with what can be seen, and with nothing else.
pub fn entity_tag(shown: &impl Serialize) -> Option<String> {
    written(shown).ok().map(|body| tag_of(&body))
}

fn tag_of(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let half = digest.get(..16).unwrap_or(&digest);
    format!("\"{}\"", URL_SAFE_NO_PAD.encode(half))
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}
