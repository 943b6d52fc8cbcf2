//! The names by which a WebAssembly module and the JavaScript beside it know each other.

use anyhow::{Context, Result, ensure};

use super::sections::{edited, length, number};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// What is imported or exported is a function.
const FUNCTION: &[u8] = &[0];

/// Leaves out the exports whose names hold `word`, so that wasm-opt finds what only they need.
///
/// # Errors
/// The bytes are no WebAssembly module.
pub(super) fn without_exports(module: &[u8], word: &str) -> Result<Vec<u8>> {
    edited(module, |kind, content| match kind {
        EXPORTS => exports_without(content, word).map(Some),
        _ => Ok(Some(content.to_vec())),
    })
}

fn exports_without(content: &[u8], word: &str) -> Result<Vec<u8>> {
    let mut list = Reader { rest: content };
    let (mut count, mut kept) = (0, Vec::new());
    for _ in 0..list.number()? {
        let (name, kind, index) = (list.name()?, list.take(1)?, list.number()?);
        if !String::from_utf8_lossy(name).contains(word) {
            count += 1;
            kept.extend([text(name), kind.to_vec(), number(index)].concat());
        }
    }
    Ok([number(count), kept].concat())
}

/// A name as wasm-bindgen made it, long and with a hash in it, and the one that it has now.
pub(super) type Renamed = (String, String);

/// Gives every import a short name.
///
/// # Errors
/// The bytes are no WebAssembly module, or something else than a function is imported.
pub(super) fn with_short_imports(module: &[u8]) -> Result<(Vec<u8>, Vec<Renamed>)> {
    let mut renamed = Vec::new();
    let module = edited(module, |kind, content| match kind {
        IMPORTS => short_imports(content, &mut renamed).map(Some),
        _ => Ok(Some(content.to_vec())),
    })?;
    Ok((module, renamed))
}

fn short_imports(content: &[u8], renamed: &mut Vec<Renamed>) -> Result<Vec<u8>> {
    let mut list = Reader { rest: content };
    let count = list.number()?;
    let mut imports = number(count);
    for place in 0..count {
        let (from, name, kind) = (list.name()?, list.name()?, list.take(1)?);
        ensure!(kind == FUNCTION, "the app imports something else than functions");
        let short = format!("i{place}");
        imports.extend([text(from), text(short.as_bytes()), kind.to_vec(), number(list.number()?)].concat());
        renamed.push((String::from_utf8_lossy(name).into_owned(), short));
    }
    Ok(imports)
}

/// A text with its length before it.
fn text(bytes: &[u8]) -> Vec<u8> {
    [number(bytes.len()), bytes.to_vec()].concat()
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) =
            self.rest.split_at_checked(count).context("a list in a WebAssembly section ends too early")?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize> {
        let (value, taken) = length(self.rest)?;
        self.take(taken)?;
        Ok(value)
    }

    fn name(&mut self) -> Result<&'a [u8]> {
        let size = self.number()?;
        self.take(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [b"\0asm\x01\0\0\0", sections.concat().as_slice()].concat()
    }

    const CODE: &[u8] = &[10, 1, 0xcc];

    #[test]
    fn exports_go_by_their_names_and_the_rest_stays() {
        let exports = b"\x07\x11\x03\x01a\x00\x01\x04into\x00\x82\x01\x01b\x02\x00";
        let left = b"\x07\x09\x02\x01a\x00\x01\x01b\x02\x00";
        assert_eq!(without_exports(&module(&[exports, CODE]), "nto").unwrap(), module(&[left, CODE]));
    }

    #[test]
    fn imports_get_short_names_and_the_long_ones_are_told() {
        let imports = b"\x02\x0f\x02\x01m\x03abc\x00\x05\x01m\x01d\x00\x06";
        let short = b"\x02\x0f\x02\x01m\x02i0\x00\x05\x01m\x02i1\x00\x06";
        let (made, renamed) = with_short_imports(&module(&[imports, CODE])).unwrap();
        assert_eq!(made, module(&[short, CODE]));
        assert_eq!(renamed, [("abc".to_owned(), "i0".to_owned()), ("d".to_owned(), "i1".to_owned())]);
    }

    #[test]
    fn a_list_that_ends_too_early_is_refused() {
        assert!(with_short_imports(&module(&[b"\x02\x03\x01\x09m"])).is_err());
    }
}
