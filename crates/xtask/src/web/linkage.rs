//! Edits to a WebAssembly module that wasm-opt has no words for: what leaves it, and by which names it and the JavaScript
//! beside it know each other.

use std::collections::HashMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ExportSection, Function, ImportSection, Instruction, Module,
};
use wasmparser::{
    CustomSectionReader, Data, DataKind, DataSectionReader, Export, FunctionBody, Import, Imports, Operator,
    Parser,
};

use super::leaving;
use super::locations::{self, Segment};
use crate::size::module::names;

/// Leaves out what [`leaving`] lists, so that wasm-opt finds what only that needs.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(super) fn without_unused(module: &[u8]) -> Result<Vec<u8>> {
    let (imported, names) = names(module)?;
    edited(module, &mut Without { next: imported, names })
}

/// A name as wasm-bindgen made it, long and with a hash in it, and the one that it has now.
pub(super) type Renamed = (String, String);

/// Gives every import a short name, and leaves out what no browser needs: the custom sections, above all every
/// function's name.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(super) fn as_shipped(module: &[u8]) -> Result<(Vec<u8>, Vec<Renamed>)> {
    let mut short = Short::default();
    let module = edited(module, &mut short)?;
    Ok((module, short.renamed))
}

/// What the second file of a program has from the first, whose exports keep their names (`split.rs`).
const SECOND: &str = "__wasm_split";

type Edit = std::result::Result<(), Error<Infallible>>;

fn edited(module: &[u8], edit: &mut impl Reencode<Error = Infallible>) -> Result<Vec<u8>> {
    let mut made = Module::new();
    edit.parse_core_module(&mut made, Parser::new(0), module).context("not a WebAssembly module")?;
    Ok(made.finish())
}

struct Without {
    /// The number of the function that comes next.
    next: u32,
    names: HashMap<u32, String>,
}

impl Reencode for Without {
    type Error = Infallible;

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Edit {
        if leaving::is_export(export.name) {
            return Ok(());
        }
        utils::parse_export(self, exports, export)
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Edit {
        let name = self.names.get(&self.next).map(String::as_str).unwrap_or_default();
        self.next += 1;
        if leaving::is_unreachable(name) || leaving::is_panic(name) && ends_in_a_trap(&body)? {
            let mut trap = Function::new([]);
            trap.instruction(&Instruction::Unreachable).instruction(&Instruction::End);
            code.function(&trap);
            return Ok(());
        }
        utils::parse_function_body(self, code, body)
    }

    fn parse_data_section(&mut self, section: &mut DataSection, data: DataSectionReader<'_>) -> Edit {
        let all = data.clone().into_iter().collect::<std::result::Result<Vec<_>, _>>()?;
        let Some(mut segments) = all.iter().map(segment).collect::<Option<Vec<_>>>() else {
            return utils::parse_data_section(self, section, data);
        };
        locations::blank(&mut segments);
        for Segment { at, bytes } in segments {
            section.active(0, &ConstExpr::i32_const(i32::try_from(at).unwrap_or_default()), bytes);
        }
        Ok(())
    }
}

/// A segment that lies in memory from the start; any other is of no program that Rust makes.
fn segment(datum: &Data<'_>) -> Option<Segment> {
    let DataKind::Active { memory_index: 0, offset_expr } = &datum.kind else { return None };
    let Ok(Operator::I32Const { value }) = offset_expr.get_operators_reader().read() else { return None };
    Some(Segment { at: usize::try_from(value).ok()?, bytes: datum.data.to_vec() })
}

fn ends_in_a_trap(body: &FunctionBody<'_>) -> std::result::Result<bool, Error<Infallible>> {
    let (mut before, mut last) = (false, false);
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        (before, last) = (last, matches!(operators.read()?, Operator::Unreachable));
    }
    Ok(before)
}

#[derive(Default)]
struct Short {
    renamed: Vec<Renamed>,
}

impl Reencode for Short {
    type Error = Infallible;

