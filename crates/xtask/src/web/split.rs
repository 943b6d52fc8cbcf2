//! A program in two files: what a page needs at first, and what its program asks for later (`wasm_split` in the app's
//! source says what that is). The linker's output has to be cut before wasm-bindgen reads it, and Trunk runs that by
//! itself: so Trunk finds this program under wasm-bindgen's name, which cuts and hands on.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail, ensure};

use super::{names, optimise};
use crate::environment::variable;
use crate::{paths, proc, tools};

/// The programs that are cut, and what their second file is called.
pub(super) const PARTS: [(&str, &str); 1] = [("admin", "second")];

/// What this program is called when Trunk runs it.
const BINDGEN: &str = "wasm-bindgen";
/// How what is called in another file is named in a program that is to be cut.
const MARK: &[u8] = b"__wasm_split_00";
/// The script that the cut-off file would be loaded by, as the first file names it.
const LOADER: &str = "./loader.js";

/// A folder with this program as wasm-bindgen in it, to stand first on Trunk's search path.
///
/// # Errors
/// It cannot be written.
pub(crate) fn folder() -> Result<PathBuf> {
    let folder = paths::generated_styles().join("bin");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let (own, place) = (env::current_exe()?, folder.join(format!("{BINDGEN}{}", env::consts::EXE_SUFFIX)));
    // Removed first: another Trunk may be running it.
    drop(fs::remove_file(&place));
    fs::copy(own, &place).with_context(|| format!("cannot write {}", place.display()))?;
    Ok(folder)
}

/// Is this program run as wasm-bindgen?
pub(crate) fn is_bindgen() -> bool {
    env::args_os().next().is_some_and(|name| Path::new(&name).file_stem() == Some(BINDGEN.as_ref()))
}

/// Runs wasm-bindgen as Trunk asks for it, after cutting the program in two where it says so.
///
/// # Errors
/// The program cannot be cut, or wasm-bindgen fails.
pub(crate) fn bindgen(words: &[OsString]) -> Result<()> {
    let input = words.iter().find(|word| Path::new(word).extension() == Some("wasm".as_ref()));
    let program = input.map(fs::read).transpose().context("cannot read the program")?;
    let Some(program) = program.filter(|program| is_marked(program)) else { return run(words) };
    let option = |name: &str| words.iter().find_map(|word| word.to_str()?.strip_prefix(name));
    let out = PathBuf::from(option("--out-dir=").context("wasm-bindgen was not told where to write")?);
    let name = option("--out-name=").context("wasm-bindgen was not told a name")?.to_owned();
    let (first, folder) = (out.join(format!("{name}_first.wasm")), out.join(format!("{name}_parts")));
    let (parts, own) = cut(&program, &folder, &first)?;
    let [part] = parts.as_slice() else {
        bail!("{name} should fall into two files, not {}", parts.len() + 1)
    };
    // The second file finds memory and functions by what the first exports.
    let mut instead = vec![first.into_os_string(), "--keep-lld-exports".into()];
    instead.extend(words.iter().filter(|word| Some(*word) != input).cloned());
    run(&instead)?;
    let second = format!("{name}_{part}.wasm");
    fs::create_dir_all(kept())?;
    fs::copy(folder.join(format!("split_{part}.wasm")), kept().join(&second))
        .context("there is no second file")?;
    let script = out.join(format!("{name}.js"));
    let code = fs::read_to_string(&script).context("wasm-bindgen wrote no script")?;
    fs::write(&script, with_loader(&code, part, &second, &own)?).context("cannot write the script")
}

/// Where the second files are kept until Trunk is done: it takes from wasm-bindgen only what it knows.
fn kept() -> PathBuf {
    paths::generated_styles().join("parts")
}

/// Puts the second files beside the first, where Trunk gathers what it built.
///
/// # Errors
/// Trunk did not say where, or a file is not there.
pub(crate) fn join() -> Result<()> {
    let place = variable("TRUNK_STAGING_DIR").map(PathBuf::from).context("only Trunk calls this")?;
    for (program, part) in PARTS {
        let name = format!("{program}_{part}.wasm");
        fs::copy(kept().join(&name), place.join(&name)).with_context(|| format!("there is no {name}"))?;
    }
    Ok(())
}

