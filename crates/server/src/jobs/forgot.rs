//! Somebody asked for a reset link: find out whose the address is, keep a code, send it on its ways.

use super::mailbox::{self, Letters};
use super::{JobError, reset_code::ResetCode};
use crate::queue::{Asker, ResetLink, Work};
use crate::state::State;
use frontdesk_store::{AddressKey, Job, User};
use frontdesk_wire::Email;

/// The work that follows: none where nobody has the address, where the user is kept out, or where enough was sent.
pub(super) async fn run(
    state: &State,
    job: &Job,
    address: &Email,
    asker: &Asker,
) -> Result<Vec<Work>, JobError> {
    let Some(user) = owner(state, address).await? else { return Ok(Vec::new()) };
    let code = ResetCode::of(&state.secret, job.id).digest();
    let now = state.clock.now();
    let begun_before = state.store.reset_code_user(code, now).await?.is_some();
    if !begun_before && mailbox::is_full(state, Letters::ResetLinks, &user.email).await? {
        tracing::info!(user = %user.id, "enough reset mail for now: no code was made");
        return Ok(Vec::new());
    }
    let expires_at = now.plus_millis(state.config.reset_code_life);
    if !state.store.keep_reset_code(code, user.id, job, expires_at, &asker.by(now)).await? {
        return Ok(Vec::new());
    }
    let link = ResetLink { user: user.id, origin: job.id, created: job.made_at };
    let webhook = state.config.webhooks.forgot_password.is_some();
    Ok([Some(Work::MailResetLink(link.clone())), webhook.then_some(Work::CallForgotPassword(link))]
        .into_iter()
        .flatten()
        .collect())
}

async fn owner(state: &State, address: &Email) -> Result<Option<User>, JobError> {
    let Ok(key) = AddressKey::of(address) else { return Ok(None) };
    let login = state.store.login(&key).await?;
    Ok(login.map(|login| login.user).filter(|user| !user.blocked && !user.deleting))
}
