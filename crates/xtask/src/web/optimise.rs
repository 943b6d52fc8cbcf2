//! Makes the app's WebAssembly smaller after Trunk built it.
//!
//! Trunk keeps every function's name in the file, and would insist on finding a wasm-opt, which is a bonus here. The
//! file's name and its integrity value are made from its content, so both are made again and replaced in the page.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256, Sha384};

use super::fingerprint::hex;
use super::{named, sections};
use crate::proc;

/// Makes the app's WebAssembly smaller, more so with wasm-opt, and lets the page name the new file.
///
/// # Errors
/// wasm-opt fails, or the page does not name the file as expected.
pub(crate) fn run(dist: &Path, wasm_opt: Option<&Path>) -> Result<()> {
    let old = wasm_name(dist)?;
    let file = dist.join(&old);
    let before = fs::read(&file)?;
    if let Some(wasm_opt) = wasm_opt {
        let mut command = proc::command("node");
        // -g keeps the names for `cargo xtask size`; they are left out of what is shipped below.
        command.arg(wasm_opt).args(["-Oz", "-g"]).arg(&file).arg("--output").arg(&file);
        proc::run(&mut command, "wasm-opt")?;
    }
    let named = fs::read(&file)?;
    let after = sections::without_custom(&named)?;
    let new = renamed(&old, &after);
    named::clear()?;
    named::keep(&new, &named)?;
    fs::remove_file(&file)?;
    fs::write(dist.join(&new), &after)?;

    let page = dist.join("index.html");
    let text = fs::read_to_string(&page)?;
    fs::write(&page, repointed(&text, (&old, &integrity(&before)), (&new, &integrity(&after)))?)?;
    println!("the app's WebAssembly is {} KB, was {} KB", after.len() / 1000, before.len() / 1000);
    Ok(())
}

/// The name of the one WebAssembly file in the built app.
///
/// # Errors
/// There is none, or more than one.
pub(crate) fn wasm_name(dist: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".wasm") {
            names.push(name);
        }
    }
    match names.as_slice() {
        [name] => Ok(name.clone()),
        _ => bail!("{} should hold one .wasm file and holds {}", dist.display(), names.len()),
    }
}

/// `app-<hash>_bg.wasm` with the hash of other content.
fn renamed(old: &str, content: &[u8]) -> String {
    let stem = old.rsplit_once('-').map_or(old, |(stem, _)| stem);
    let hash: String = hex(&Sha256::digest(content)).chars().take(16).collect();
    format!("{stem}-{hash}_bg.wasm")
}

fn repointed(page: &str, old: (&str, &str), new: (&str, &str)) -> Result<String> {
    if !page.contains(old.0) || !page.contains(old.1) {
        bail!("index.html does not name {} with its integrity value", old.0);
    }
    Ok(page.replace(old.0, new.0).replace(old.1, new.1))
}

fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(content)))
}

/// Padded standard base64. A SHA-384 is 48 bytes, so nothing is ever padded.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let joined = group.iter().fold(0_u32, |joined, byte| (joined << 8) | u32::from(*byte));
        for shift in [18, 12, 6, 0] {
            let letter = LETTERS.get(((joined >> shift) & 63) as usize).copied().unwrap_or_default();
            text.push(char::from(letter));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integrity_value_is_the_one_browsers_compute() {
        let known = "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO";
        assert_eq!(integrity(b"alert('Hello, world.');"), known);
    }

    #[test]
    fn a_file_of_other_content_gets_another_name() {
        let name = renamed("frontdesk-app-0123456789abcdef_bg.wasm", b"other");
        assert!(name.starts_with("frontdesk-app-") && name.ends_with("_bg.wasm"), "{name}");
        assert_ne!(name, "frontdesk-app-0123456789abcdef_bg.wasm");
    }

    #[test]
    fn the_page_names_the_new_file_wherever_it_named_the_old() {
        let page = r#"<link href="/a-1_bg.wasm" integrity="sha384-x"><script>init("/a-1_bg.wasm")</script>"#;
        let new = repointed(page, ("a-1_bg.wasm", "sha384-x"), ("a-2_bg.wasm", "sha384-y")).unwrap();
        assert_eq!(
            new,
            r#"<link href="/a-2_bg.wasm" integrity="sha384-y"><script>init("/a-2_bg.wasm")</script>"#
        );
        assert!(repointed("<p>", ("a", "b"), ("c", "d")).is_err());
    }
}
