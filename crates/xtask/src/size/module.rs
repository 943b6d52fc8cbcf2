//! A WebAssembly module as a list of what it is made of: each function with its name, and the rest by kind.

use std::collections::HashMap;

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

const NO_MODULE: &str = "not a WebAssembly module";

/// A piece of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A function: its name, if it has one, and its bytes.
    Function(Option<String>, u64),
    /// Texts and tables of the program.
    Data(u64),
    /// Types, imports, exports and tables of functions.
    Frame(u64),
}

/// All parts of a module but its custom sections, which are not shipped.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(crate) fn parts(module: &[u8]) -> Result<Vec<Part>> {
    let (imported, mut names) = names(module)?;
    let (mut parts, mut bodies) = (Vec::new(), Vec::new());
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload.context(NO_MODULE)?;
        let is_frame = match &payload {
            Payload::CodeSectionEntry(body) => {
                bodies.push(bytes(&body.range()));
                true
            }
            Payload::DataSection(data) => {
                parts.push(Part::Data(bytes(&data.range())));
                false
            }
            Payload::CodeSectionStart { .. } | Payload::CustomSection(_) => false,
            _ => true,
        };
        if let Some((_, range)) = payload.as_section().filter(|_| is_frame) {
            parts.push(Part::Frame(bytes(&range)));
        }
    }
    let named = (imported..).zip(bodies).map(|(index, bytes)| Part::Function(names.remove(&index), bytes));
    parts.extend(named);
    Ok(parts)
}

/// How many functions a module imports, and the names of all its functions by their numbers, readable.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(crate) fn names(module: &[u8]) -> Result<(u32, HashMap<u32, String>)> {
    let (mut imported, mut names) = (0_u32, HashMap::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.context(NO_MODULE)? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CustomSection(custom) => {
                if let KnownCustom::Name(reader) = custom.as_known() {
                    for name in reader {
                        note(&mut names, name?)?;
                    }
                }
            }
            _ => {}
        }
    }
    Ok((imported, names))
}

fn note(names: &mut HashMap<u32, String>, name: Name<'_>) -> Result<()> {
    if let Name::Function(functions) = name {
        for naming in functions {
            let naming = naming?;
            names.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
        }
    }
    Ok(())
}

fn bytes(range: &std::ops::Range<usize>) -> u64 {
    u64::try_from(range.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One imported function, one of its own called `own` with a body of four bytes, five bytes of data.
    const MODULE: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x02\x07\x01\x01m\x01f\0\0\x03\x02\x01\0\x05\x03\x01\0\x01\
\x0a\x06\x01\x04\0\x01\x01\x0b\x0b\x0b\x01\0\x41\0\x0b\x05texts\0\x0d\x04name\x01\x06\x01\x01\x03own";

    #[test]
    fn functions_are_told_by_name_and_imported_ones_count_none() {
        let parts = parts(MODULE).unwrap();
        assert!(parts.contains(&Part::Function(Some("own".to_owned()), 4)), "{parts:?}");
        assert!(parts.contains(&Part::Data(11)), "{parts:?}");
        assert_eq!(parts.iter().filter(|part| matches!(part, Part::Function(..))).count(), 1);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(parts(b"<!doctype html>").is_err());
    }
}
