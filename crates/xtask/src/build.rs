//! `cargo xtask build`: the whole product in one file.

use std::path::PathBuf;

use anyhow::Result;

use crate::steps::{spoken, step};
use crate::{paths, proc, size, web};
use std::time::Instant;

/// Builds the app and the release server around it, holds the app to its budget, and says where the file is.
///
/// # Errors
/// Those of [`whole`], or the app weighs too much.
pub(crate) fn main() -> Result<()> {
    let begun = Instant::now();
    let server = whole()?;
    size::hold_to_budget()?;
    println!("built {} in {}", server.display(), spoken(begun.elapsed()));
    Ok(())
}

/// Builds the app, then the release server with the app inside.
///
/// # Errors
/// Either does not build, or the server was compiled without the app.
pub(crate) fn whole() -> Result<PathBuf> {
    step("app", web::ensure)?;
    step("server", || server(&["--package", "frontdesk-server", "--release"], "release"))
}

/// Builds the server, and what else cargo's `flags` ask for, and gives its binary, which holds the app that stands in `dist`.
///
/// # Errors
/// It does not build, or was compiled without the app.
pub(crate) fn server(flags: &[&str], profile: &str) -> Result<PathBuf> {
    let mut cargo = proc::cargo(["build", "--bin", "frontdesk"]);
    proc::run(cargo.args(flags), "building the server")?;
    let binary = paths::server(profile);
    web::must_be_inside(&binary)?;
    Ok(binary)
}
