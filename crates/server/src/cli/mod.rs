//! The command line: what each command is called, takes and says.

mod app_inside;
mod backup;
mod check;
mod copy;
mod demo;
mod export;
mod import;
mod open;
mod place;
mod say;
mod serve;
mod set_up;
mod user;

use crate::auth::password::Cost;
use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use place::Place;
use std::io::Write;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;

/// What `--version` says: a build whose hashes are weak says so.
const VERSION: &str = if is_hash_weak() {
    concat!(env!("CARGO_PKG_VERSION"), " weak-hash (passwords are hardly protected; for benchmarks alone)")
} else {
    env!("CARGO_PKG_VERSION")
};

/// Was this built with the feature `weak-hash`?
const fn is_hash_weak() -> bool {
    matches!(Cost::BUILT, Cost::Least)
}

/// Sign-in, accounts and user administration: the User API and its app, in one file.
#[derive(Parser)]
#[command(name = "frontdesk", version = VERSION, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server: the API and the app.
    ///
    /// The first start without an administrator shows a link at which one person, once, becomes the first one.
    /// Ctrl-C or SIGTERM stops it: requests under way are answered first.
    Serve(ServeLine),
    /// Look after users, also while the server runs.
    #[command(subcommand)]
    User(user::UserLine),
    /// Add believable people to try things with; all have one documented password.
    ///
    /// Never on data that matters: everybody can read that password.
    Demo(demo::DemoLine),
    /// Print the API's OpenAPI 3.1 description.
    Openapi,
    /// Check the settings and the database, and on request send a test mail.
    ///
    /// Takes the same settings as `serve`, says what they come to, reads the whole database. Exits with 1 if anything is wrong.
    Check(check::CheckLine),
    /// Write users to standard output, one a line, as NDJSON or CSV.
    ///
    /// Never a password. Also while the server runs; what `frontdesk import` and `POST /users/import` take.
    Export(export::ExportLine),
    /// Bring users in from a file, one a line, NDJSON or CSV, as `frontdesk export` writes it.
    ///
    /// Who is there already is known by the address. Passwords come as hashes (`passwordHash`: argon2 or bcrypt) or not at all: then a user
    /// signs in after a reset. Twice is as good as once. Also while the server runs. Exits with 1 if a line could not be brought in.
    Import(import::ImportLine),
    /// Write everything into one file, also while the server runs.
    ///
    /// A snapshot, read whole before it has its name, for its owner's eyes only. The token secret is not in it. PostgreSQL has pg_dump.
    Backup(backup::BackupLine),
    /// Put a backup in place. Stop the server first.
    ///
    /// What is refused has changed nothing: data that is there (but with --replace), a server that runs, a damaged or foreign file, one of a newer Frontdesk.
    Restore(backup::RestoreLine),
    /// Copy all data from a folder or a PostgreSQL database to another one.
    ///
    /// Stop the servers first. A copy that was broken off goes on where it was; at the end both sides are compared, by counts and checksums.
    /// Counters against guessing and the token secret are not copied.
    Copy(copy::CopyLine),
    /// Say whether the app is inside this binary; exits with 1 if not.
    #[command(hide = true)]
    AppInside,
}

#[derive(Args)]
struct ServeLine {
    /// The address and port to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080", value_parser = address)]
    listen: SocketAddr,
    #[command(flatten)]
    place: Place,
    /// Another server's address that the app is to call instead of this one
    #[arg(long, value_name = "URL")]
    api: Option<String>,
    /// Serve the app from this folder instead of from inside the binary
    #[arg(long, value_name = "DIR")]
    app_dir: Option<PathBuf>,
    /// How much to log of ourselves: error, warn, info, debug, trace
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: tracing::Level,
}

/// An address with a port; a host's name stands for its first one.
fn address(text: &str) -> Result<SocketAddr, String> {
    let mut found = text
        .to_socket_addrs()
        .map_err(|cause| format!("write 127.0.0.1:8080 or localhost:8080 ({cause})"))?;
    found.next().ok_or_else(|| format!("{text} has no address"))
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let line = Line::parse();
    match run(line.command) {
        Ok(code) => code,
        Err(problem) => {
            // Where even this cannot be said, the exit code says it.
            let _ = writeln!(std::io::stderr(), "frontdesk: {problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("no runtime")?;
    let done = |()| ExitCode::SUCCESS;
    match command {
        Command::Serve(line) => runtime.block_on(serve::run(line)).map(done),
        Command::User(line) => runtime.block_on(user::run(line)).map(done),
        Command::Demo(line) => runtime.block_on(demo::run(line)).map(done),
        Command::Check(line) => runtime.block_on(check::run(line)),
        Command::Export(line) => runtime.block_on(export::run(line)).map(done),
        Command::Import(line) => runtime.block_on(import::run(line)).map(done),
        Command::Backup(line) => runtime.block_on(backup::back_up(line)).map(done),
        Command::Restore(line) => runtime.block_on(backup::restore(line)).map(done),
        Command::Copy(line) => runtime.block_on(copy::run(line)).map(done),
        Command::AppInside => app_inside::run(),
        Command::Openapi => say::say(format_args!("{:#}", crate::openapi::document())).map(done),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Line::command().debug_assert();
    }
}
