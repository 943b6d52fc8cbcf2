//! The sections of a WebAssembly file.

use anyhow::{Context, Result, ensure};

const MAGIC: &[u8] = b"\0asm\x01\0\0\0";

/// Leaves out what no browser needs: the custom sections, above all every function's name.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(crate) fn without_custom(module: &[u8]) -> Result<Vec<u8>> {
    edited(module, |kind, content| Ok((kind != 0).then(|| content.to_vec())))
}

/// The module with what `edit` makes of each section, by its kind and content; without those of which it makes nothing.
///
/// # Errors
/// The bytes are no WebAssembly module, or `edit` fails.
pub(super) fn edited(
    module: &[u8],
    mut edit: impl FnMut(u8, &[u8]) -> Result<Option<Vec<u8>>>,
) -> Result<Vec<u8>> {
    let mut rest = module.strip_prefix(MAGIC).context("not a WebAssembly module")?;
    let mut kept = MAGIC.to_vec();
    while let Some((kind, after)) = rest.split_first() {
        let (size, head) = length(after)?;
        let whole = 1 + head + size;
        ensure!(whole <= rest.len(), "a WebAssembly section is longer than its file");
        let (section, next) = rest.split_at(whole);
        if let Some(content) = edit(*kind, section.get(1 + head..).unwrap_or_default())? {
            kept.push(*kind);
            kept.extend(number(content.len()));
            kept.extend(content);
        }
        rest = next;
    }
    Ok(kept)
}

/// A LEB128 number, and how many bytes it takes.
///
/// # Errors
/// It has no end.
pub(super) fn length(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut number = 0_usize;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((number, place + 1));
        }
    }
    anyhow::bail!("a WebAssembly section without a length")
}

/// A number as LEB128.
pub(super) fn number(mut value: usize) -> Vec<u8> {
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
    fn a_number_is_read_as_it_is_written() {
        for value in [0, 1, 127, 128, 300, 16_384, 4_000_000] {
            let written = number(value);
            assert_eq!(length(&written).unwrap(), (value, written.len()));
        }
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(without_custom(b"<!doctype html>").is_err());
        assert!(without_custom(&module(&[&[1, 9, 0]])).is_err());
    }
}
