//! `GET /openapi.json`: the API's description, made of the table beside it.

use crate::openapi::document;
use crate::reply::Json;

/// Shows the description.
pub(super) async fn openapi() -> Json<serde_json::Value> {
    Json(document())
}
