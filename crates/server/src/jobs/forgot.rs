//! Somebody asked for a reset link: find out whose the address is, keep a code, send it on its ways.

use super::{JobError, reset_code::ResetCode};
use crate::queue::{ResetLink, Work};
use crate::state::State;
use frontdesk_store::{AddressKey, Job, LimitKey, LimitRule, User, Verdict};
use frontdesk_wire::Email;

const MINUTE: i64 = 60_000;

/// The work that follows: none where nobody has the address, where the user is kept out, or where enough was sent.
pub(super) async fn run(state: &State, job: &Job, address: &Email) -> Result<Vec<Work>, JobError> {
    let Some(user) = owner(state, address).await? else { return Ok(Vec::new()) };
    let code = ResetCode::of(&state.secret, job.id).digest();
    let now = state.clock.now();
    let begun_before = state.store.reset_code_user(code, now).await?.is_some();
    if !begun_before && silenced(state, &user).await? {
        tracing::info!(user = %user.id, "enough reset mail for now: no code was made");
        return Ok(Vec::new());
    }
    let expires_at = now.plus_millis(state.config.reset_code_life);
    if !state.store.keep_reset_code(code, user.id, job, expires_at).await? {
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

/// Three mails an hour and one a minute for each address: more would be a way to flood somebody's mailbox.
async fn silenced(state: &State, user: &User) -> Result<bool, JobError> {
    if !state.config.limits {
        return Ok(false);
    }
    let key = AddressKey::of(&user.email).map_err(|_| JobError::fail("the user's address has no key"))?;
    let digest = state.secret.derive_text("limit:reset-mail", &[key.as_str().as_bytes()]);
    let buckets = [("hour", 3, 60 * MINUTE), ("minute", 1, MINUTE)].map(|(span, tries, length)| {
        (LimitKey(format!("reset-mail:{span}:{digest}")), LimitRule::Window { tries, length })
    });
    Ok(matches!(state.store.take(&buckets, state.clock.now()).await?, Verdict::Wait { .. }))
}
