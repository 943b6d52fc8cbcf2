//! The contract between server and app: paths, errors, requests, replies, values and the query language.
//!
//! Serde only; builds for wasm and for the server. Wire names are the contract's, through serde renames that
//! stand nowhere else. No value here knows a clock, a database or a browser.
#![forbid(unsafe_code)]

mod audit;
pub mod bulk;
pub mod contact;
pub mod error;
pub mod json;
pub mod lean;
pub mod paths;
pub mod query;
pub mod replies;
pub mod requests;
mod stats;
mod values;

pub use audit::{Actor, ActorKind, AuditAction, AuditDetails, AuditEntry, RefusalReason};
pub use error::{ErrorBody, FieldProblem, code};
pub use stats::{Breakdown, DayCount, OtherCount, StatusCounts, UserStats, ValueCount};
pub use values::{
    Email, EmailProblem, Metadata, NotAUserId, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, Password,
    PasswordProblem, SCOPES_MAX, Scope, ScopeProblem, Timestamp, UserId, VENDORS_MAX, Vendor, VendorProblem,
    check_scopes, check_vendors,
};
