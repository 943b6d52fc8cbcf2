//! Notices to the owner of an account, and news to the product.

use super::JobError;
use super::mailbox::{self, Letters};
use crate::mail::{self, Letter, Voice};
use crate::state::State;
use frontdesk_store::Job;
use frontdesk_wire::{Email, Timestamp, UserId};
use serde::Serialize;

/// What `WEBHOOK_USER_CREATED` is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Newcomer<'a> {
    pub(super) user_id: UserId,
    pub(super) username: &'a Email,
    pub(super) email: &'a Email,
    pub(super) created: Timestamp,
}

/// Mails, to the stored address, that the password has changed.
pub(super) async fn password_changed(state: &State, job: &Job, user: UserId) -> Result<(), JobError> {
    let Some(user) = state.store.user(user).await? else { return Ok(()) };
    let letter = mail::password_changed(Voice::of(&state.config), user.email, job.made_at);
    send(state, job, Letters::PasswordNotices, letter).await
}

/// Mails, to the address before, that the e-mail has changed.
pub(super) async fn email_changed(state: &State, job: &Job, before: &Email) -> Result<(), JobError> {
    let letter = mail::email_changed(Voice::of(&state.config), before.clone(), job.made_at);
    send(state, job, Letters::EmailNotices, letter).await
}

/// Addresses are not verified: a stranger's would else get a letter for every change that somebody makes to an account
/// in its name. A notice is counted once, at its first try.
async fn send(state: &State, job: &Job, letters: Letters, letter: Letter) -> Result<(), JobError> {
    if job.tries == 0 && mailbox::is_full(state, letters, &letter.to).await? {
        tracing::info!(?job, "enough notices for now: this one is not sent");
        return Ok(());
    }
    Ok(state.mailer.send(&letter, job.id, state.clock.now()).await?)
}

/// Tells the product of a new user.
pub(super) async fn user_created(state: &State, job: &Job, newcomer: &Newcomer<'_>) -> Result<(), JobError> {
    match &state.config.webhooks.created {
        Some(url) => Ok(state.webhooks.post(url, job.id, newcomer).await?),
        None => Ok(()),
    }
}
