//! Compresses the built app once, ahead of time, so that no request waits for it.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use brotli::CompressorWriter;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What shrinks. Anything else is an image that is compressed already.
const TEXTUAL: [&str; 8] = ["html", "js", "css", "wasm", "svg", "json", "txt", "webmanifest"];

/// Puts a `.br` and a `.gz` beside each file that they make smaller.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn folder(folder: &Path) -> Result<()> {
    for file in files_under(folder)? {
        let textual = file.extension().is_some_and(|end| TEXTUAL.iter().any(|known| end == *known));
        if textual {
            beside(&file).with_context(|| format!("cannot compress {}", file.display()))?;
        }
    }
    Ok(())
}

fn beside(file: &Path) -> Result<()> {
    let plain = fs::read(file)?;
    keep_if_smaller(file, "br", &brotli(&plain)?, &plain)?;
    keep_if_smaller(file, "gz", &gzip(&plain)?, &plain)
}

fn keep_if_smaller(file: &Path, end: &str, packed: &[u8], plain: &[u8]) -> Result<()> {
    if packed.len() >= plain.len() {
        return Ok(());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(end);
    File::create(PathBuf::from(name))?.write_all(packed)?;
    Ok(())
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    CompressorWriter::new(&mut packed, 1 << 16, 11, 24).write_all(plain)?;
    Ok(packed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

/// Every file in a folder and the folders below it, in order.
///
/// # Errors
/// A folder cannot be read.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_under(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn both_packings_unpack_to_what_was_packed() {
        let plain = b"frontdesk ".repeat(500);
        let mut from_brotli = Vec::new();
        brotli::Decompressor::new(brotli(&plain).unwrap().as_slice(), 4096)
            .read_to_end(&mut from_brotli)
            .unwrap();
        let mut from_gzip = Vec::new();
        flate2::read::GzDecoder::new(gzip(&plain).unwrap().as_slice()).read_to_end(&mut from_gzip).unwrap();
        assert_eq!((from_brotli, from_gzip), (plain.clone(), plain));
    }

    #[test]
    fn a_file_that_packing_would_enlarge_stays_alone() {
        let folder = std::env::temp_dir().join(format!("frontdesk-compress-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("tiny.txt"), "a").unwrap();
        fs::write(folder.join("long.txt"), "a".repeat(1000)).unwrap();
        fs::write(folder.join("photo.png"), "a".repeat(1000)).unwrap();
        super::folder(&folder).unwrap();
        let names: Vec<_> =
            files_under(&folder).unwrap().iter().map(|file| file.file_name().unwrap().to_owned()).collect();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(names, ["long.txt", "long.txt.br", "long.txt.gz", "photo.png", "tiny.txt"]);
    }
}
