//! `GET /users`: a page of users.

use super::query::Query;
use super::shown::Shown;
use crate::api::show;
use crate::auth::Admin;
use crate::error::Result;
use crate::reply::Json;
use crate::state::State;

/// The users that fit, in the order asked for, as a bare array.
///
/// # Errors
/// 400 names the parameter that cannot be understood.
pub async fn list(state: State, _: Admin, Query(query): Query) -> Result<Json<Vec<Shown>>> {
    let users = state.store.list_users(&query).await?;
    let shown: Result<_> = users.iter().map(|user| Shown::of(&show(user), &query.projection)).collect();
    Ok(Json(shown?))
}
