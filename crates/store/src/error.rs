//! Why the store could not answer.

use thiserror::Error;

/// The store could not answer. Nothing was half-written.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// Too busy, out of connections or out of reach; the same call may work soon.
    #[error("the store is busy or out of reach: {0}")]
    Unavailable(String),
    /// The disk is full: reads work, writes do not.
    #[error("the disk is full: {0}")]
    Full(String),
    /// The data is damaged; the server must stop.
    #[error("the data is damaged: {0}")]
    Damaged(String),
    /// What is there is not ours, or written by a newer Frontdesk.
    #[error("{0}")]
    Foreign(String),
    /// Another server has this data open.
    #[error("{0}")]
    InUse(String),
    /// A fault of the store itself.
    #[error("the store failed: {0}")]
    Fault(String),
}
