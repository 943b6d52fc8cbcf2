//! `POST /user/change-password`: with the old one. Every other session ends; the caller goes on with the token in the reply.

use super::newcomer::session;
use crate::auth::limits::Subject;
use crate::auth::{Caller, Client};
use crate::error::{Error, Result};
use crate::extract::Payload;
use crate::queue::Work;
use crate::reply::Json;
use crate::state::State;
use frontdesk_store::Login;
use frontdesk_wire::replies::PasswordChanged;
use frontdesk_wire::requests::ChangePassword;

/// Changes the caller's password.
///
/// # Errors
/// The old one is wrong; the new one breaks a rule; too many guesses.
pub async fn change_password(
    state: State,
    caller: Caller,
    client: Client,
    Payload(ask): Payload<ChangePassword>,
) -> Result<Json<PasswordChanged>> {
    state.passwords.check("newPassword", &ask.new_password)?;
    let by = caller.by(&client, state.clock.now());
    let login = state.store.login_of(caller.user.id).await?.ok_or(Error::TokenEnded)?;
    verify_old(&state, &login, &client, &ask).await?;
    let hash = state.passwords.hash(&ask.new_password).await?;
    let session = session(&state, caller.user.id, &client);
    let (id, notice) = (session.id, Work::password_changed(&state.clock));
    let changed =
        state.store.set_password(login.user.id, Some(&login.hash), hash, Some(session), &notice, &by).await?;
    let user = changed.ok_or(Error::OldPasswordWrong)?;
    state.ring();
    Ok(Json(PasswordChanged { token: Some(state.token(&user, id)?) }))
}

/// A wrong old password counts like a wrong sign-in, in the same bucket; an administrator's does not.
async fn verify_old(state: &State, login: &Login, client: &Client, ask: &ChangePassword) -> Result<()> {
    let counted = !login.user.is_admin();
    let guess = match counted {
        true => Some(state.limits.guess(&Subject::User(login.user.id), client).await?),
        false => None,
    };
    if !state.passwords.verify(&ask.old_password, Some(&login.hash)).await? {
        return Err(Error::OldPasswordWrong);
    }
    match guess {
        Some(guess) => guess.was_right().await,
        None => Ok(()),
    }
}
