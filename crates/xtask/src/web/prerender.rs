//! Runs the app's components natively, once, so that each page's first HTML is there before any script.

use anyhow::Result;

use crate::{paths, proc};

/// Leaves the pages' HTML in `target/styles/pages`.
///
/// # Errors
/// The program that makes it does not compile or run.
pub(super) fn run() -> Result<()> {
    // A profile of its own, so that nothing that other commands compiled is compiled again; and a call of its own, since
    // leptos natively is another library than in the browser.
    let mut cargo = proc::cargo(["run", "--quiet", "--package", "frontdesk-app", "--bin", "prerender"]);
    cargo.args(["--profile", "prerender", "--no-default-features", "--features", "ssr", "--"]);
    proc::run(cargo.arg(paths::made_pages()), "making the pages")
}
