//! A reset code on its way: as a link in a mail, or to the product.

use super::JobError;
use super::reset_code::ResetCode;
use crate::mail::{self, Voice};
use crate::queue::ResetLink;
use crate::state::State;
use frontdesk_store::{Job, User};
use frontdesk_wire::{Timestamp, UserId};
use serde::Serialize;

/// What `WEBHOOK_USER_FORGOT_PASSWORD` is told.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    code: &'a str,
    email: &'a str,
    user_id: UserId,
    created: Timestamp,
    link: &'a str,
}

/// Mails the link, if the code still holds.
pub(super) async fn mail(state: &State, job: &Job, link: &ResetLink) -> Result<(), JobError> {
    let Some((user, code)) = still_holds(state, link).await? else { return Ok(()) };
    let voice = Voice::of(&state.config);
    let letter = mail::reset(voice, user.email, &address(state, &code), state.config.reset_code_life);
    Ok(state.mailer.send(&letter, job.id, state.clock.now()).await?)
}

/// Tells the product, if the code still holds.
pub(super) async fn tell(state: &State, job: &Job, link: &ResetLink) -> Result<(), JobError> {
    let Some(url) = &state.config.webhooks.forgot_password else { return Ok(()) };
    let Some((user, code)) = still_holds(state, link).await? else { return Ok(()) };
    let told = Told {
        code: code.reveal(),
        email: user.email.as_str(),
        user_id: user.id,
        created: link.created,
        link: &address(state, &code),
    };
    Ok(state.webhooks.post(url, job.id, &told).await?)
}

/// A code that was voided or spent while it waited is sent to nobody.
async fn still_holds(state: &State, link: &ResetLink) -> Result<Option<(User, ResetCode)>, JobError> {
    let code = ResetCode::of(&state.secret, link.origin);
    let user = state.store.reset_code_user(code.digest(), state.clock.now()).await?;
    Ok(user.map(|user| (user, code)))
}

/// Of settings alone: what a request says of itself never shows in a link.
fn address(state: &State, code: &ResetCode) -> String {
    format!("{}/{}?code={}", state.config.front_end, state.config.reset_path, code.reveal())
}
