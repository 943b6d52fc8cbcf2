//! The command line from outside: the real binary, its words, its exit codes, what it leaves behind.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

mod backup;
mod bench;
mod crash;
mod data;
#[cfg(target_os = "linux")]
mod faults;
mod files;
mod outage;
mod serve;
#[cfg(target_os = "linux")]
mod terminal;
mod user;
mod words;
