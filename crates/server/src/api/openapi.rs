//! `GET /openapi.json`: the API's description.

use crate::openapi::document;
use crate::reply::Json;

/// Shows the description.
pub async fn openapi() -> Json<serde_json::Value> {
    Json(document())
}
