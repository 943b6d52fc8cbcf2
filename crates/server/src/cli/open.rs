//! What commands need: the settings of the server beside which they run, its store, the secret that belongs to it.

use super::place::Place;
use crate::auth::password::Cost;
use crate::auth::{Passwords, Secret};
use crate::clock::Clock;
use crate::config::Config;
use anyhow::{Context, bail};
use frontdesk_store::{Opening, Options, SqlStore, Store};
use std::sync::Arc;

/// The parts of a short command.
pub(super) struct Desk {
    pub(super) store: Arc<dyn Store>,
    pub(super) clock: Clock,
    pub(super) config: Config,
    pub(super) passwords: Passwords,
}

impl Desk {
    /// Opens the data of this place.
    ///
    /// # Errors
    /// Settings that cannot be understood, data that is not there or cannot be opened.
    pub(super) async fn open(place: &Place) -> anyhow::Result<Self> {
        let config = place.settle_beside()?;
        if !is_made(&config).await? {
            bail!("there is no data in {}; say where it is with --data or --database", whereabouts(&config));
        }
        Self::of(config).await
    }

    /// The same, and makes the data if there is none.
    ///
    /// # Errors
    /// Settings that cannot be understood, data that cannot be opened or made.
    pub(super) async fn open_or_make(place: &Place) -> anyhow::Result<Self> {
        Self::of(place.settle_beside()?).await
    }

    async fn of(config: Config) -> anyhow::Result<Self> {
        let clock = Clock::system();
        let passwords = Passwords::new(config.password_policy, Cost::BUILT, &clock)?;
        let store = open_store(&config, Opening::Beside).await?;
        Ok(Self { store, clock, config, passwords })
    }
}

/// Is there data? Touches nothing.
///
/// # Errors
/// There is, but not what can be opened; or it is out of reach.
pub(super) async fn is_made(config: &Config) -> frontdesk_store::Result<bool> {
    match &config.database {
        None => SqlStore::is_in_folder(&config.data),
        Some(address) => SqlStore::is_in_postgres(address).await,
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
    let mut options = Options::new(opening);
    options.index &= config.user_index;
    let store = match &config.database {
        None => SqlStore::in_folder(&config.data, options).await,
        Some(address) if opening == Opening::Serve => {
            SqlStore::in_postgres(address, Options { connections: config.database_connections, ..options })
                .await
        }
        // Two for an import, which writes two batches at once; nobody connects before they are needed.
        Some(address) => SqlStore::in_postgres(address, Options { connections: 4, ..options }).await,
    };
    Ok(Arc::new(store.with_context(|| format!("the data in {} cannot be opened", whereabouts(config)))?))
}

/// Where the data is, for people; without user and password.
pub(super) fn whereabouts(config: &Config) -> String {
    config.database.as_ref().map_or_else(|| config.data.display().to_string(), ToString::to_string)
}
