//! What `cargo xtask bench` says on the command line.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Where the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    /// In a folder.
    Sqlite,
    /// In a cluster beside.
    Postgres,
}

impl Engine {
    /// As people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// This engine's of two values.
    pub(crate) fn of<T: Copy>(self, [sqlite, postgres]: [T; 2]) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }
}

/// The command line.
#[derive(Debug)]
pub(crate) struct Line {
    /// Where the data is.
    pub(crate) engine: Engine,
    /// The larger of the two sizes.
    pub(crate) users: u64,
    /// The server's binary.
    pub(crate) server: PathBuf,
    /// One built with the cheap hash, if there is one.
    pub(crate) cheap: Option<PathBuf>,
    /// The cluster's address, up to the database's name.
    pub(crate) postgres: Option<String>,
    /// The command that restarts the cluster at once.
    pub(crate) restart: Option<String>,
    /// Only rows whose name holds this.
    pub(crate) rows: Option<String>,
    /// A folder for scratch data.
    pub(crate) scratch: PathBuf,
    /// Where the figures go.
    pub(crate) output: PathBuf,
}

impl Line {
    /// Reads `--engine`, `--users`, `--server`, `--cheap`, `--postgres`, `--restart`, `--rows`, `--scratch`, `--output`, each with its value.
    ///
    /// # Errors
    /// A word that is none of them, or what cannot be missing is.
    pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Self> {
        let (mut engine, mut users, mut server, mut output) = (Engine::Sqlite, 1_000_000, None, None);
        let (mut cheap, mut postgres, mut restart, mut rows) = (None, None, None, None);
        let mut scratch = std::env::temp_dir();
        let mut words = words;
        while let Some(flag) = words.next() {
            let value = words.next().with_context(|| format!("{flag} needs a value"))?;
            match flag.as_str() {
                "--engine" if value == "sqlite" => engine = Engine::Sqlite,
                "--engine" if value == "postgres" => engine = Engine::Postgres,
                "--users" => users = value.parse().context("--users needs a number")?,
                "--server" => server = Some(value.into()),
                "--cheap" => cheap = Some(value.into()),
                "--postgres" => postgres = Some(value),
                "--restart" => restart = Some(value),
                "--rows" => rows = Some(value),
                "--scratch" => scratch = value.into(),
                "--output" => output = Some(value.into()),
                _ => bail!("`{flag} {value}` is not known here"),
            }
        }
        let server = server.context("--server names the binary")?;
        let output = output.context("--output names the file for the figures")?;
        Ok(Self { engine, users, server, cheap, postgres, restart, rows, scratch, output })
    }

    /// Is this row to be measured?
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.rows.as_deref().is_none_or(|rows| name.contains(rows))
    }
}
