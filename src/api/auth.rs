//! The calls of people who are not signed in, and signing out.

use super::{Api, ApiError, Refusal};
use frontdesk_wire::replies::{Account, Empty, SignedIn};
use frontdesk_wire::requests::{ForgotPassword, RedeemResetCode, SetUp, SignIn, SignOut, SignUp};
use frontdesk_wire::{code, paths};

/// Signs in.
///
/// # Errors
/// [`code::CREDENTIALS_REFUSED`], whatever the server's way of saying so.
pub async fn sign_in(api: Api, request: &SignIn) -> Result<SignedIn<Account>, ApiError> {
    let reply = api.post(paths::AUTH, request).unsigned().send().await;
    reply.map_err(|error: ApiError| error.meaning(&[401, 403], code::CREDENTIALS_REFUSED))
}

/// Creates an account and signs in.
///
/// # Errors
/// [`code::SIGN_UP_CLOSED`] where the server takes nobody; fields otherwise.
pub async fn sign_up(api: Api, request: &SignUp) -> Result<SignedIn<Account>, ApiError> {
    let reply = api.post(paths::USER, request).unsigned().send().await;
    // At this call a 401 or 403 means one thing, also where the server words it as a missing token.
    reply.map_err(|error| rename(error, &[401, 403], code::SIGN_UP_CLOSED))
}

/// Asks for a reset link. The answer is the same whether or not anybody has that address.
///
/// # Errors
/// A malformed address, or too often.
pub async fn forgot_password(api: Api, request: &ForgotPassword) -> Result<Empty, ApiError> {
    api.post(paths::FORGOT_PASSWORD, request).unsigned().send().await
}

/// Sets a new password with the code of a reset link.
///
/// # Errors
/// [`code::RESET_CODE_SPENT`]; [`code::PASSWORD_REFUSED`], which does not spend the code.
pub async fn redeem_reset_code(api: Api, request: &RedeemResetCode) -> Result<Empty, ApiError> {
    let reply = api.post(paths::FORGOT_PASSWORD_RESET, request).unsigned().send().await;
    reply.map_err(|error: ApiError| error.meaning(&[400, 401, 403, 404], code::RESET_CODE_SPENT))
}

/// Makes the first administrator and signs in.
///
/// # Errors
/// [`code::SET_UP_CODE_SPENT`], also once an administrator exists.
pub async fn set_up(api: Api, request: &SetUp) -> Result<SignedIn<Account>, ApiError> {
    let reply = api.post(paths::SET_UP, request).unsigned().send().await;
    reply.map_err(|error| rename(error, &[404], code::SET_UP_CODE_SPENT))
}

/// Ends this session on the server, or all of mine.
///
/// # Errors
/// A plain tenant does not know the call.
pub async fn sign_out(api: Api, everywhere: bool) -> Result<Empty, ApiError> {
    api.post(paths::SIGN_OUT, &SignOut { everywhere }).send().await
}

fn rename(error: ApiError, statuses: &[u16], code: &str) -> ApiError {
    match error {
        ApiError::Refused(refusal) if statuses.contains(&refusal.status) => {
            ApiError::Refused(Refusal { code: Some(code.to_owned()), ..refusal })
        }
        other => other,
    }
}
