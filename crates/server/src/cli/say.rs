//! What commands say on standard output, which may be closed or full.

use anyhow::Context;
use std::fmt::Display;
use std::io::{ErrorKind, Result, Write};

/// Says one line. That nobody reads on is no failure.
///
/// # Errors
/// Standard output cannot be written, for another reason.
pub(super) fn say(line: impl Display) -> anyhow::Result<()> {
    match write(&line) {
        Err(cause) if cause.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("standard output cannot be written"),
    }
}

/// Says one line that must reach somebody, such as a password that is stored nowhere.
///
/// # Errors
/// Standard output cannot be written.
pub(super) fn hand_over(line: impl Display) -> anyhow::Result<()> {
    write(&line).context("standard output cannot be written; nothing was changed")
}

/// To the end: what stays in a buffer has been said to nobody.
fn write(line: &impl Display) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
