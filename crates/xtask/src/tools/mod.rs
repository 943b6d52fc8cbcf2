//! The tools the app is built and tested with. Every pinned version stands in this folder once.

mod compiled;
mod node;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::web::split;
use crate::{environment, paths, proc};
use compiled::Compiled;

pub(crate) use node::{axe, lighthouse, wasm_opt};

/// The compiler's target for the app.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Must equal the `wasm-bindgen` version in Cargo.toml. Its lock file names a withdrawn package, so it is not used.
const WASM_BINDGEN: Compiled = Compiled {
    package: "wasm-bindgen-cli",
    binary: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
    effort: "1",
    expected: "about 2 minutes",
};

const TRUNK: Compiled = Compiled {
    package: "trunk",
    binary: "trunk",
    version: "0.21.14",
    locked: true,
    effort: "0",
    expected: "about 3 minutes",
};

/// Makes sure that everything the app is built with is here, and gives the search path on which Trunk finds it.
///
/// # Errors
/// One line that says what is missing and what to do.
pub(crate) fn for_the_app() -> Result<OsString> {
    add_target(WASM)?;
    let folders = [split::folder()?, WASM_BINDGEN.ensure()?, TRUNK.ensure()?];
    search_path(&folders)
}

/// The pinned wasm-bindgen.
///
/// # Errors
/// It is not here and does not compile.
pub(crate) fn bindgen() -> Result<PathBuf> {
    Ok(WASM_BINDGEN.ensure()?.join(WASM_BINDGEN.binary))
}

fn search_path(first: &[PathBuf]) -> Result<OsString> {
    let rest = environment::variable("PATH").unwrap_or_default();
    let folders = first.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(folders).context("the tools' folder has a character that PATH cannot hold")
}

/// Makes sure that the compiler can build for a target.
///
/// # Errors
/// It cannot, and rustup, which would bring it, is not here or fails.
pub(crate) fn add_target(target: &str) -> Result<()> {
    let libraries = proc::said(proc::command("rustc").args(["--print", "target-libdir", "--target", target]));
    if libraries.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    if paths::on_path(&["rustup"]).is_none() {
        bail!("Rust's target {target} is missing: install it with your Rust, or use rustup");
    }
    println!("adding Rust's target {target}");
    proc::run(proc::command("rustup").args(["target", "add", target]), "rustup target add")
}

/// Whether this process may install system packages.
pub(crate) fn may_use_apt() -> bool {
    paths::on_path(&["apt-get"]).is_some()
        && proc::said(proc::command("id").arg("-u")).is_some_and(|user| user == "0")
}

/// Installs Debian packages.
///
/// # Errors
/// `apt-get` failed.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    println!("installing {} by apt-get", packages.join(" "));
    proc::run_quietly(proc::command("apt-get").args(["update", "-q"]), "apt-get update")?;
    let mut install = proc::command("apt-get");
    install.args(["install", "-q", "-y", "--no-install-recommends"]).args(packages);
    proc::run_quietly(install.env("DEBIAN_FRONTEND", "noninteractive"), "apt-get install")
}
