//! Names of files that change with their contents, so that a browser may keep them for ever.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::fingerprint::hex;

/// Gives a file of the built app a name made from what is in it, and says that name.
///
/// # Errors
/// The file is not there.
pub(super) fn rename(dist: &Path, name: &str) -> Result<String> {
    let file = dist.join(name);
    let content = fs::read(&file).with_context(|| format!("the app was built without {name}"))?;
    let new = of_content(name, &content);
    fs::rename(&file, dist.join(&new)).with_context(|| format!("cannot rename {}", file.display()))?;
    Ok(new)
}

/// The name that a file was given.
///
/// # Errors
/// There is none, or more than one.
pub(super) fn hashed(dist: &Path, name: &str) -> Result<String> {
    let (stem, end) = name.split_once('.').unwrap_or((name, ""));
    let mut found = Vec::new();
    for entry in fs::read_dir(dist).with_context(|| format!("cannot read {}", dist.display()))? {
        let entry = entry?.file_name().to_string_lossy().into_owned();
        let hash =
            entry.strip_prefix(&format!("{stem}-")).and_then(|rest| rest.strip_suffix(&format!(".{end}")));
        if hash.is_some_and(|hash| !hash.contains('.')) {
            found.push(entry);
        }
    }
    match found.as_slice() {
        [one] => Ok(one.clone()),
        _ => bail!("{} should hold one {stem}-….{end} and holds {}", dist.display(), found.len()),
    }
}

/// `door_bg.wasm` with sixteen hex digits of its contents before the dot.
pub(super) fn of_content(name: &str, content: &[u8]) -> String {
    let (stem, end) = name.split_once('.').unwrap_or((name, ""));
    let hash: String = hex(&Sha256::digest(content)).chars().take(16).collect();
    format!("{stem}-{hash}.{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_other_content_gets_another_name() {
        let (one, other) = (of_content("door_bg.wasm", b"one"), of_content("door_bg.wasm", b"other"));
        assert!(one.starts_with("door_bg-") && one.ends_with(".wasm") && one != other, "{one} {other}");
    }

    #[test]
    fn a_renamed_file_is_found_by_what_it_was_called() {
        let folder = std::env::temp_dir().join(format!("frontdesk-names-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for name in ["door.css", "door.js", "door_bg.wasm"] {
            fs::write(folder.join(name), name).unwrap();
        }
        let new = rename(&folder, "door.js").unwrap();
        let found = hashed(&folder, "door.js");
        let missing = hashed(&folder, "door.css");
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found.unwrap(), new);
        assert!(missing.is_err());
    }
}
