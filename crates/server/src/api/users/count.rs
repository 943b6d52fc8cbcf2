//! `GET /users/count`: how many users the list would have on all its pages.

use super::query::Fitting;
use crate::auth::Admin;
use crate::error::Result;
use crate::reply::Json;
use crate::state::State;
use frontdesk_wire::replies::Count;

/// The number of users that fit.
///
/// # Errors
/// 400 names the parameter that cannot be understood.
pub async fn count(state: State, _: Admin, Fitting(query): Fitting) -> Result<Json<Count>> {
    Ok(Json(Count { count: state.store.count_users(&query).await? }))
}
