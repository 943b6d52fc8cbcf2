//! `cargo xtask size`: what every file of the built app weighs, and what each crate costs in it.

mod budget;
mod crates;
pub(crate) mod module;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::web::{self, files_under, named};
use crate::{paths, tools};

/// How many crates are listed by name.
const LISTED: usize = 30;

/// A file of the built app.
pub(crate) struct Asset {
    /// Its path in `dist`.
    pub(crate) name: String,
    /// Its bytes as they are.
    pub(crate) raw: u64,
    /// Its bytes as gzip packs them; as they are where that gains nothing.
    pub(crate) gzip: u64,
    /// Its bytes as brotli packs them; as they are where that gains nothing.
    pub(crate) brotli: u64,
}

/// Builds the app if it changed and says what it weighs.
///
/// # Errors
/// The app does not build, or what was built cannot be read.
pub(crate) fn main() -> Result<()> {
    web::ensure()?;
    let assets = assets(&paths::dist())?;
    print!("{}", budget::table(&assets));
    for asset in assets.iter().filter(|asset| asset.name.ends_with(".wasm")) {
        let place = named::of(&asset.name);
        let module = fs::read(&place).with_context(|| format!("{} was not kept", place.display()))?;
        let costs = crates::costs(&module::parts(&module)?);
        println!("\n{}, {} bytes as it is:\n", asset.name, asset.raw);
        print!("{}", crates::table(&costs, asset.raw, LISTED));
    }
    Ok(())
}

/// Fails where a file of the app weighs more than it may. Without wasm-opt the app is larger, and nobody's fault.
///
/// # Errors
/// The files that are over their budget.
pub(crate) fn hold_to_budget() -> Result<()> {
    if tools::wasm_opt().is_none() {
        println!("without wasm-opt (npm) the app is not held to its byte budget");
        return Ok(());
    }
    budget::check(&assets(&paths::dist())?)
}

/// Every file that a browser may ask for, the heaviest first.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn assets(dist: &Path) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for file in files_under(dist)? {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if name.ends_with(".br") || name.ends_with(".gz") {
            continue;
        }
        let raw = fs::metadata(&file).with_context(|| format!("cannot read {}", file.display()))?.len();
        let packed =
            |end: &str| fs::metadata(format!("{}.{end}", file.display())).map_or(raw, |about| about.len());
        assets.push(Asset { gzip: packed("gz"), brotli: packed("br"), name, raw });
    }
    assets.sort_by_key(|asset| std::cmp::Reverse(asset.brotli));
    Ok(assets)
}
