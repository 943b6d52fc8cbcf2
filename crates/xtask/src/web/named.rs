//! The app's WebAssembly with every function's name, kept beside what is shipped, so that one can say what each crate costs.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::paths;

/// The same code as a shipped file of this name, with its names.
pub(crate) fn of(shipped: &str) -> PathBuf {
    folder().join(shipped)
}

/// Forgets what was kept of an earlier build.
///
/// # Errors
/// The folder cannot be emptied.
pub(crate) fn clear() -> Result<()> {
    let folder = folder();
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))
}

/// Keeps `module`, which is shipped under this name without its names.
///
/// # Errors
/// It cannot be written.
pub(crate) fn keep(shipped: &str, module: &[u8]) -> Result<()> {
    let place = of(shipped);
    fs::write(&place, module).with_context(|| format!("cannot write {}", place.display()))
}

fn folder() -> PathBuf {
    paths::root().join("target/styles/named")
}
