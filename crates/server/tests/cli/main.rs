//! The command line from outside: the real binary, its words, its exit codes, what it leaves behind.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod backup;
mod bench;
mod crash;
mod data;
mod files;
mod serve;
mod user;
mod words;
