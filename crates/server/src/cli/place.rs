//! Where the data is and how it was set up: what every command that opens it takes.

use crate::config::{Config, ConfigProblem, Given};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The data's folder and the settings that hold for it.
#[derive(Args, Clone)]
pub(super) struct Place {
    /// The folder of the data
    #[arg(long, value_name = "DIR", default_value = "./data")]
    pub(super) data: PathBuf,
    /// A PostgreSQL database instead, postgres://user@host/database; a password belongs into DATABASE_URL or ~/.pgpass
    #[arg(long, value_name = "URL")]
    pub(super) database: Option<String>,
    /// A TOML file with settings by their documented names [default: frontdesk.toml in the data folder, if there]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[command(flatten)]
    pub(super) given: Given,
}

impl Place {
    /// What flags, environment and file come to for a server that listens here.
    ///
    /// # Errors
    /// A setting that cannot be understood, a file that cannot be read.
    pub(super) fn settle(&self, listen: SocketAddr) -> Result<Config, ConfigProblem> {
        let given = self.given.clone().with("DATABASE_URL", self.database.as_deref());
        let given = given.over_environment_and_file(self.config.as_deref(), &self.data)?;
        Config::settle(&given, &self.data, listen)
    }

    /// The same for a command that does not listen.
    ///
    /// # Errors
    /// As above.
    pub(super) fn settle_beside(&self) -> Result<Config, ConfigProblem> {
        self.settle(SocketAddr::from(([127, 0, 0, 1], 8080)))
    }
}
