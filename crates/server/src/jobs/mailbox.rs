//! How much mail one address gets: whoever may cause letters must not be able to flood somebody's mailbox with them.

use super::JobError;
use crate::state::State;
use frontdesk_store::{AddressKey, LimitKey, LimitRule, Verdict};
use frontdesk_wire::Email;

const MINUTE: i64 = 60_000;

/// Which letters are counted together: notices never keep a reset link from its owner, nor the other way round.
#[derive(Clone, Copy)]
pub(super) enum Letters {
    /// Reset links.
    ResetLinks,
    /// Notices that the password was changed.
    PasswordNotices,
    /// Notices that the e-mail was changed.
    EmailNotices,
}

impl Letters {
    fn name(self) -> &'static str {
        match self {
            Self::ResetLinks => "reset-mail",
            Self::PasswordNotices => "password-notice",
            Self::EmailNotices => "e-mail-notice",
        }
    }
}

/// Counts a letter to this address: three an hour and one a minute. `true`: it had enough, and this one is not to be sent.
pub(super) async fn is_full(state: &State, letters: Letters, to: &Email) -> Result<bool, JobError> {
    if !state.config.limits {
        return Ok(false);
    }
    let key = AddressKey::of(to).map_err(|_| JobError::fail("the user's address has no key"))?;
    let name = letters.name();
    let digest = state.secret.derive_text(&format!("limit:{name}"), &[key.as_str().as_bytes()]);
    let buckets = [("hour", 3, 60 * MINUTE), ("minute", 1, MINUTE)].map(|(span, tries, length)| {
        (LimitKey(format!("{name}:{span}:{digest}")), LimitRule::Window { tries, length })
    });
    Ok(matches!(state.store.take(&buckets, state.clock.now()).await?, Verdict::Wait { .. }))
}
