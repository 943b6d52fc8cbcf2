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
    fn what_is_no_module_is_refused() {
        assert!(without_custom(b"<!doctype html>").is_err());
        assert!(without_custom(&module(&[&[1, 9, 0]])).is_err());
    }
}