fn run(words: &[OsString]) -> Result<()> {
    proc::run(proc::command(tools::bindgen()?).args(words), BINDGEN)
}

fn is_marked(program: &[u8]) -> bool {
    program.windows(MARK.len()).any(|window| window == MARK)
}

/// Writes the first file to `first`, the others into `folder`, and says what they are called, and what a program under
/// development gives them beside what the first exports: a mark by which they know that both are of one build.
fn cut(program: &[u8], folder: &Path, first: &Path) -> Result<(Vec<String>, String)> {
    let mut options = wasm_split_cli_support::Options::new(program);
    options.output_dir = folder;
    options.main_out_path = first;
    options.link_name = LOADER;
    let cut = wasm_split_cli_support::transform(options).map_err(|problem| anyhow!("{problem:#}"))?;
    let part = |path: &PathBuf| Some(path.file_stem()?.to_str()?.strip_prefix("split_")?.to_owned());
    let loader = fs::read_to_string(folder.join(LOADER)).context("there is no loader")?;
    let own = loader.split_once("__wasm_split: {").and_then(|(_, rest)| rest.split_once('}'));
    let (own, _) = own.context("the loader gives nothing")?;
    let parts = cut.split_modules.iter().map(part).collect::<Option<_>>();
    Ok((parts.context("a part has no name")?, own.trim().to_owned()))
}

/// The loader in the script itself, so that it is no request of its own before the program can start. It says whether the
/// file came; what did not come is asked for anew.
fn with_loader(code: &str, part: &str, place: &str, own: &str) -> Result<String> {
    let line = code.lines().find(|line| line.contains(LOADER) && line.starts_with("import "));
    let line = line.context("the program loads no other file")?;
    let name = line.split_whitespace().nth(3).context("the import has no name")?;
    let loader = format!(
        "let secondFile;\n\
         const {name} = {{\n\
         __wasm_split_load_{part}: async (done, of) => {{\n\
         const file = () => fetch(new URL('{place}', import.meta.url));\n\
         const came = () => WebAssembly.instantiateStreaming(file(), {{ __wasm_split: {{ {own} ...wasm }} }});\n\
         const there = await (secondFile ??= came()).catch(() => secondFile = undefined);\n\
         wasm.__indirect_function_table.get(done)(of, !!there);\n\
         }},\n\
         }};\n"
    );
    let changed = code.replacen(&format!("{line}\n"), &loader, 1);
    ensure!(changed.contains("__indirect_function_table"), "the script has no place for the loader");
    Ok(changed)
}

/// Makes the second file smaller as the first, gives it a name made from its contents, and tells the script.
///
/// # Errors
/// There is none, or wasm-opt fails.
pub(super) fn ship(dist: &Path, wasm_opt: Option<&Path>) -> Result<()> {
    for (program, part) in PARTS {
        let name = format!("{program}_{part}.wasm");
        optimise::run(&dist.join(&name), wasm_opt)?;
        let new = names::rename(dist, &name)?;
        let script = dist.join(format!("{program}.js"));
        let code = fs::read_to_string(&script)?;
        ensure!(code.contains(&name), "{program}.js does not load {name}");
        fs::write(&script, code.replace(&name, &new))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_stands_in_the_script_and_asks_for_the_second_file() {
        let code = "import * as import1 from \"./loader.js\"\nlet wasm;\nuse(import1);\n";
        let changed = with_loader(code, "second", "admin_second.wasm", "mark: ~0xdead,").unwrap();
        assert!(!changed.contains(LOADER) && changed.contains("const import1 = {"), "{changed}");
        assert!(changed.contains("__wasm_split_load_second: async (done, of) => {"), "{changed}");
        assert!(changed.contains("fetch(new URL('admin_second.wasm', import.meta.url))"), "{changed}");
        assert!(changed.contains("{ __wasm_split: { mark: ~0xdead, ...wasm } }"), "{changed}");
        assert!(changed.ends_with("let wasm;\nuse(import1);\n"), "{changed}");
        assert!(with_loader("let wasm;\n", "second", "admin_second.wasm", "").is_err());
    }

    #[test]
    fn a_program_that_calls_nothing_in_another_file_is_left_as_it_is() {
        assert!(is_marked(b"..__wasm_split_00second00_import_.."));
        assert!(!is_marked(b"..__wasm_split_unstable.."));
    }
}
