//! `POST /user/forgot-password/reset`, also `/forgot-password/reset`: spends a reset code on a new password.

use crate::auth::Client;
use crate::error::{Error, Result};
use crate::extract::Payload;
use crate::queue::Work;
use crate::reply::{DONE, Json};
use crate::state::State;
use frontdesk_store::{CodeDigest, Redeemed};
use frontdesk_wire::replies::Empty;
use frontdesk_wire::requests::RedeemResetCode;
use sha2::{Digest, Sha256};

/// Sets the password of whoever the code was made for.
///
/// # Errors
/// The password breaks a rule, which spends nothing; the code does not hold.
pub async fn redeem_reset_code(
    state: State,
    client: Client,
    Payload(ask): Payload<RedeemResetCode>,
) -> Result<Json<Empty>> {
    state.passwords.check("password", &ask.password)?;
    let code = digest(&ask.code);
    let holds = state.store.reset_code_user(code, state.clock.now()).await?;
    // Looking first costs no hash; only the redeeming below decides.
    holds.ok_or(Error::ResetCodeSpent)?;
    let hash = state.passwords.hash(&ask.password).await?;
    let notice = Work::password_changed(&state.clock);
    let now = state.clock.now();
    match state.store.redeem(code, hash, now, &notice, &client.guest(now)).await? {
        Redeemed::Spent => Err(Error::ResetCodeSpent),
        Redeemed::User(_) => {
            state.ring();
            Ok(DONE)
        }
    }
}

/// What is kept of a code.
pub fn digest(code: &str) -> CodeDigest {
    CodeDigest(Sha256::digest(code.as_bytes()).into())
}
