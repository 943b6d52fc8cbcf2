//! What every file owes its reader.

use crate::sources::{none, sources};
use std::path::Path;

const CODE: &[&str] = &["src", "crates", "tests", "build.rs"];

/// The most lines of a file.
const LINES_MAX: usize = 400;

#[test]
fn every_file_says_what_lives_in_it() {
    let silent = sources(CODE, "rs").into_iter().filter(|source| !source.text.starts_with("//!"));
    none("A file opens with `//!`.", &silent.map(|source| source.path).collect::<Vec<_>>());
}

#[test]
fn no_file_is_past_its_length() {
    let long = sources(CODE, "rs").into_iter().map(|source| (source.text.lines().count(), source.path));
    let long =
        long.filter(|(lines, _)| *lines > LINES_MAX).map(|(lines, path)| format!("{path}: {lines} lines"));
    none("A file has at most 400 lines; past that its shape is wrong.", &long.collect::<Vec<_>>());
}

#[test]
fn nothing_is_waved_through_or_left_for_later() {
    let banned = ["#[allow(", "#![allow(", "#[ignore", "todo!(", "unimplemented!(", "dbg!("];
    let mut broken = Vec::new();
    for source in sources(CODE, "rs").iter().filter(|source| !source.within("tests/architecture")) {
        for (at, code) in source.code() {
            if let Some(word) = banned.iter().find(|word| code.contains(**word)) {
                broken.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    none("`#[expect(…, reason)]`, never `#[allow]`; no test is ignored; nothing is left for later.", &broken);
}

#[test]
fn the_apps_pages_need_no_exception_from_the_content_policy() {
    let banned = ["inner_html", " style=\"", " style={"];
    let mut broken = Vec::new();
    for source in sources(&["src"], "rs") {
        for (at, code) in source.code() {
            if let Some(word) = banned.iter().find(|word| code.contains(**word)) {
                broken.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    none("No inline style, no markup from text.", &broken);
}

/// What stands between backquotes or behind a link in a text, if it looks like a file of ours.
fn files_named(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let ours = |name: &&str| {
        let known = ["src/", "crates/", "tests/", "docs/", "style/", "public/", ".cargo/", ".ci/"];
        let plain = name.chars().all(|c| c.is_alphanumeric() || "/._-".contains(c));
        plain && known.iter().any(|start| name.starts_with(start))
    };
    quoted.chain(linked).filter(ours).collect()
}

#[test]
fn docs_name_only_what_exists() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut broken = Vec::new();
    for source in sources(&["docs", "README.md", "CHANGELOG.md"], "md") {
        for (at, line) in source.text.lines().enumerate() {
            let missing = files_named(line).into_iter().filter(|name| !top.join(name).exists());
            broken.extend(missing.map(|name| format!("{}:{}: {name}", source.path, at + 1)));
        }
    }
    none("A doc that names a file which is not there is out of date.", &broken);
}

#[test]
fn names_of_files_are_found_in_prose() {
    assert_eq!(
        files_named("see `src/app.rs`, [the map](docs/map.md) and `cargo test`"),
        ["src/app.rs", "docs/map.md"]
    );
}
