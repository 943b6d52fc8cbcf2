//! My own account: who I am, my password, my sessions.

use super::{Api, ApiError};
use frontdesk_wire::replies::{Account, Empty, PasswordChanged, Session};
use frontdesk_wire::requests::ChangePassword;
use frontdesk_wire::{code, paths};

/// Who I am, as the server sees me now.
///
/// # Errors
/// [`ApiError::SessionEnded`]; not found when my user is gone.
pub async fn get(api: Api) -> Result<Account, ApiError> {
    api.get(paths::USER).send().await
}

/// Changes my password. My other sessions end; the token in the reply, where there is one, goes on.
///
/// # Errors
/// [`code::OLD_PASSWORD_WRONG`]; [`code::PASSWORD_REFUSED`].
pub async fn change_password(api: Api, request: &ChangePassword) -> Result<PasswordChanged, ApiError> {
    let reply = api.post(paths::CHANGE_PASSWORD, request).send().await;
    reply.map_err(|error: ApiError| error.meaning(&[403], code::OLD_PASSWORD_WRONG))
}

/// Where I am signed in.
///
/// # Errors
/// A server without the capability `sessions` does not know the call.
pub async fn sessions(api: Api) -> Result<Vec<Session>, ApiError> {
    api.get(paths::SESSIONS).send_list().await
}

/// Ends one of my sessions.
///
/// # Errors
/// Not found when it has ended already.
pub async fn end_session(api: Api, id: &str) -> Result<Empty, ApiError> {
    api.delete(paths::session(id)).send().await
}
