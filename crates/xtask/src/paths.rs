//! Where things lie: in the checkout, in the build folder, and in the cache that all checkouts share.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::environment::variable;

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Where the sheets are that are made from everything under `style/`, and what else a build of the app leaves for the next.
pub(crate) fn generated_styles() -> PathBuf {
    root().join("target/styles")
}

/// Where the pages' first HTML is left by the program that makes it.
pub(crate) fn made_pages() -> PathBuf {
    root().join("target/styles/pages")
}

/// The built app, as the server embeds it.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's build folder.
pub(crate) fn target() -> PathBuf {
    variable("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The server's binary as `cargo build` leaves it in `profile` (`debug` or `release`).
pub(crate) fn server(profile: &str) -> PathBuf {
    target().join(profile).join(format!("frontdesk{}", env::consts::EXE_SUFFIX))
}

/// Where pinned tools are kept. All checkouts share it, so that a fresh one does not compile them again.
///
/// # Errors
/// Neither `XDG_CACHE_HOME` nor `HOME` is set.
pub(crate) fn tools() -> Result<PathBuf> {
    let cache = match variable("XDG_CACHE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(variable("HOME").context("set HOME: the tools are kept in ~/.cache")?)
            .join(".cache"),
    };
    Ok(cache.join("frontdesk").join("tools"))
}

/// Where cargo keeps what it has downloaded.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    let own = variable("CARGO_HOME").map(PathBuf::from);
    own.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cargo")))
}

/// The first of `names` that is a file in a folder of `PATH`.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders = variable("PATH")?;
    names.iter().find_map(|name| in_folders(&folders, name))
}

fn in_folders(folders: &OsStr, name: &str) -> Option<PathBuf> {
    env::split_paths(folders)
        .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
        .find(|candidate| candidate.is_file())
}
