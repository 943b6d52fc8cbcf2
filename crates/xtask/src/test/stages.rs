//! What each stage runs.
//!
//! No stage changes `RUSTFLAGS` or a variable that a build script watches, and tests are always asked of the whole workspace,
//! so that features are the same: what one stage compiled serves the next.

use std::process::Command;

use anyhow::Result;

use super::tally::{Tally, counted};
use crate::postgres::{self, Cluster};
use crate::{browsers, build, paths, proc, size, tools, web};

/// `cargo fmt --check`.
///
/// # Errors
/// A file is not formatted.
pub(crate) fn fmt() -> Result<()> {
    proc::run(&mut proc::cargo(["fmt", "--all", "--check"]), "cargo fmt --check")
}

/// Clippy over every target; a warning is an error.
///
/// # Errors
/// A lint speaks.
pub(crate) fn clippy() -> Result<()> {
    let mut cargo = proc::cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    proc::run(&mut cargo, "clippy")?;
    // Cargo leaves a target that `cargo test` does not run by itself out of "all".
    let mut browser = proc::cargo(["clippy", "--workspace", "--test", "e2e", "--", "-D", "warnings"]);
    proc::run(&mut browser, "clippy of the browser tests")
}

/// Rustdoc for every crate; a warning is an error.
///
/// # Errors
/// A link leads nowhere, or an item lacks its words.
pub(crate) fn docs() -> Result<()> {
    let mut cargo = proc::cargo(["doc", "--workspace", "--no-deps", "--document-private-items"]);
    proc::run(cargo.env("RUSTDOCFLAGS", "-D warnings"), "cargo doc")
}

/// The app as shipped, which weighs no more than it may.
///
/// # Errors
/// It does not build, or weighs too much.
pub(crate) fn app() -> Result<()> {
    web::ensure()?;
    size::hold_to_budget()
}

/// The server in the development profile, with the shipped app inside. The browser tests are built beside it, so that what both
/// depend on has the features that it has in every other stage.
///
/// # Errors
/// It does not build.
pub(crate) fn server() -> Result<()> {
    build::server(&["--workspace", "--test", "e2e"], "debug").map(|_| ())
}

/// Every test that needs no browser, those of the store and the server on both engines.
///
/// # Errors
/// One does not compile, or PostgreSQL cannot be had.
pub(crate) fn unit() -> Result<Tally> {
    let cluster = Cluster::ensure()?;
    let mut cargo = proc::cargo(["test", "--workspace", "--no-fail-fast"]);
    counted(cargo.env(postgres::VARIABLE, cluster.url()))
}

/// The tests from outside, in a browser, against the built server.
///
/// # Errors
/// Chromium, its driver or axe cannot be had, or the app or server does not build.
pub(crate) fn browser() -> Result<Tally> {
    app()?;
    server()?;
    let mut cargo = proc::cargo(["test", "--workspace", "--test", "e2e"]);
    with_browser(&mut cargo)?;
    counted(&mut cargo)
}

/// Tells the browser tests where the server, the browser, its driver and axe are.
///
/// # Errors
/// Chromium, its driver or axe cannot be had.
pub(crate) fn with_browser(cargo: &mut Command) -> Result<()> {
    let browser = browsers::ensure()?;
    cargo
        .env("FRONTDESK_BIN", paths::server("debug"))
        .env("FRONTDESK_CHROMIUM", browser.chromium)
        .env("FRONTDESK_CHROMEDRIVER", browser.driver)
        .env("FRONTDESK_AXE", tools::axe()?);
    Ok(())
}
