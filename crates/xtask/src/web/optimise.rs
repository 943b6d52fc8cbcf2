//! Makes the app's WebAssembly smaller after Trunk built it.
//!
//! Trunk keeps every function's name in the file, and would insist on finding a wasm-opt, which is a bonus here.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::linkage::{self, Renamed};
use super::{named, names};
use crate::proc;

/// Makes a WebAssembly file smaller, more so with wasm-opt. Says how the JavaScript beside it has to name what it gives.
///
/// # Errors
/// The file is not there or no WebAssembly, or wasm-opt fails.
pub(crate) fn run(file: &Path, wasm_opt: Option<&Path>) -> Result<Vec<Renamed>> {
    let before = fs::read(file).with_context(|| format!("the app was built without {}", file.display()))?;
    fs::write(file, linkage::without_unused(&before)?)?;
    if let Some(wasm_opt) = wasm_opt {
        let mut command = proc::command("node");
        // Flattened first, it finds more that is alike. -g keeps the names for `cargo xtask size`; they are left out of
        // what is shipped below.
        command
            .arg(wasm_opt)
            .args(["--flatten", "--rereloop", "-Oz", "-Oz", "-g"])
            .arg(file)
            .arg("--output")
            .arg(file);
        proc::run(&mut command, "wasm-opt")?;
    }
    let named = fs::read(file)?;
    let (after, renamed) = linkage::as_shipped(&named)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    named::keep(&names::of_content(&name, &after), &named)?;
    fs::write(file, &after)?;
    println!("{name} is {} KB, was {} KB", after.len() / 1000, before.len() / 1000);
    Ok(renamed)
}
