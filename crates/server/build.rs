//! Puts the built app into the binary: a table of every file in `dist`, or in the folder that `FRONTDESK_DIST` names.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

#[expect(
    clippy::disallowed_methods,
    reason = "a build script has no config.rs; cargo speaks to it through the environment"
)]
fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=FRONTDESK_DIST");
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let dist = match env::var_os("FRONTDESK_DIST") {
        Some(folder) => PathBuf::from(folder),
        None => manifest.join("../../dist"),
    };
    // A folder that is not there would make cargo run this again at every build; an empty one is watched like a full one.
    fs::create_dir_all(&dist)?;
    let dist = dist.canonicalize()?;
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    collect(&dist, &mut files)?;
    files.sort();
    let has_page = files.iter().any(|file| file.ends_with("index.html"));
    let mut table = String::from(
        "/// Every file of the built app, by its path.\npub(super) static FILES: &[(&str, &[u8])] = &[\n",
    );
    for file in files.iter().filter(|_| has_page) {
        let name = file.strip_prefix(&dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
        writeln!(table, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .map_err(io::Error::other)?;
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("app_files.rs"), table)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
