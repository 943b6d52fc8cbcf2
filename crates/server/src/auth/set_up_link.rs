//! The file that holds the set-up link where there is no terminal to show it on.

use super::secret::private;
use std::io::{Result, Write};
use std::path::{Path, PathBuf};

const FILE: &str = "set-up-link";

/// Keeps the link for the owner of the data alone. Where.
///
/// # Errors
/// The file cannot be written.
pub fn keep(data: &Path, link: &str) -> Result<PathBuf> {
    forget(data);
    let file = data.join(FILE);
    writeln!(private(&file)?, "{link}")?;
    Ok(file)
}

/// Takes the file away: its link no longer works.
pub fn forget(data: &Path) {
    // Not being there is what is wanted.
    let _ = std::fs::remove_file(data.join(FILE));
}
