//! Makes the JavaScript beside the app's WebAssembly smaller. It is generated, one statement a line, by the pinned
//! wasm-bindgen, so its lines can be gone through one by one.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Streams between Rust and JavaScript, which a dependency of leptos offers and nobody here uses: part of their exports'
/// names, and of their classes'.
pub(super) const UNUSED_EXPORTS: &str = "intounderlying";
const UNUSED_CLASS: &str = "IntoUnderlying";

/// Leaves out comments, indentation and what is not used.
///
/// # Errors
/// The file is not there.
pub(super) fn shorten(file: &Path) -> Result<()> {
    let code =
        fs::read_to_string(file).with_context(|| format!("the app was built without {}", file.display()))?;
    fs::write(file, shortened(&code)).with_context(|| format!("cannot write {}", file.display()))
}

fn shortened(code: &str) -> String {
    let mut short = String::with_capacity(code.len());
    let mut unused = false;
    for line in code.lines() {
        if !line.starts_with(' ') {
            unused = line.contains(UNUSED_CLASS) || unused && line == "}";
        }
        let bare = line.trim();
        let is_comment = ["//", "/*", "*"].iter().any(|start| bare.starts_with(start));
        if !unused && !is_comment && !bare.is_empty() {
            short.push_str(bare);
            short.push('\n');
        }
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_and_what_nobody_runs_goes() {
        let code = "/* eslint-disable */\nfunction a() {\n    /**\n     * Words.\n     */\n    b(`//`); // why\n}\n\n\
export class IntoUnderlyingSink {\n    free() {\n    }\n}\nconst IntoUnderlyingSinkEnd = (x)\n    ? {}\n    : y;\nexport { a };\n";
        assert_eq!(shortened(code), "function a() {\nb(`//`); // why\n}\nexport { a };\n");
    }
}
