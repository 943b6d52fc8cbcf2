//! Files that are made, copied and named: never over another one, durable before they have their name.

use super::file::{failed, private};
use crate::StoreError;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The same name with something after it.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Makes an empty file that only its owner can read, where there is none.
pub(super) fn create_new(path: &Path) -> Result<(), StoreError> {
    match private().create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(StoreError::Foreign(format!(
            "{} is there: a backup is being made, or one broke off; remove it if none is",
            path.display()
        ))),
        made => made.map(drop).map_err(|error| failed("make", path, &error)),
    }
}

/// Copies a file into one that only its owner can read, and waits until it is on the disk.
pub(super) fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    create_new(to)?;
    let copied = File::open(from).and_then(|mut from| {
        let mut to = private().truncate(true).open(to)?;
        std::io::copy(&mut from, &mut to)?;
        to.sync_all()
    });
    copied.map_err(|error| failed("copy", from, &error))
}

/// A name in a folder that no file has yet.
pub(super) fn free_name(dir: &Path, start: &str) -> PathBuf {
    let plain = dir.join(format!("{start}.db"));
    let counted = (2_u32..).map(|count| dir.join(format!("{start}-{count}.db")));
    std::iter::once(plain.clone()).chain(counted).find(|name| !name.exists()).unwrap_or(plain)
}

/// Gives a file a second name.
pub(super) fn link(from: &Path, to: &Path) -> Result<(), StoreError> {
    // Where the file system knows no second names, a copy is as good.
    std::fs::hard_link(from, to)
        .or_else(|_| copy_plain(from, to))
        .map_err(|error| failed("keep", from, &error))
}

fn copy_plain(from: &Path, to: &Path) -> std::io::Result<()> {
    std::io::copy(&mut File::open(from)?, &mut private().create_new(true).open(to)?).map(drop)
}

/// Gives a database and its side files another name.
pub(super) fn rename_all(from: &Path, to: &Path) -> Result<(), StoreError> {
    for ending in ["-wal", "-shm", "-journal", ""] {
        match std::fs::rename(beside(from, ending), beside(to, ending)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed("rename", from, &error)),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a finished file its name, if nobody has it, and makes both durable.
pub(super) fn publish_new(from: &Path, to: &Path) -> Result<(), StoreError> {
    let publish = || {
        File::open(from)?.sync_all()?;
        match std::fs::hard_link(from, to) {
            Ok(()) => std::fs::remove_file(from)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(error),
            // Where the file system knows no second names.
            Err(_) => std::fs::rename(from, to)?,
        }
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    };
    publish().map_err(|error| failed("make", to, &error))
}
