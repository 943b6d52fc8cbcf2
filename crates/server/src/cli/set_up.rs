//! The set-up link: while nobody administers, whoever starts the server is shown where to become the first who does.

use crate::api::redeem_reset_code::digest;
use crate::auth::secret::private;
use crate::state::State;
use anyhow::Context;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::io::{IsTerminal, Write};

/// The file that holds the link when there is no terminal to show it on.
const FILE: &str = "set-up-link";

/// Shows a fresh link, on the terminal or in a file that only its owner can read; earlier links no longer work.
///
/// # Errors
/// The store or the file cannot be written.
pub(super) async fn offer(state: &State) -> anyhow::Result<()> {
    let file = state.config.data.join(FILE);
    // Not being there is what is wanted.
    let _ = std::fs::remove_file(&file);
    if state.store.has_admin().await? {
        return Ok(());
    }
    let code = URL_SAFE_NO_PAD.encode(state.clock.random::<32>());
    state.store.keep_set_up_code(digest(&code)).await?;
    let link = format!("{}/set-up?code={code}", state.config.front_end);
    if std::io::stdout().is_terminal() {
        println!(
            "\nNobody administers this server yet. Open this link, once, to be the first who does:\n\n  {link}\n"
        );
        return Ok(());
    }
    let mut out = private(&file).with_context(|| format!("{} cannot be written", file.display()))?;
    writeln!(out, "{link}")?;
    tracing::info!(file = %file.display(), "nobody administers this server yet: the link to become the first who does is in this file");
    Ok(())
}
