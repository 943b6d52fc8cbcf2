//! What every handler and job can reach.

use crate::assets::Assets;
use crate::auth::caller::Doorkeeper;
use crate::auth::password::Cost;
use crate::auth::{Limits, Passwords, Refusals, Secret, Tokens};
use crate::clock::Clock;
use crate::config::Config;
use crate::health::Health;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::webhook::Webhooks;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts as RequestParts;
use frontdesk_store::{SessionId, Store, User};
use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;
use tokio::sync::Notify;

/// The server's parts. Cloning shares them, and costs next to nothing: everything around a request has its own.
#[derive(Clone)]
pub struct State(Arc<Shared>);

/// The parts themselves.
pub struct Shared {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// What time it is; chance.
    pub clock: Clock,
    /// How it was set up.
    pub config: Arc<Config>,
    /// What codes and limit keys are derived from.
    pub secret: Secret,
    /// Hashes and verifies.
    pub passwords: Passwords,
    /// Makes and reads tokens.
    pub tokens: Tokens,
    /// Counts.
    pub limits: Limits,
    /// Refused sign-ins on their way into the audit trail.
    pub refusals: Refusals,
    /// Sends mail.
    pub mailer: Mailer,
    /// Calls the product.
    pub webhooks: Webhooks,
    /// The built app.
    pub assets: Arc<Assets>,
    /// Rings when jobs were added.
    pub bell: Arc<Notify>,
    /// Is it on its way out?
    pub health: Health,
    /// What it counts about itself.
    pub metrics: Metrics,
}

/// What a server is put together from.
pub struct Parts {
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// What time it is.
    pub clock: Clock,
    /// How it is set up.
    pub config: Config,
    /// The secret.
    pub secret: Secret,
    /// What a password hash costs.
    pub cost: Cost,
    /// Sends mail.
    pub mailer: Mailer,
}

impl State {
    /// Puts a server together.
    ///
    /// # Errors
    /// argon2 refuses its parameters, TLS cannot be set up, or the app's folder cannot be read.
    pub fn new(parts: Parts) -> anyhow::Result<Self> {
        let Parts { store, clock, config, secret, cost, mailer } = parts;
        Ok(Self(Arc::new(Shared {
            passwords: Passwords::new(config.password_policy, cost, &clock)?,
            tokens: Tokens::new(secret.clone()),
            limits: Limits::new(Arc::clone(&store), clock.clone(), secret.clone(), config.limits),
            refusals: Refusals::new(Arc::clone(&store), clock.clone()),
            assets: Arc::new(Assets::load(&config)?),
            config: Arc::new(config),
            webhooks: Webhooks::new()?,
            bell: Arc::new(Notify::new()),
            health: Health::default(),
            metrics: Metrics::default(),
            store,
            clock,
            secret,
            mailer,
        })))
    }

    /// A token for a session of this user that was just opened.
    ///
    /// # Errors
    /// Only if claims cannot be written as JSON.
    pub fn token(&self, user: &User, session: SessionId) -> crate::error::Result<String> {
        self.tokens.issue(user, session, &self.clock, self.config.token_life)
    }

    /// Wakes the workers: jobs were added.
    pub fn ring(&self) {
        self.bell.notify_waiters();
    }
}

impl Deref for State {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Handlers take the state as it is: `state: State`.
impl FromRequestParts<State> for State {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut RequestParts, state: &State) -> Result<Self, Infallible> {
        Ok(state.clone())
    }
}

impl FromRef<State> for Doorkeeper {
    fn from_ref(state: &State) -> Self {
        Self { store: Arc::clone(&state.store), clock: state.clock.clone(), tokens: state.tokens.clone() }
    }
}

impl FromRef<State> for Arc<Config> {
    fn from_ref(state: &State) -> Self {
        Self::clone(&state.config)
    }
}
