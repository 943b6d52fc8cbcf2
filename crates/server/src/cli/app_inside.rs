//! `frontdesk app-inside`: for the build, which must not hand out a server without the app.

use crate::assets::is_app_inside;
use std::process::ExitCode;

/// Says yes or no, and exits with 0 or 1.
pub(super) fn run() -> ExitCode {
    let inside = is_app_inside();
    println!("{}", if inside { "yes" } else { "no" });
    if inside { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
