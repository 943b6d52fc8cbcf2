//! What short commands need: settings from environment and file, the store beside a running server.

use crate::auth::password::Cost;
use crate::auth::{Passwords, Secret};
use crate::clock::Clock;
use crate::config::{Config, Given};
use anyhow::Context;
use frontdesk_store::{Opening, Options, SqlStore, Store};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// The parts of a short command.
pub(super) struct Desk {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Clock,
    pub(super) config: Config,
    pub(super) passwords: Passwords,
    pub(super) secret: Secret,
}

impl Desk {
    /// Opens the data in this folder.
    ///
    /// # Errors
    /// Settings that cannot be understood, data that cannot be opened.
    pub(super) async fn open(data: &Path) -> anyhow::Result<Self> {
        let given = Given::default().over_environment_and_file(None, data)?;
        let config = Config::settle(&given, data, SocketAddr::from(([127, 0, 0, 1], 8080)))?;
        let clock = Clock::system();
        let store = open_store(data, Opening::Beside).await?;
        let secret = Secret::load(config.secret_file.as_deref(), data, &clock)?;
        let passwords = Passwords::new(config.password_policy, Cost::Standard, &clock)?;
        Ok(Self { store, clock, config, passwords, secret })
    }
}

/// Opens the store in this folder.
///
/// # Errors
/// In use by another server, damaged, foreign, newer.
pub(super) async fn open_store(data: &Path, opening: Opening) -> anyhow::Result<Arc<dyn Store>> {
    let store = SqlStore::in_folder(data, Options::new(opening)).await;
    Ok(Arc::new(store.with_context(|| format!("the data in {} cannot be opened", data.display()))?))
}
