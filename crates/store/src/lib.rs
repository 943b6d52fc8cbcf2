//! What is kept: values, the traits that keep them, and SQL behind those traits, on SQLite or PostgreSQL.
//!
//! Each method is one transaction: it has happened whole when it answers, or not at all. Absence is an outcome, not an error. The store knows no clock:
//! who calls says what time it is.
#![forbid(unsafe_code)]

mod address_key;
mod arrival;
mod audit;
mod backup;
mod bulk;
mod deletion;
mod error;
mod index;
mod job;
mod limit;
mod operands;
mod reset_code;
mod selection;
mod session;
mod sql;
mod stop;
mod store;
mod terms;
mod user;

pub use address_key::{AddressKey, NoKey};
pub use arrival::{Arrival, Arrived, Given, OnExisting};
pub use audit::{By, NewEntry};
pub use backup::{BackedUp, BackupNote, Restored};
pub use bulk::{Bulk, BulkAct, BulkOutcome, BulkRetried, BulkRow, BulkRows, NewBulk, Whom};
pub use deletion::{DELETION_STEPS, Deletion, DeletionBegun, DeletionStep};
pub use error::StoreError;
pub use index::IndexState;
pub use job::{Job, JobId, JobKind, Kinds, NewJob};
pub use limit::{LimitKey, LimitRule, Verdict};
pub use reset_code::{CodeDigest, Redeemed};
pub use selection::Selection;
pub use session::{NewSession, Session, SessionId, Standing};
pub use sql::{Copied, NoAddress, Opening, Options, PostgresAddress, SqlStore};
pub use store::{
    Audit, Bulks, DeletionFor, Deletions, Jobs, JobsFor, Limits, ResetCodes, Result, Sessions, Stats, Store,
    Upkeep, Users,
};
pub use user::{Change, Condition, Created, FirstAdmin, Login, NewUser, PasswordHash, Updated, User};
