//! Tools that come as npm packages: wasm-opt, a bonus where Node is, axe, which the browser tests need, and Lighthouse, for the benchmark.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::{apt_install, may_use_apt};
use crate::{paths, proc};

/// Debian's older wasm-opt succeeds and leaves a page that does not start, so only this one is used.
const BINARYEN: Package =
    Package { name: "binaryen", version: "132.0.0", file: "node_modules/binaryen/bin/wasm-opt" };

const AXE: Package =
    Package { name: "axe-core", version: "4.14.1", file: "node_modules/axe-core/axe.min.js" };

const LIGHTHOUSE: Package =
    Package { name: "lighthouse", version: "12.8.2", file: "node_modules/lighthouse/cli/index.js" };

struct Package {
    name: &'static str,
    version: &'static str,
    file: &'static str,
}

impl Package {
    fn ensure(&self) -> Result<PathBuf> {
        let root = paths::tools()?.join(format!("{}-{}", self.name, self.version));
        let file = root.join(self.file);
        if file.is_file() {
            return Ok(file);
        }
        println!("installing {} {} into {} (once, seconds)", self.name, self.version, root.display());
        fs::create_dir_all(&root).with_context(|| format!("cannot create {}", root.display()))?;
        let mut install = proc::command("npm");
        install
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--prefix"])
            .arg(&root)
            .arg(format!("{}@{}", self.name, self.version));
        proc::run_quietly(&mut install, &format!("installing {}", self.name))?;
        if !file.is_file() {
            bail!("{} {} came without {}", self.name, self.version, self.file);
        }
        Ok(file)
    }
}

/// The pinned wasm-opt, where Node is. Without it the app is a little larger, and nothing else.
pub(crate) fn wasm_opt() -> Option<PathBuf> {
    if !node_is_here() {
        return None;
    }
    BINARYEN.ensure().map_err(|problem| println!("going on without wasm-opt: {problem:#}")).ok()
}

/// The script that the browser tests put into a page to check its accessibility.
///
/// # Errors
/// Node is missing and may not be installed, or the package cannot be had.
pub(crate) fn axe() -> Result<PathBuf> {
    needs_node("the browser tests need Node and npm for axe")?;
    AXE.ensure()
}

/// The script that judges a page as a phone would see it.
///
/// # Errors
/// Node is missing and may not be installed, or the package cannot be had.
pub(crate) fn lighthouse() -> Result<PathBuf> {
    needs_node("the benchmark needs Node and npm for Lighthouse")?;
    LIGHTHOUSE.ensure()
}

fn needs_node(why: &str) -> Result<()> {
    if node_is_here() {
        return Ok(());
    }
    if !may_use_apt() {
        bail!("{why}: install both (Debian: apt-get install nodejs npm)");
    }
    apt_install(&["nodejs", "npm"])
}

fn node_is_here() -> bool {
    paths::on_path(&["node"]).is_some() && paths::on_path(&["npm"]).is_some()
}
