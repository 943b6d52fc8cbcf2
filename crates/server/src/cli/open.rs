//! What short commands need: settings from environment and file, the store beside a running server.

use super::DataLine;
use crate::auth::password::Cost;
use crate::auth::{Passwords, Secret};
use crate::clock::Clock;
use crate::config::{Config, Given};
use anyhow::{Context, bail};
use frontdesk_store::{Opening, Options, SqlStore, Store};
use std::net::SocketAddr;
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
    /// Opens the data.
    ///
    /// # Errors
    /// Settings that cannot be understood, data that cannot be opened.
    pub(super) async fn open(line: &DataLine) -> anyhow::Result<Self> {
        let given = line.over_environment_and_file(Given::default(), None)?;
        let config = Config::settle(&given, &line.data, SocketAddr::from(([127, 0, 0, 1], 8080)))?;
        let clock = Clock::system();
        let (store, secret) = open_data(&config, Opening::Beside, &clock).await?;
        let passwords = Passwords::new(config.password_policy, Cost::Standard, &clock)?;
        Ok(Self { store, clock, config, passwords, secret })
    }
}

/// Opens the store and loads the secret that belongs to it.
///
/// # Errors
/// In use by another server, out of reach, damaged, foreign, newer; a secret that cannot be used, or another one than that of the other servers.
pub(super) async fn open_data(
    config: &Config,
    opening: Opening,
    clock: &Clock,
) -> anyhow::Result<(Arc<dyn Store>, Secret)> {
    let store = open_store(config, opening).await?;
    let secret = Secret::load(config.secret_file.as_deref(), &config.data, clock)?;
    let fingerprint = secret.fingerprint();
    store.keep_secret_fingerprint(&fingerprint).await?;
    if !is_shared_secret(&*store, &secret).await? {
        bail!(
            "the token secret is another than that of the servers which share the database: JWT_SECRET_FILE must name the same one"
        );
    }
    Ok((store, secret))
}

/// Is it the secret of all who share the data?
///
/// # Errors
/// The store cannot answer.
pub(super) async fn is_shared_secret(store: &dyn Store, secret: &Secret) -> frontdesk_store::Result<bool> {
    let kept = store.secret_fingerprint().await?;
    Ok(kept.is_none_or(|kept| kept == secret.fingerprint()))
}

/// Opens the store.
///
/// # Errors
/// In use by another server, out of reach, damaged, foreign, newer.
pub(super) async fn open_store(config: &Config, opening: Opening) -> anyhow::Result<Arc<dyn Store>> {
    let options = Options::new(opening);
    let store = match &config.database {
        None => SqlStore::in_folder(&config.data, options).await,
        Some(address) if opening == Opening::Serve => {
            SqlStore::in_postgres(address, Options { connections: config.database_connections, ..options })
                .await
        }
        Some(address) => SqlStore::in_postgres(address, options).await,
    };
    Ok(Arc::new(store.with_context(|| format!("the data in {} cannot be opened", place(config)))?))
}

/// Where the data is, for people; without user and password.
pub(super) fn place(config: &Config) -> String {
    config.database.as_ref().map_or_else(|| config.data.display().to_string(), ToString::to_string)
}
