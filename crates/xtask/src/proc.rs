//! Running other programs: what they say is shown, and a failure is one clear line.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{environment, paths};

/// A command that starts at the top of the checkout, with the surroundings a person's own shell would give it.
///
/// Cargo hands its settings to the programs it runs. Passed on to another cargo they would look like changed
/// settings, and half of everything would be built again each time.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(paths::root());
    for name in environment::names() {
        let text = name.to_string_lossy();
        let set_by_cargo = text == "RUSTC_BOOTSTRAP"
            || text == "CARGO"
            || ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_"].iter().any(|prefix| text.starts_with(prefix));
        if set_by_cargo {
            command.env_remove(&name);
        }
    }
    command
}

/// `cargo` with its arguments.
pub(crate) fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut cargo = command("cargo");
    cargo.args(arguments);
    cargo
}

/// Runs a command to its end, its output shown as it comes.
///
/// # Errors
/// `what` could not be started or did not succeed.
pub(crate) fn run(command: &mut Command, what: &str) -> Result<()> {
    let status = command.status().with_context(|| format!("{what}: cannot start {}", name_of(command)))?;
    if !status.success() {
        bail!("{what} failed ({status}); its own words are above");
    }
    Ok(())
}

/// Runs a command to its end and shows what it said only when it fails.
///
/// # Errors
/// `what` could not be started or did not succeed.
pub(crate) fn run_quietly(command: &mut Command, what: &str) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{what}: cannot start {}", name_of(command)))?;
    if !output.status.success() {
        eprint!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        bail!("{what} failed ({}); its own words are above", output.status);
    }
    Ok(())
}

/// What a command prints, if it starts and succeeds.
pub(crate) fn said(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn name_of(command: &Command) -> String {
    Path::new(command.get_program()).display().to_string()
}
