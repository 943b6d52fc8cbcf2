//! `GET /users/:id`: one user, with the tag that `PUT` takes in `If-Match`.

use crate::api::show;
use crate::auth::Admin;
use crate::error::{NO_SUCH_USER, Result};
use crate::extract::PathPart;
use crate::reply::Tagged;
use crate::state::State;
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;

/// The user of this id.
///
/// # Errors
/// 404, for an unknown id and for what is none alike.
pub async fn get(state: State, _: Admin, PathPart(id): PathPart<UserId>) -> Result<Tagged<User>> {
    let user = state.store.user(id).await?.ok_or(NO_SUCH_USER)?;
    Ok(Tagged(show(&user)))
}
