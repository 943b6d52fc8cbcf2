//! The files: recognised by their header before anything is opened, claimed by locks, made for their owner only.

use super::moving;
use crate::StoreError;
use crate::sql::options::Opening;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// The data.
pub(super) const NAME: &str = "frontdesk.db";
/// What the data has not taken in yet, or has to take back.
const LOGS: [&str; 2] = ["frontdesk.db-wal", "frontdesk.db-journal"];
/// The counters.
pub(super) const LIMITS: &str = "limits.db";
/// `Desk` in ASCII: in the header of every database of ours.
pub(super) const APPLICATION: u32 = 0x4465_736b;
/// The newest schema that this Frontdesk knows.
pub(super) const VERSION: u32 = 6;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const HEADER: usize = 100;

/// What stands in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// No data yet.
    Nothing,
    /// Ours, of a version we know.
    Ours,
}

/// Reads the header of the data, if there is any. Touches nothing.
pub(super) fn recognise(dir: &Path) -> Result<Found, StoreError> {
    let path = dir.join(NAME);
    // What is still in the write-ahead log may be missing from the file itself.
    let [wal, _] = LOGS;
    let logged = std::fs::metadata(dir.join(wal)).is_ok_and(|log| log.len() > 0);
    match header(&path, logged)? {
        Some(()) => Ok(Found::Ours),
        None => nothing(dir, &path),
    }
}

/// Is this file one that a backup made, or the data itself while nobody has it open?
pub(super) fn recognise_backup(path: &Path) -> Result<(), StoreError> {
    if ["-wal", "-journal"]
        .iter()
        .any(|ending| std::fs::metadata(moving::beside(path, ending)).is_ok_and(|log| log.len() > 0))
    {
        let said = format!(
            "{} is data in use, not a backup. Nothing was changed; make one with `frontdesk backup`",
            path.display()
        );
        return Err(StoreError::Foreign(said));
    }
    let missing = || StoreError::Foreign(format!("{} is not there. Nothing was changed", path.display()));
    header(path, false)?.ok_or_else(missing)
}

/// Judges a file by its header; `None`: it is not there.
fn header(path: &Path, logged: bool) -> Result<Option<()>, StoreError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed("read", path, &error)),
    };
    let mut header = Vec::with_capacity(HEADER);
    file.by_ref()
        .take(HEADER as u64)
        .read_to_end(&mut header)
        .map_err(|error| failed("read", path, &error))?;
    let size = file.metadata().map_err(|error| failed("read", path, &error))?.len();
    judge(path, &header, if logged { u64::MAX } else { size }).map(Some)
}

/// There is no data: unless what it had not taken in yet still stands beside the place where it was.
fn nothing(dir: &Path, path: &Path) -> Result<Found, StoreError> {
    for name in LOGS {
        if std::fs::metadata(dir.join(name)).is_ok_and(|log| log.len() > 0) {
            return Err(StoreError::Damaged(format!(
                "{} is gone, but {name}, which belongs to it, is there. Nothing was changed; put it back, or restore it from a backup",
                path.display()
            )));
        }
    }
    Ok(Found::Nothing)
}

fn judge(file: &Path, header: &[u8], size: u64) -> Result<(), StoreError> {
    let path = file.display();
    let word = |at: usize| {
        let bytes = header.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_be_bytes)
    };
    let page = match header.get(16..18) {
        Some(&[0, 1]) => 65_536,
        Some(&[high, low]) => u64::from(u16::from_be_bytes([high, low])),
        _ => 0,
    };
    let damaged = |what: &str| {
        Err(StoreError::Damaged(format!("{path} {what}. Nothing was changed; restore it from a backup")))
    };
    if header.len() < HEADER {
        return damaged("is cut short");
    }
    if !header.starts_with(MAGIC) {
        return damaged("does not begin as a database does: it is damaged, or another kind of file");
    }
    if page < 512 || !page.is_power_of_two() {
        return damaged("has a damaged header");
    }
    // The page count holds if the change counter beside it is the file's.
    if word(24) == word(92) && u64::from(word(28)).saturating_mul(page) > size {
        return damaged("is cut short");
    }
    match (word(68), word(60)) {
        (APPLICATION, version) if version <= VERSION => Ok(()),
        (APPLICATION, version) => Err(newer(&path.to_string(), version)),
        _ => Err(foreign(file)),
    }
}

/// The refusal of data that is not ours.
pub(super) fn foreign(path: &Path) -> StoreError {
    StoreError::Foreign(format!(
        "{} is a database of another program, not of Frontdesk. Nothing was changed; choose another folder",
        path.display()
    ))
}

/// The refusal of data that a newer Frontdesk wrote.
pub(super) fn newer(path: &str, version: u32) -> StoreError {
    StoreError::Foreign(format!(
        "{path} was written by a newer Frontdesk (schema {version}, this one knows {VERSION}). Nothing was changed; use that version"
    ))
}

/// The right to open the data, and to serve it.
pub(super) struct Claim {
    /// Held while opening, so that two processes never make or migrate the data at once.
    _opening: File,
    serving: Option<File>,
}

impl Claim {
    /// Opening is over; what remains is held while the store lives.
    pub(super) fn into_serving(self) -> Option<File> {
        self.serving
    }
}

/// Makes the folder if there is none, and takes the locks.
pub(super) async fn claim(dir: PathBuf, opening: Opening) -> Result<Claim, StoreError> {
    let claiming = tokio::task::spawn_blocking(move || {
        make_dir(&dir)?;
        let serving = if opening == Opening::Serve { Some(serve_lock(&dir)?) } else { None };
        let path = dir.join("open.lock");
        let opening = lock_file(&path)?;
        opening.lock().map_err(|error| failed("lock", &path, &error))?;
        Ok(Claim { _opening: opening, serving })
    });
    claiming.await.map_err(|error| StoreError::Fault(error.to_string()))?
}

fn make_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| failed("make", dir, &error))
}

fn serve_lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join("serve.lock");
    let file = lock_file(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(format!(
            "Another Frontdesk server has {} open. Stop it first, or choose another folder",
            dir.display()
        ))),
        Err(TryLockError::Error(error)) => Err(failed("lock", &path, &error)),
    }
}

fn lock_file(path: &Path) -> Result<File, StoreError> {
    private().truncate(false).open(path).map_err(|error| failed("open", path, &error))
}

/// Makes an empty file that only its owner can read, if there is none; SQLite gives its side files the same rights.
pub(super) fn create(path: &Path) -> Result<(), StoreError> {
    private().truncate(false).open(path).map(drop).map_err(|error| failed("make", path, &error))
}

pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Removes a database and its side files, as far as they are there.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    for ending in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed("remove", path, &error)),
            _ => {}
        }
    }
    Ok(())
}

/// Gives a finished file its name, and makes both durable.
pub(super) fn publish(from: &Path, to: &Path) -> Result<(), StoreError> {
    let publish = || {
        File::open(from)?.sync_all()?;
        std::fs::rename(from, to)?;
        to.parent().map_or(Ok(()), |dir| File::open(dir)?.sync_all())
    };
    publish().map_err(|error| failed("make", to, &error))
}

pub(super) fn failed(what: &str, path: &Path, error: &std::io::Error) -> StoreError {
    let text = format!("cannot {what} {}: {error}", path.display());
    if error.kind() == ErrorKind::StorageFull {
        StoreError::Full(text)
    } else {
        StoreError::Unavailable(text)
    }
}
