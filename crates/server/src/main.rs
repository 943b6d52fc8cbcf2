//! The command `frontdesk`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    frontdesk_server::cli::main()
}
