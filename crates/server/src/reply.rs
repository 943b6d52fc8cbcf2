//! How replies are written: JSON, with a status.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use frontdesk_wire::replies::Empty;
use serde::Serialize;

/// A JSON body.
pub struct Json<T>(pub T);

/// 201 and a JSON body.
pub struct Made<T>(pub T);

/// 200 and `{}`: done, nothing to say.
pub const DONE: Json<Empty> = Json(Empty {});

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(body) => {
                let json = HeaderValue::from_static("application/json; charset=utf-8");
                ([(header::CONTENT_TYPE, json)], body).into_response()
            }
            Err(cause) => {
                tracing::error!(%cause, "a reply could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

impl<T: Serialize> IntoResponse for Made<T> {
    fn into_response(self) -> Response {
        (StatusCode::CREATED, Json(self.0)).into_response()
    }
}
