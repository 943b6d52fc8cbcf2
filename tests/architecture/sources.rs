//! The tree as texts: what files there are and what their code says.

use std::fs;
use std::path::{Path, PathBuf};

/// A file by its path from the top of the checkout.
pub(crate) struct Source {
    /// `src/api/call.rs`
    pub(crate) path: String,
    /// All of it.
    pub(crate) text: String,
}

impl Source {
    /// Its lines with their numbers, without comments.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(at, line)| (at + 1, line));
        lines
            .map(|(at, line)| (at, line.split("//").next().unwrap_or_default()))
            .filter(|(_, code)| !code.trim().is_empty())
    }

    /// Does it stand in this folder, or is it this file?
    pub(crate) fn within(&self, place: &str) -> bool {
        self.path == place || self.path.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Every file with this ending under these folders or of these names, in order.
pub(crate) fn sources(places: &[&str], ending: &str) -> Vec<Source> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for place in places {
        walk(&top.join(place), &mut paths);
    }
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == ending));
    let named =
        |path: &PathBuf| path.strip_prefix(top).expect("under the top").to_string_lossy().replace('\\', "/");
    let read = |path: PathBuf| Source {
        path: named(&path),
        text: fs::read_to_string(&path).expect("a readable file"),
    };
    paths.into_iter().map(read).collect()
}

fn walk(place: &Path, found: &mut Vec<PathBuf>) {
    if place.is_file() {
        found.push(place.to_owned());
        return;
    }
    for entry in fs::read_dir(place).unwrap_or_else(|problem| panic!("{}: {problem}", place.display())) {
        walk(&entry.expect("an entry").path(), found);
    }
}

/// Fails with every line, if there is one.
pub(crate) fn none(rule: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{rule}\n  {}", broken.join("\n  "));
}
