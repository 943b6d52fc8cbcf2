//! The administrator's calls. Used through the cache alone.

use super::{Api, ApiError, Stop};
use crate::routes::pairs;
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::replies::{Count, DeletionStarted, DeletionStatus, Empty, SignedIn, User};
use frontdesk_wire::requests::{ForgotPassword, ResetPassword, SignUp, SignUpExtras, UpdateUser};
use frontdesk_wire::{UserId, paths};
use serde::Serialize;

/// One page of the list.
///
/// # Errors
/// A bad parameter, named.
pub async fn list(api: Api, query: &UserQuery, stop: &Stop) -> Result<Vec<User>, ApiError> {
    api.get(address(paths::USERS, &query.to_pairs())).stopped_by(stop).send_list().await
}

/// How many the whole list has.
///
/// # Errors
/// A bad parameter, named.
pub async fn count(api: Api, query: &UserQuery, stop: &Stop) -> Result<Count, ApiError> {
    let mut pairs = query.to_pairs();
    pairs.retain(|(name, _)| matches!(*name, "filter" | "pattern"));
    api.get(address(paths::USERS_COUNT, &pairs)).stopped_by(stop).send().await
}

/// One user, and the entity tag where the server gives one.
///
/// # Errors
/// Not found.
pub async fn get(api: Api, id: &UserId) -> Result<(User, Option<String>), ApiError> {
    api.get(paths::user(id)).send_tagged().await
}

#[derive(Serialize)]
struct Create<'a> {
    #[serde(flatten)]
    user: &'a SignUp,
    #[serde(flatten)]
    extras: &'a SignUpExtras,
}

/// Creates a user. The token in the reply is theirs and is dropped here.
///
/// # Errors
/// The address is taken; fields otherwise.
pub async fn create(api: Api, user: &SignUp, extras: &SignUpExtras) -> Result<User, ApiError> {
    let made: SignedIn<User> = api.post_whole(paths::USER, &Create { user, extras }).send().await?;
    Ok(made.user)
}

/// Changes a user; what is absent stays.
///
/// # Errors
/// The last administrator; the address is taken; not found.
pub async fn update(api: Api, id: &UserId, changes: &UpdateUser) -> Result<User, ApiError> {
    api.put(paths::user(id), changes).send().await
}

/// The same, only while the user has this entity tag; and the tag afterwards.
///
/// # Errors
/// As [`update`]; [`ApiError::changed_meanwhile`].
pub async fn update_only(
    api: Api,
    id: &UserId,
    changes: &UpdateUser,
    tag: String,
) -> Result<(User, Option<String>), ApiError> {
    api.put(paths::user(id), changes).only_of(tag).send_tagged().await
}

/// Sets a user's password.
///
/// # Errors
/// Not found; the password is refused.
pub async fn set_password(api: Api, request: &ResetPassword) -> Result<Empty, ApiError> {
    api.post_whole(paths::RESET_PASSWORD, request).send().await
}

/// Has a reset link sent to a user.
///
/// # Errors
/// Too often.
pub async fn send_reset_link(api: Api, request: &ForgotPassword) -> Result<Empty, ApiError> {
    api.post(paths::FORGOT_PASSWORD, request).send().await
}

/// Begins to delete a user.
///
/// # Errors
/// The last administrator; not found.
pub async fn delete(api: Api, id: &UserId) -> Result<DeletionStarted, ApiError> {
    api.delete(paths::user(id)).send().await
}

/// How far a deletion is.
///
/// # Errors
/// Not found some minutes after its end.
pub async fn delete_status(api: Api, id: &UserId, ticket: &str) -> Result<DeletionStatus, ApiError> {
    api.get(paths::delete_status(id, ticket)).send().await
}

fn address(path: &str, parameters: &[(&'static str, String)]) -> String {
    if parameters.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs::write(parameters)) }
}
