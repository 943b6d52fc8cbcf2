//! Calls to the product: a POST with JSON, and the answer's status.

use frontdesk_store::JobId;
use serde::Serialize;
use std::time::Duration;

/// The header that is the same on every retry of one call.
pub const DELIVERY_ID: &str = "x-delivery-id";

const TIMEOUT: Duration = Duration::from_secs(10);

/// The product did not take a call; the cause, without the address.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Undelivered(String);

/// Calls webhooks. Cheap to clone.
#[derive(Clone)]
pub struct Webhooks(reqwest::Client);

impl Webhooks {
    /// A client that follows no redirects (a POST would become a GET) and waits ten seconds.
    ///
    /// # Errors
    /// TLS cannot be set up on this machine.
    pub fn new() -> anyhow::Result<Self> {
        // Somebody else may have chosen a provider already: one is as good as another.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = reqwest::Client::builder()
            .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self(client))
    }

    /// Posts a body. Whatever is not a success can be tried again: the product may be mended meanwhile.
    ///
    /// # Errors
    /// Not reached within ten seconds, or answered with anything but a success.
    pub async fn post(
        &self,
        url: &str,
        id: JobId,
        body: &(impl Serialize + Sync),
    ) -> Result<(), Undelivered> {
        let sent = self.0.post(url).header(DELIVERY_ID, id.to_string()).json(body).send().await;
        // The address may hold a key of the product: it stays out of the cause.
        let answer = sent
            .map_err(|cause| Undelivered(format!("the webhook was not reached: {}", cause.without_url())))?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(Undelivered(format!("the webhook answered {status}"))) }
    }
}
