//! Limits against guessing and flooding: which buckets there are, and what counts.
//!
//! A try is taken out before the work and given back if it turns out not to count, so that any number of tries at once
//! get no more than the bucket holds. Keys are digests, or ids: the store never
//! learns an address from them.

use super::client::Client;
use super::secret::Secret;
use crate::clock::Clock;
use crate::error::{Error, Result, Wait};
use frontdesk_store::{LimitKey, LimitRule, Store, Verdict};
use frontdesk_wire::UserId;
use std::sync::Arc;

/// Five wrong passwords, then 30 s doubling to 15 min.
const GUESSES: LimitRule = LimitRule::Ladder { free: 5, first_wait: 30_000, longest_wait: 900_000 };
/// A hundred wrong sign-ins in 15 min.
const SIGN_INS: LimitRule = LimitRule::Window { tries: 100, length: 900_000 };
/// A hundred and twenty an hour.
const HOURLY: LimitRule = LimitRule::Window { tries: 120, length: 3_600_000 };

/// Counts, and says when it is too often.
#[derive(Clone)]
pub struct Limits {
    store: Arc<dyn Store>,
    clock: Clock,
    secret: Secret,
    on: bool,
}

/// Whose password is guessed: a user by whatever address, or an address that is nobody's. From outside they behave alike.
pub enum Subject<'a> {
    /// A user.
    User(UserId),
    /// What was typed and is nobody's.
    Nobody(&'a str),
}

/// A guess that was counted.
pub struct Guess<'a> {
    limits: &'a Limits,
    account: LimitKey,
    network: LimitKey,
}

impl Limits {
    /// Limits that count in this store; with `on` false everything goes.
    pub fn new(store: Arc<dyn Store>, clock: Clock, secret: Secret, on: bool) -> Self {
        Self { store, clock, secret, on }
    }

    /// Counts a guess at a password, before it is looked at.
    ///
    /// # Errors
    /// [`Error::TooMany`], the same for users and for nobodies.
    pub async fn guess<'a>(&'a self, subject: &Subject<'_>, client: &Client) -> Result<Guess<'a>> {
        let network = client.network().to_string();
        let of_account = match subject {
            Subject::User(id) => account(*id),
            Subject::Nobody(text) => {
                let digest = self.secret.derive_text("limit:guess:account", &[text.as_bytes()]);
                format!("guess:account:{digest}:")
            }
        };
        let from = self.secret.derive_text("limit:from", &[network.as_bytes()]);
        let account = LimitKey(format!("{of_account}{from}"));
        let network = self.key("guess:network", &[network.as_bytes()]);
        let buckets = [(account.clone(), GUESSES), (network.clone(), SIGN_INS)];
        self.take(&["sign-in", "sign-in-network"], &buckets).await?;
        Ok(Guess { limits: self, account, network })
    }

    /// Counts a sign-up from this network.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub async fn sign_up(&self, client: &Client) -> Result<()> {
        self.hourly("sign-up", client).await
    }

    /// Counts a request for a reset link from this network.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub async fn forgot_password(&self, client: &Client) -> Result<()> {
        self.hourly("forgot-password", client).await
    }

    async fn hourly(&self, rule: &'static str, client: &Client) -> Result<()> {
        let key = self.key(rule, &[client.network().to_string().as_bytes()]);
        self.take(&[rule], &[(key, HOURLY)]).await
    }

    fn key(&self, bucket: &str, parts: &[&[u8]]) -> LimitKey {
        LimitKey(format!("{bucket}:{}", self.secret.derive_text(&format!("limit:{bucket}"), parts)))
    }

    /// Takes a try out of each bucket; the rules are named in the same order.
    async fn take(&self, rules: &[&'static str], buckets: &[(LimitKey, LimitRule)]) -> Result<()> {
        if !self.on {
            return Ok(());
        }
        let now = self.clock.now();
        match self.store.take(buckets, now).await? {
            Verdict::Go { .. } => Ok(()),
            Verdict::Wait { until, bucket } => {
                let millis = until.as_millis().saturating_sub(now.as_millis()).max(1);
                let (quota, window) = buckets.get(bucket).map_or((0, 0), |(_, rule)| terms(*rule));
                Err(Error::TooMany(Wait {
                    rule: rules.get(bucket).copied().unwrap_or_default(),
                    quota,
                    window,
                    seconds: millis.div_euclid(1000) + i64::from(millis % 1000 != 0),
                }))
            }
        }
    }
}

/// How all keys begin under which guesses at this user's password are counted, whatever network they come from. Without
/// the secret, so that a command can empty them that does not know with which one the server runs.
pub fn account(user: UserId) -> String {
    format!("guess:account:{user}:")
}

fn terms(rule: LimitRule) -> (u32, i64) {
    match rule {
        LimitRule::Ladder { free, first_wait, .. } => (free, first_wait / 1000),
        LimitRule::Window { tries, length } => (tries, length / 1000),
    }
}

impl Guess<'_> {
    /// It was right: the account starts anew, and the network gets its try back.
    ///
    /// # Errors
    /// The store could not answer.
    pub async fn was_right(self) -> Result<()> {
        if self.limits.on {
            self.limits.store.forget_limits(&[self.account]).await?;
            self.limits.store.give_back(&[self.network]).await?;
        }
        Ok(())
    }
}
