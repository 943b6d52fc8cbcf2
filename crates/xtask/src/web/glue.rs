//! Makes the JavaScript beside the app's WebAssembly smaller. It is generated, one statement a line, by the pinned
//! wasm-bindgen, so its lines can be gone through one by one.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::leaving::UNUSED_CLASS;
use super::linkage::Renamed;

/// Leaves out comments, indentation and what is not used, and gives what the WebAssembly imports its short names.
///
/// # Errors
/// The file is not there, or lacks something that is imported.
pub(super) fn shorten(file: &Path, renamed: &[Renamed]) -> Result<()> {
    let code =
        fs::read_to_string(file).with_context(|| format!("the app was built without {}", file.display()))?;
    let short = shortened(&code, renamed).with_context(|| format!("in {}", file.display()))?;
    fs::write(file, short).with_context(|| format!("cannot write {}", file.display()))
}

fn shortened(code: &str, renamed: &[Renamed]) -> Result<String> {
    let names: HashMap<_, _> = renamed.iter().map(|(long, short)| (long.as_str(), short)).collect();
    let mut found = 0;
    let mut short = String::with_capacity(code.len());
    let mut unused = false;
    for line in code.lines() {
        if !line.starts_with(' ') {
            unused = line.contains(UNUSED_CLASS) || unused && line == "}";
        }
        let bare = line.trim();
        let is_comment = ["//", "/*", "*"].iter().any(|start| bare.starts_with(start));
        if unused || is_comment || bare.is_empty() {
            continue;
        }
        // `__wbg_focus_0a8d513ea5d8338e: function(arg0) {`
        match bare.split_once(':').and_then(|(name, rest)| Some((names.get(name)?, rest))) {
            Some((name, rest)) => {
                found += 1;
                short.push_str(&format!("{name}:{rest}"));
            }
            None => short.push_str(bare),
        }
        short.push('\n');
    }
    ensure!(found == renamed.len(), "{found} of {} imports are there", renamed.len());
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_and_what_nobody_runs_goes() {
        let code = "/* eslint-disable */\nfunction a() {\n    /**\n     * Words.\n     */\n    b(`//`); // why\n}\n\n\
export class IntoUnderlyingSink {\n    free() {\n    }\n}\nconst IntoUnderlyingSinkEnd = (x)\n    ? {}\n    : y;\n\
export { a };\n";
        assert_eq!(shortened(code, &[]).unwrap(), "function a() {\nb(`//`); // why\n}\nexport { a };\n");
    }

    #[test]
    fn imports_are_named_as_the_module_names_them() {
        let code =
            "const import0 = {\n    __wbg_focus_0a: function(arg0) {\n        arg0.focus();\n    },\n};\n";
        let renamed = [("__wbg_focus_0a".to_owned(), "i0".to_owned())];
        let short = "const import0 = {\ni0: function(arg0) {\narg0.focus();\n},\n};\n";
        assert_eq!(shortened(code, &renamed).unwrap(), short);
        assert!(shortened("const import0 = {\n};\n", &renamed).is_err());
    }
}