    fn parse_imports(&mut self, section: &mut ImportSection, imports: Imports<'_>) -> Edit {
        let Imports::Single(at, import) = imports else {
            return utils::parse_imports(self, section, imports);
        };
        if import.module == SECOND {
            return utils::parse_imports(self, section, Imports::Single(at, import));
        }
        let short = format!("i{}", self.renamed.len());
        utils::parse_imports(self, section, Imports::Single(at, Import { name: &short, ..import }))?;
        self.renamed.push((import.name.to_owned(), short));
        Ok(())
    }

    fn parse_custom_section(&mut self, _: &mut Module, _: CustomSectionReader<'_>) -> Edit {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{
        EntityType, ExportKind, FunctionSection, GlobalSection, GlobalType, NameMap, NameSection,
        TypeSection, ValType,
    };
    use wasmparser::Payload;

    /// One function that is imported, and three of its own: one that ends in a trap, one that returns, one that is unused.
    fn module(names: [&str; 3]) -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("page", "__wbg_focus_0a8d513ea5d8338e", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut globals = GlobalSection::new();
        globals.global(
            GlobalType { val_type: ValType::I32, mutable: true, shared: false },
            &ConstExpr::i32_const(0),
        );
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Func, 2);
        exports.export("intounderlyingsink_write", ExportKind::Func, 3);
        let mut code = CodeSection::new();
        let mut said = NameMap::new();
        for (place, (name, last)) in names
            .into_iter()
            .zip([Instruction::Unreachable, Instruction::Call(0), Instruction::Call(0)])
            .enumerate()
        {
            functions.function(0);
            let mut body = Function::new([]);
            body.instruction(&Instruction::Call(0)).instruction(&last).instruction(&Instruction::End);
            code.function(&body);
            said.append(u32::try_from(place).unwrap() + 1, name);
        }
        let mut named = NameSection::new();
        named.functions(&said);
        module.section(&types).section(&imports).section(&functions).section(&globals).section(&exports);
        module.section(&code).section(&named);
        module.finish()
    }

    /// How many operators each function has, its end counted; the exports; the imports.
    fn inside(module: &[u8]) -> (Vec<usize>, Vec<String>, Vec<String>) {
        let (mut lengths, mut exported, mut imported) = (Vec::new(), Vec::new(), Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload.unwrap() {
                Payload::CodeSectionEntry(body) => {
                    lengths.push(body.get_operators_reader().unwrap().into_iter().count());
                }
                Payload::ExportSection(exports) => {
                    exported.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
                }
                Payload::ImportSection(imports) => {
                    imported.extend(imports.into_imports().map(|import| import.unwrap().name.to_owned()));
                }
                _ => {}
            }
        }
        (lengths, exported, imported)
    }

    #[test]
    fn what_nobody_uses_goes_with_what_a_panic_would_say_and_the_rest_stays() {
        let before = module(["core::panicking::panic_fmt", "door::main", "wasm_streams::sink::write"]);
        let (lengths, exported, _) = inside(&without_unused(&before).unwrap());
        assert_eq!(lengths, [2, 3, 2]);
        assert_eq!(exported, ["main"]);
    }

    #[test]
    fn what_does_not_end_in_a_trap_is_no_panic_whatever_its_name() {
        let before =
            module(["door::never_comes_back", "std::panicking::panic_count::is_zero", "door::other"]);
        assert_eq!(inside(&without_unused(&before).unwrap()).0, [3, 3, 3]);
    }

    #[test]
    fn imports_get_short_names_and_the_long_ones_are_told() {
        let before = module(["a", "b", "c"]);
        let (shipped, renamed) = as_shipped(&before).unwrap();
        assert_eq!(inside(&shipped).2, ["i0"]);
        assert_eq!(renamed, [("__wbg_focus_0a8d513ea5d8338e".to_owned(), "i0".to_owned())]);
        assert!(names(&before).unwrap().1.len() == 3 && names(&shipped).unwrap().1.is_empty());
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_unused(b"<!doctype html>").is_err());
        assert!(as_shipped(b"<!doctype html>").is_err());
    }
}
