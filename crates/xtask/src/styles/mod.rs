//! Makes two sheets from `style/`: what the door's pages need, which is all that they load, and the rest. In each, every
//! scoped sheet stands in its layer; the global sheets come first of all.
//!
//! `stylers_macro` returns a scope class to the component at compile time; the same class is computed here, by the
//! same code, and put on the sheet's one top-level rule. See `docs/decisions/0001-stylers.md`.

mod sheet;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::paths;
use sheet::Sheet;

/// The global sheets, in order. `tokens.css` opens with the order of the layers, so it comes first.
const GLOBAL: [&str; 2] = ["style/tokens.css", "style/base.css"];

/// The folders of scoped sheets and the layer each belongs to.
const SCOPED: [(&str, &str); 2] = [("style/components", "components"), ("style/pages", "pages")];

/// What the pages of the door wear.
const DOOR: [&str; 9] =
    ["brand", "button", "door", "facts", "field", "notice", "problem_summary", "progress", "strength"];

/// Writes the sheets that `index.html` links, each only when it changed.
///
/// # Errors
/// A sheet that breaks a rule of scoped sheets, or two sheets that would share a scope class.
pub(crate) fn generate() -> Result<()> {
    let sheets = assemble(&paths::root())?;
    let folder = paths::generated_styles();
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    for (name, text) in [("door.css", sheets.door), ("desk.css", sheets.desk)] {
        let target = folder.join(name);
        if !fs::read_to_string(&target).is_ok_and(|old| old == text) {
            fs::write(&target, text).with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}

struct Sheets {
    door: String,
    desk: String,
}

fn assemble(root: &Path) -> Result<Sheets> {
    let mut sheets = Sheets { door: String::new(), desk: String::new() };
    for name in GLOBAL {
        sheets.door.push_str(&read(root, Path::new(name))?);
        sheets.door.push('\n');
    }
    let mut taken = HashMap::new();
    for (folder, layer) in SCOPED {
        let (mut door, mut desk) = (String::new(), String::new());
        for name in sheets_in(root, folder)? {
            let sheet = Sheet::parse(&name, &read(root, &name)?)?;
            refuse_shared_class(&mut taken, &sheet, &name)?;
            let of_door = name.file_stem().is_some_and(|stem| DOOR.iter().any(|known| stem == *known));
            let text = if of_door { &mut door } else { &mut desk };
            text.push_str(&sheet.scoped());
            text.push('\n');
        }
        sheets.door.push_str(&format!("@layer {layer} {{\n{door}}}\n"));
        sheets.desk.push_str(&format!("@layer {layer} {{\n{desk}}}\n"));
    }
    Ok(sheets)
}

/// Scope classes come from the number of visible characters in the file alone, so two files can share one.
fn refuse_shared_class(taken: &mut HashMap<String, PathBuf>, sheet: &Sheet, name: &Path) -> Result<()> {
    match taken.insert(sheet.scope().to_owned(), name.to_path_buf()) {
        None => Ok(()),
        Some(other) => bail!(
            "{} and {} would share the scope class {} (it is made from the count of visible characters): \
             add a word to a comment in one of them",
            other.display(),
            name.display(),
            sheet.scope()
        ),
    }
}

fn sheets_in(root: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        let name = Path::new(folder).join(entry?.file_name());
        if name.extension().is_some_and(|extension| extension == "css") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn read(root: &Path, name: &Path) -> Result<String> {
    fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {}", name.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_sheets_with_one_scope_class_are_refused_by_name() {
        let mut taken = HashMap::new();
        let chip = Path::new("style/components/chip.css");
        let card = Path::new("style/components/card.css");
        let first = Sheet::parse(chip, ".chip { color: red; }").expect("a lawful sheet");
        let second = Sheet::parse(card, ".card { color: tan; }").expect("a lawful sheet");
        refuse_shared_class(&mut taken, &first, chip).expect("the first of its class");
        let problem = refuse_shared_class(&mut taken, &second, card).expect_err("the same count").to_string();
        assert!(problem.contains("chip.css") && problem.contains("card.css"), "{problem}");
    }

    #[test]
    fn every_scoped_sheet_is_worn_by_a_component() {
        let root = paths::root();
        let sources = crate::web::files_under(&root.join("src")).expect("the app's sources");
        let code: String = sources.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
        for (folder, _) in SCOPED {
            for name in sheets_in(&root, folder).expect("a folder of sheets") {
                let worn = format!("style_sheet!(\"{}\")", name.display());
                assert!(code.contains(&worn), "no component says {worn}: the sheet is dead weight");
            }
        }
    }

    #[test]
    fn every_sheet_of_the_checkout_is_lawful_and_in_one_of_the_two() {
        let sheets = assemble(&paths::root()).expect("the sheets under style/ can be put together");
        for name in DOOR {
            let class = format!(".{}.", name.replace('_', "-"));
            assert!(sheets.door.contains(&class) && !sheets.desk.contains(&class), "{name}");
        }
        assert!(sheets.desk.contains(".console.") && !sheets.door.contains(".console."));
    }
}
