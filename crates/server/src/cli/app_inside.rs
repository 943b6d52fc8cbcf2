//! `frontdesk app-inside`: for the build, which must not hand out a server without the app.

use super::say::say;
use crate::assets::is_app_inside;
use std::process::ExitCode;

/// Says yes or no, and exits with 0 or 1.
///
/// # Errors
/// It cannot be said.
pub(super) fn run() -> anyhow::Result<ExitCode> {
    let inside = is_app_inside();
    say(if inside { "yes" } else { "no" })?;
    Ok(if inside { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
