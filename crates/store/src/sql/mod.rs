//! SQL: the one place that speaks it.
//!
//! `statement`, `dialect`, `search` and `terms` build what any engine can run; `sqlite` opens the files; the rest are the traits, one file each.

mod create;
mod deletions;
mod dialect;
mod failure;
mod jobs;
mod limits;
mod options;
mod reset_codes;
mod rows;
mod search;
mod sessions;
mod sqlite;
mod statement;
mod terms;
mod update;
mod upkeep;
mod users;

pub use options::{Opening, Options};
pub use sqlite::SqliteStore;
