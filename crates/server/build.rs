//! Puts the built app into the binary: a table of every file in `dist`, or in the folder that `FRONTDESK_DIST` names. Its
//! digest goes along, so that the server need not read every file when it starts.

use std::env;
use std::fmt::Write;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

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
        "/// Every file of the built app: its path, its bytes, their digest.\npub(super) static FILES: &[(&str, &[u8], [u8; 32])] = &[\n",
    );
    for file in files.iter().filter(|_| has_page) {
        let name = file.strip_prefix(&dist).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let digest: [u8; 32] = Sha256::digest(fs::read(file)?).into();
        writeln!(table, "    ({name:?}, include_bytes!({:?}), {digest:?}),", file.display().to_string())
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
