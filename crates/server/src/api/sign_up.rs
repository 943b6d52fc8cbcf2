//! `POST /user`: sign up, or, with an administrator's token, add a user.

use super::newcomer::{Newcomer, session};
use super::show;
use crate::auth::{Client, Visitor};
use crate::error::{Error, Result};
use crate::extract::RawPayload;
use crate::queue::Work;
use crate::reply::Made;
use crate::state::State;
use frontdesk_store::{AddressKey, Created};
use frontdesk_wire::replies::SignedIn;
use frontdesk_wire::requests::SignUpExtras;

/// Adds a user.
///
/// # Errors
/// Closed to this visitor; fields that are wrong; an address that is taken; too many.
pub async fn sign_up(
    state: State,
    visitor: Visitor,
    client: Client,
    body: RawPayload,
) -> Result<Made<SignedIn>> {
    let (by, by_admin) = (visitor.by(&client, state.clock.now()), admit(&state, visitor)?);
    let ask = body.read()?;
    let extras = if by_admin { body.read()? } else { SignUpExtras::default() };
    let newcomer = Newcomer::read(&state, ask, extras)?;
    if !by_admin {
        state.limits.sign_up(&client).await?;
    }
    let hash = state.passwords.hash(&newcomer.password).await?;
    let user = newcomer.user(&state, hash);
    let session = session(&state, user.id, &client);
    let (id, jobs, email) =
        (session.id, Work::user_created(&state.config, &state.clock, &user), user.email_key.clone());
    match state.store.create_user(user, Some(session), jobs, &by).await? {
        Created::AddressTaken => Err(Error::AddressTaken(taken(&state, &email).await?)),
        Created::User(user) => {
            state.ring();
            Ok(Made(SignedIn { token: state.token(&user, id)?, user: show(&user) }))
        }
    }
}

/// Who may: anyone while sign-up is open, where a token that does not hold counts as none; else those with one of the
/// scopes set, and administrators. Says whether it is an administrator.
fn admit(state: &State, visitor: Visitor) -> Result<bool> {
    let scopes = &state.config.sign_up_scopes;
    let is_admin = visitor.is_admin();
    if scopes.is_empty() || is_admin {
        return Ok(is_admin);
    }
    let caller = visitor.0?;
    let may = caller.user.scope.iter().any(|scope| scopes.contains(scope));
    if may { Ok(false) } else { Err(Error::SignUpClosed) }
}

/// The field to blame when somebody has one of the addresses.
async fn taken(state: &State, email: &AddressKey) -> Result<&'static str> {
    Ok(if state.store.login(email).await?.is_some() { "email" } else { "username" })
}
