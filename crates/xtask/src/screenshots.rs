//! `cargo xtask screenshots`: pictures of the running product, for the README.

use anyhow::Result;

use crate::steps::step;
use crate::test::stages;
use crate::{paths, proc};

/// Builds the product and lets the browser tests' `screenshots` take its pictures into `docs/screenshots`.
///
/// # Errors
/// Something does not build, or a page cannot be reached.
pub(crate) fn main() -> Result<()> {
    stages::app()?;
    stages::server()?;
    step("screenshots", || {
        let mut cargo = proc::cargo(["test", "--workspace", "--test", "e2e", "screenshots"]);
        stages::with_browser(&mut cargo)?;
        cargo.env("FRONTDESK_SCREENSHOTS", paths::root().join("docs/screenshots"));
        proc::run(&mut cargo, "taking the screenshots")
    })
}
