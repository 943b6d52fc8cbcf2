//! The set-up link: while nobody administers, whoever starts the server is shown where to become the first who does.

use super::say::say;
use crate::api::redeem_reset_code::digest;
use crate::auth::set_up_link;
use crate::state::State;
use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::io::IsTerminal;

/// Shows a fresh link, on the terminal or in a file that only its owner can read; earlier links no longer work.
///
/// # Errors
/// The store or the file cannot be written.
pub(super) async fn offer(state: &State) -> anyhow::Result<()> {
    let data = &state.config.data;
    set_up_link::forget(data);
    if state.store.has_admin().await? {
        return Ok(());
    }
    let code = URL_SAFE_NO_PAD.encode(state.clock.random::<32>());
    state.store.keep_set_up_code(digest(&code)).await?;
    let link = format!("{}/set-up?code={code}", state.config.front_end);
    if std::io::stdout().is_terminal() {
        return say(format_args!(
            "\nNobody administers this server yet. Open this link, once, to be the first who does:\n\n  {link}\n"
        ));
    }
    let file = set_up_link::keep(data, &link).context("the set-up link cannot be kept beside the data")?;
    // At every level of the log: without it nobody would find the file.
    say(format_args!(
        "Nobody administers this server yet: the link to become the first who does is in {}",
        file.display()
    ))
}
