//! `frontdesk copy`.

use anyhow::{Context, bail};
use clap::Args;
use frontdesk_store::{Opening, Options, PostgresAddress, SqlStore, Upkeep};
use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::str::FromStr;

/// `frontdesk copy`
#[derive(Args)]
pub(super) struct CopyLine {
    /// Where the data is: a folder, or postgres://user@host/database
    #[arg(long, value_name = "DIR|URL")]
    from: End,
    /// Where it is to go: an empty place, or one in which a copy was broken off
    #[arg(long, value_name = "DIR|URL")]
    to: End,
}

/// Where data can be.
#[derive(Clone)]
enum End {
    Folder(PathBuf),
    Postgres(Box<PostgresAddress>),
}

impl FromStr for End {
    type Err = frontdesk_store::NoAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if PostgresAddress::is_meant(text) {
            return Ok(Self::Postgres(Box::new(text.parse()?)));
        }
        Ok(Self::Folder(text.into()))
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Postgres(address) => write!(f, "{address}"),
        }
    }
}

impl End {
    async fn is_made(&self) -> frontdesk_store::Result<bool> {
        match self {
            Self::Folder(folder) => SqlStore::is_in_folder(folder),
            Self::Postgres(address) => SqlStore::is_in_postgres(address).await,
        }
    }

    /// As a server would: a folder that is served is refused.
    async fn open(&self) -> anyhow::Result<SqlStore> {
        let options = Options::new(Opening::Serve);
        let opened = match self {
            Self::Folder(folder) => SqlStore::in_folder(folder, options).await,
            Self::Postgres(address) => SqlStore::in_postgres(address, options).await,
        };
        opened.with_context(|| format!("the data in {self} cannot be opened"))
    }
}

/// Copies, compares, and says what there is now.
///
/// # Errors
/// There is no data, the target holds other data, or one of both cannot be opened, read or written.
pub(super) async fn run(line: CopyLine) -> anyhow::Result<()> {
    if !line.from.is_made().await? {
        bail!("there is no data in {}", line.from);
    }
    if line.from.to_string() == line.to.to_string() {
        bail!("{} cannot be copied to itself", line.from);
    }
    let (from, to) = (line.from.open().await?, line.to.open().await?);
    let watched = std::io::stderr().is_terminal();
    let progress = |table: &'static str, rows: u64| {
        if watched {
            eprint!("\r{table} {rows}          ");
            // Progress that cannot be shown is no reason to stop.
            let _ = std::io::stderr().flush();
        }
    };
    let copied = from.copy_to(&to, progress).await?;
    from.close().await;
    to.close().await;
    if watched {
        eprintln!();
    }
    for table in copied {
        println!("{:<12} {:>10} rows  sha256 {}", table.table, table.rows, table.checksum);
    }
    println!("all of it is in {} now, compared row by row; {} is as it was", line.to, line.from);
    println!(
        "the token secret is a file of its own: take it along (JWT_SECRET_FILE), or everybody has to sign in again"
    );
    Ok(())
}
