//! SQL: the one place that speaks it.
//!
//! Everything that is kept is written and read once, for every engine: `statement` is the currency, `connection` runs it, `dialect` holds what engines write
//! differently. `sqlite` opens files, `postgres` a server's database; the rest are the traits, one file each.

mod arrivals;
mod audit;
mod audited;
mod bind;
mod bulk_parts;
mod bulk_work;
mod bulks;
mod by_index;
mod changes;
mod connection;
mod copy;
mod create;
mod deletions;
mod dialect;
mod engine;
mod failure;
mod follow;
mod gathering;
mod insert;
mod jobs;
mod limits;
mod listing;
mod look;
mod newcomers;
mod options;
mod postgres;
mod reset_codes;
mod rows;
mod search;
mod selecting;
mod sessions;
mod slow;
mod sqlite;
mod statement;
mod stats;
mod together;
mod update;
mod upkeep;
mod users;

pub use copy::Copied;
pub use engine::SqlStore;
pub use options::{Opening, Options};
pub use postgres::{NoAddress, PostgresAddress};
