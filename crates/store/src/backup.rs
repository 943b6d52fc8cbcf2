//! All that is kept, in one file.

use frontdesk_wire::Timestamp;
use std::path::PathBuf;

/// What stands in a backup beside the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupNote {
    /// When it was made.
    pub made_at: Timestamp,
    /// The fingerprint of the token secret at that time, if there was one. The secret itself is in no backup.
    pub secret_fingerprint: Option<Vec<u8>>,
}

/// A backup that was made, read whole and found sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// How many users it has.
    pub users: u64,
    /// How large it is.
    pub bytes: u64,
}

/// A backup that was put in place, read whole and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many users it has.
    pub users: u64,
    /// What stood beside its data; `None`: it is no backup but a copy of the file itself.
    pub note: Option<BackupNote>,
    /// Where the data is that stood there before.
    pub kept: Option<PathBuf>,
}
