//! The sections of a WebAssembly file.

use anyhow::{Context, Result, ensure};

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// Leaves out what no browser needs: the custom sections, above all every function's name.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(crate) fn without_custom(module: &[u8]) -> Result<Vec<u8>> {
    let mut rest = module.strip_prefix(MAGIC).context("not a WebAssembly module")?;
    let mut kept = MAGIC.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (length, head) = length(after)?;
        let whole = 1 + head + length;
        ensure!(whole <= rest.len(), "a WebAssembly section is longer than its file");
        let (section, next) = rest.split_at(whole);
        if *kind != 0 {
            kept.extend_from_slice(section);
        }
        rest = next;
    }
    Ok(kept)
}

/// Leaves out the exports whose names contain `word`, so that wasm-opt finds what only they need.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(crate) fn without_exports(module: &[u8], word: &str) -> Result<Vec<u8>> {
    const EXPORTS: u8 = 7;
    let mut rest = module.strip_prefix(MAGIC).context("not a WebAssembly module")?;
    let mut kept = MAGIC.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (size, head) = length(after)?;
        ensure!(1 + head + size <= rest.len(), "a WebAssembly section is longer than its file");
        let (section, next) = rest.split_at(1 + head + size);
        match *kind {
            EXPORTS => {
                let exports = exports_without(section.get(1 + head..).unwrap_or_default(), word)?;
                kept.push(EXPORTS);
                kept.extend(number(exports.len()));
                kept.extend(exports);
            }
            _ => kept.extend_from_slice(section),
        }
        rest = next;
    }
    Ok(kept)
}

/// A list of exports: how many, then for each the length of its name, its name, its kind and its index.
fn exports_without(list: &[u8], word: &str) -> Result<Vec<u8>> {
    let (count, head) = length(list)?;
    let mut rest = list.get(head..).unwrap_or_default();
    let mut kept = (0, Vec::new());
    for _ in 0..count {
        let (name, named) = length(rest)?;
        let (_, indexed) = length(rest.get(named + name + 1..).unwrap_or_default())?;
        let whole = named + name + 1 + indexed;
        ensure!(whole <= rest.len(), "a WebAssembly export is longer than its section");
        let (export, next) = rest.split_at(whole);
        let name = export.get(named..named + name).unwrap_or_default();
        if !String::from_utf8_lossy(name).contains(word) {
            kept.0 += 1;
            kept.1.extend_from_slice(export);
        }
        rest = next;
    }
    Ok([number(kept.0), kept.1].concat())
}

/// As LEB128.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// A LEB128 number, and how many bytes it takes.
fn length(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut number = 0_usize;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((number, place + 1));
        }
    }
    anyhow::bail!("a WebAssembly section without a length")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [MAGIC, sections.concat().as_slice()].concat()
    }

    #[test]
    fn only_custom_sections_are_left_out() {
        let types: &[u8] = &[1, 2, 0xaa, 0xbb];
        let code: &[u8] = &[10, 1, 0xcc];
        let mut names = vec![0, 0x80, 0x01];
        names.extend([7; 128]);
        assert_eq!(without_custom(&module(&[types, &names, code])).unwrap(), module(&[types, code]));
    }

    #[test]
    fn exports_go_by_their_names_and_the_rest_stays() {
        let code: &[u8] = &[10, 1, 0xcc];
        let exports = b"\x07\x11\x03\x01a\x00\x01\x04into\x00\x82\x01\x01b\x02\x00";
        let left = b"\x07\x09\x02\x01a\x00\x01\x01b\x02\x00";
        assert_eq!(without_exports(&module(&[exports, code]), "nto").unwrap(), module(&[left, code]));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_custom(b"<!doctype html>").is_err());
        assert!(without_custom(&module(&[&[1, 9, 0]])).is_err());
    }
}
