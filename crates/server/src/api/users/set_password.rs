//! `POST /user/reset-password`: an administrator sets somebody's password.

use crate::api::addresses;
use crate::auth::{Admin, Client};
use crate::error::{NO_SUCH_USER, Result};
use crate::extract::Payload;
use crate::queue::Work;
use crate::reply::{DONE, Json};
use crate::state::State;
use frontdesk_wire::replies::Empty;
use frontdesk_wire::requests::ResetPassword;

/// Sets it, ends the user's sessions and has a notice mailed.
///
/// # Errors
/// 404 where nobody has the address; 400 for a password that breaks the rule.
pub async fn set_password(
    state: State,
    Admin(caller): Admin,
    client: Client,
    Payload(wish): Payload<ResetPassword>,
) -> Result<Json<Empty>> {
    let (_, key) = addresses::email("email", &wish.email)?;
    state.passwords.check("password", &wish.password)?;
    let user = state.store.login(&key).await?.ok_or(NO_SUCH_USER)?.user;
    let hash = state.passwords.hash(&wish.password).await?;
    let notice = Work::password_changed(&state.clock);
    let by = caller.by(&client, state.clock.now());
    state.store.set_password(user.id, None, hash, None, &notice, &by).await?.ok_or(NO_SUCH_USER)?;
    state.ring();
    Ok(DONE)
}
