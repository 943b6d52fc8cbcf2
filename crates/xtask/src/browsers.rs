//! The browser and its driver for the browser tests: found, or installed where that is allowed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{environment, paths, proc, tools};

const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const DRIVER: [&str; 1] = ["chromedriver"];

/// Where some systems keep the driver without putting it on the path.
const DRIVER_ELSEWHERE: [&str; 2] =
    ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// A browser and the driver made for it.
pub(crate) struct Browser {
    /// Chromium, or Chrome.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver server.
    pub(crate) driver: PathBuf,
}

/// Finds Chromium and its driver, installing both with `apt-get` where they are missing and that may be done.
///
/// # Errors
/// One line that says what to install.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(browser) = find() {
        return browser.matched();
    }
    if !tools::may_use_apt() {
        bail!(
            "the browser tests need Chromium and its driver: install both (Debian: apt-get install chromium \
             chromium-driver), or name them in FRONTDESK_CHROMIUM and FRONTDESK_CHROMEDRIVER"
        );
    }
    tools::apt_install(&["chromium", "chromium-driver"])?;
    find().context("chromium and chromium-driver were installed but are not on PATH")?.matched()
}

fn find() -> Option<Browser> {
    let chromium = named("FRONTDESK_CHROMIUM").or_else(|| paths::on_path(&CHROMIUM))?;
    let driver = named("FRONTDESK_CHROMEDRIVER")
        .or_else(|| paths::on_path(&DRIVER))
        .or_else(|| DRIVER_ELSEWHERE.iter().map(PathBuf::from).find(|candidate| candidate.is_file()))?;
    Some(Browser { chromium, driver })
}

fn named(name: &str) -> Option<PathBuf> {
    environment::variable(name).map(PathBuf::from)
}

impl Browser {
    /// A driver serves only the browser of its own major version.
    fn matched(self) -> Result<Self> {
        let browser = major_of(&self.chromium)?;
        let driver = major_of(&self.driver)?;
        if browser != driver {
            bail!(
                "{} is version {browser} but {} is version {driver}: install the driver of the same version",
                self.chromium.display(),
                self.driver.display()
            );
        }
        Ok(self)
    }
}

fn major_of(program: &Path) -> Result<u32> {
    let said = proc::said(proc::command(program).arg("--version"));
    said.as_deref()
        .and_then(major_in)
        .with_context(|| format!("{} does not say its version", program.display()))
}

/// `Chromium 156.0.8078.79 built on …` is 156.
fn major_in(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| word.split_once('.').and_then(|(major, _)| major.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_either_program() {
        assert_eq!(major_in("Chromium 156.0.8078.79 built on Debian"), Some(156));
        assert_eq!(major_in("ChromeDriver 156.0.8078.79 (c0ffee-refs/heads/main@{#1})"), Some(156));
        assert_eq!(major_in("Google Chrome"), None);
    }
}
