//! Tools compiled from their published source by cargo.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{paths, proc};

/// One tool and its pinned version.
pub(crate) struct Compiled {
    /// What cargo installs.
    pub(crate) package: &'static str,
    /// What is run.
    pub(crate) binary: &'static str,
    /// The one version used.
    pub(crate) version: &'static str,
    /// Whether to build with the lock file it was published with.
    pub(crate) locked: bool,
    /// How far to optimise it: no further than it pays for in the seconds it runs.
    pub(crate) effort: &'static str,
    /// What to tell someone who waits for it.
    pub(crate) expected: &'static str,
}

impl Compiled {
    /// Gives the folder of the binary, after installing it if it is missing or of another version.
    ///
    /// # Errors
    /// It does not compile, or still reports another version.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let root = paths::tools()?.join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if self.is_right(&folder) {
            return Ok(folder);
        }
        println!(
            "installing {} {} into {} (once, {})",
            self.package,
            self.version,
            root.display(),
            self.expected
        );
        self.install(&root)?;
        if !self.is_right(&folder) {
            bail!(
                "{} does not report version {}: delete {} and try again",
                self.binary,
                self.version,
                root.display()
            );
        }
        Ok(folder)
    }

    fn is_right(&self, folder: &Path) -> bool {
        let said = proc::said(proc::command(folder.join(self.binary)).arg("--version"));
        said.is_some_and(|text| text.split_whitespace().any(|word| word == self.version))
    }

    /// Compiled cheaply: as published, Trunk alone would take a quarter of an hour.
    fn install(&self, root: &Path) -> Result<()> {
        fs::create_dir_all(root).with_context(|| format!("cannot create {}", root.display()))?;
        let mut install = proc::cargo(["install", "--force", "--no-default-features", "--root"]);
        install.arg(root).args(["--version", self.version]);
        if self.locked {
            install.arg("--locked");
        }
        install
            .arg(self.package)
            .current_dir(root)
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("RUSTFLAGS")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.effort);
        proc::run(&mut install, &format!("installing {}", self.package))
    }
}
