//! The app: built by Trunk, its pages made ahead of time, made smaller, compressed, and left alone while nothing changed.

mod compress;
mod fingerprint;
mod glue;
mod leaving;
mod linkage;
mod locations;
pub(crate) mod named;
mod names;
mod optimise;
mod pages;
mod prerender;
pub(crate) mod split;

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{paths, proc, tools};

pub(crate) use compress::files_under;

/// The app's programs, one for each of its documents.
const PROGRAMS: [&str; 4] = ["door", "choose", "account", "admin"];
/// The program that they load while somebody chooses a password, of a package of its own.
const STRENGTH: &str = "strength";

/// Everything that is compiled.
fn programs() -> impl Iterator<Item = &'static str> {
    PROGRAMS.into_iter().chain([STRENGTH])
}

/// Leaves the app as shipped in `dist`: built if any of its sources changed, else untouched.
///
/// # Errors
/// A tool is missing, or the app does not build.
pub(crate) fn ensure() -> Result<()> {
    let path = tools::for_the_app()?;
    let wasm_opt = tools::wasm_opt();
    let _alone = alone()?;
    let inputs = fingerprint::of_inputs(wasm_opt.is_some())?;
    if fingerprint::is_current(&inputs) {
        println!("the app is up to date");
        return Ok(());
    }
    fetch()?;
    compile("frontdesk-app", &PROGRAMS)?;
    compile("frontdesk-strength", &[STRENGTH])?;
    let mut trunk = proc::command("trunk");
    trunk.args(["build", "--release"]).env("PATH", path);
    proc::run(quieted(&mut trunk), "building the app")?;
    prerender::run()?;
    named::clear()?;
    for program in programs() {
        let dist = paths::dist();
        let renamed = optimise::run(&dist.join(format!("{program}_bg.wasm")), wasm_opt.as_deref())?;
        glue::shorten(&dist.join(format!("{program}.js")), &renamed)?;
    }
    split::ship(&paths::dist(), wasm_opt.as_deref())?;
    pages::compose(&paths::dist(), &paths::made_pages())?;
    compress::folder(&paths::dist())?;
    fingerprint::remember(&inputs)
}

/// Compiles programs of one package as Trunk will ask for them: it asks for one after the other, and cargo, that sees all of
/// them at once, links them side by side. Two packages at once would share features, and nothing of it would serve Trunk.
fn compile(package: &str, programs: &[&str]) -> Result<()> {
    let mut cargo = proc::cargo(["build", "--package", package, "--target", tools::WASM]);
    cargo.args(["--profile", "web-release"]);
    for program in programs {
        cargo.args(["--bin", program]);
    }
    proc::run(&mut cargo, "compiling the app")
}

/// Waits for another build of the app in this checkout: both would write the same folder. Held until dropped.
fn alone() -> Result<File> {
    let folder = paths::generated_styles();
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let place = folder.join("app.lock");
    let lock = File::create(&place).with_context(|| format!("cannot create {}", place.display()))?;
    if lock.try_lock().is_err() {
        println!("waiting for another build of the app");
        lock.lock().with_context(|| format!("cannot lock {}", place.display()))?;
    }
    Ok(lock)
}

/// Trunk builds offline, so cargo downloads first.
///
/// # Errors
/// A package could not be downloaded.
pub(crate) fn fetch() -> Result<()> {
    let version = proc::said(proc::command("rustc").arg("-vV")).unwrap_or_default();
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc does not name its host")?;
    proc::run(
        &mut proc::cargo(["fetch", "--quiet", "--target", tools::WASM, "--target", host]),
        "cargo fetch",
    )
}

/// Trunk without its look for newer releases and its backtraces, and without the one variable of the shell that it
/// misreads: `NO_COLOR=1` is no boolean to it.
pub(crate) fn quieted(trunk: &mut Command) -> &mut Command {
    trunk.env_remove("NO_COLOR").env("TRUNK_SKIP_VERSION_CHECK", "true").env("RUST_BACKTRACE", "0")
}

/// Makes sure that the built server holds this app, and not the page it holds when there was none.
///
/// # Errors
/// The binary does not know the app's file by name.
pub(crate) fn must_be_inside(server: &Path) -> Result<()> {
    let wasm = names::hashed(&paths::dist(), "door_bg.wasm")?;
    let binary = fs::read(server).with_context(|| format!("cannot read {}", server.display()))?;
    if !binary.windows(wasm.len()).any(|window| window == wasm.as_bytes()) {
        bail!("{} was compiled without the app ({wasm} is not in it)", server.display());
    }
    Ok(())
}
