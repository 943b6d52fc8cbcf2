//! The command `frontdesk`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

/// Gives back to the system what is free. A password's hash takes 19 MB for a moment, which the system's own allocator keeps for each thread that ever hashed;
/// and musl's, with which the release is linked, has one lock for all threads. With glibc, SQLite's memory comes from here, too. `.cargo/config.toml` sets it.
#[cfg(unix)]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    frontdesk_server::cli::main()
}
