//! Whether the app must be built again: one hash over everything it is made from.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::compress::files_under;
use crate::{paths, proc};

/// What the app is made from. Trunk and cargo would find out too, but take seconds to say that nothing changed.
const INPUTS: [&str; 12] = [
    "src",
    "style",
    "public",
    "crates/wire",
    "crates/strength",
    "crates/xtask/src/web",
    "crates/xtask/src/styles",
    "build.rs",
    "index.html",
    "Trunk.toml",
    "Cargo.lock",
    "Cargo.toml",
];

/// The hash of the app's sources, of the compiler, and of whether wasm-opt takes part.
///
/// # Errors
/// A source cannot be read.
pub(crate) fn of_inputs(optimised: bool) -> Result<String> {
    let root = paths::root();
    let mut hasher = Sha256::new();
    hasher.update(proc::said(proc::command("rustc").arg("-V")).unwrap_or_default());
    hasher.update([u8::from(optimised)]);
    for input in INPUTS {
        add(&mut hasher, &root, &root.join(input))?;
    }
    Ok(hex(&hasher.finalize()))
}

fn add(hasher: &mut Sha256, root: &Path, input: &Path) -> Result<()> {
    let files = if input.is_dir() { files_under(input)? } else { vec![input.to_path_buf()] };
    for file in files {
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().into_owned();
        hasher.update(format!("{name}\n{}\n", content.len()));
        hasher.update(content);
    }
    Ok(())
}

/// Whether `dist` is what was built from these inputs, and nobody touched it since.
pub(crate) fn is_current(inputs: &str) -> bool {
    let Ok(page) = page_hash() else { return false };
    fs::read_to_string(stamp()).is_ok_and(|stamp| stamp == format!("{inputs} {page}"))
}

/// Notes that `dist` was built from these inputs.
///
/// # Errors
/// The note cannot be written.
pub(crate) fn remember(inputs: &str) -> Result<()> {
    let stamp = stamp();
    fs::write(&stamp, format!("{inputs} {}", page_hash()?))
        .with_context(|| format!("cannot write {}", stamp.display()))
}

/// The page names every other file by its hash, so it stands for the whole folder.
fn page_hash() -> Result<String> {
    let page = fs::read(paths::dist().join("index.html")).context("the app was not built")?;
    Ok(hex(&Sha256::digest(page)))
}

fn stamp() -> PathBuf {
    paths::generated_styles().join("app.fingerprint")
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_folder(files: &[(&str, &str)], name: &str) -> String {
        let folder = std::env::temp_dir().join(format!("frontdesk-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, content) in files {
            fs::write(folder.join(file), content).unwrap();
        }
        let mut hasher = Sha256::new();
        add(&mut hasher, &folder, &folder).unwrap();
        fs::remove_dir_all(&folder).unwrap();
        hex(&hasher.finalize())
    }

    #[test]
    fn the_fingerprint_knows_names_and_contents_but_not_the_place() {
        let first = of_folder(&[("a.rs", "one"), ("b.rs", "two")], "first");
        assert_eq!(first, of_folder(&[("b.rs", "two"), ("a.rs", "one")], "second"));
        assert_ne!(first, of_folder(&[("a.rs", "one"), ("c.rs", "two")], "third"));
        assert_ne!(first, of_folder(&[("a.rs", "onet"), ("b.rs", "wo")], "fourth"));
    }
}
