//! `GET /audit`: who did what to whom, when and from where.

use super::pairs;
use crate::auth::Admin;
use crate::error::{Error, Result};
use crate::reply::Json;
use crate::state::State;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use frontdesk_wire::AuditEntry;
use frontdesk_wire::query::AuditQuery;

/// Which entries to show.
pub struct Entries(AuditQuery);

impl<S: Send + Sync> FromRequestParts<S> for Entries {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let pairs = pairs::read(parts.uri.query().unwrap_or_default(), &AuditQuery::PARAMETERS)?;
        Ok(Self(AuditQuery::from_pairs(pairs)?))
    }
}

/// The entries that fit, the newest first, as a bare array.
///
/// # Errors
/// 400 names the parameter that cannot be understood.
pub async fn audit(state: State, _: Admin, Entries(query): Entries) -> Result<Json<Vec<AuditEntry>>> {
    // What cannot be written now waits on; what is written can be read all the same.
    if let Err(error) = state.refusals.flush().await {
        tracing::warn!(%error, "refused sign-ins are not in the audit trail yet");
    }
    Ok(Json(state.store.audit(&query).await?))
}
