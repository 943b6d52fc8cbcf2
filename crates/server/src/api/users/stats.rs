//! `GET /users/stats`: how many users there are, by day, plan, scope, vendor and status.

use crate::api::pairs;
use crate::auth::Admin;
use crate::error::{Error, Result};
use crate::reply::Json;
use crate::state::State;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use frontdesk_wire::UserStats;
use frontdesk_wire::query::StatsQuery;

/// Which counts to show.
pub struct Counts(StatsQuery);

impl<S: Send + Sync> FromRequestParts<S> for Counts {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let pairs = pairs::read(parts.uri.query().unwrap_or_default(), &StatsQuery::PARAMETERS)?;
        Ok(Self(StatsQuery::from_pairs(pairs)?))
    }
}

/// The counts as they stand.
///
/// # Errors
/// 400 names the parameter that cannot be understood.
pub async fn stats(state: State, _: Admin, Counts(query): Counts) -> Result<Json<UserStats>> {
    Ok(Json(state.store.stats(&query).await?))
}
