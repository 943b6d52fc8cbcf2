//! What the app asks before anything else: its own settings, and what its server is.

use super::{Api, ApiError};
use frontdesk_wire::paths;
use frontdesk_wire::replies::{About, Config};

/// The app's settings, from the origin that serves the app; the defaults where there are none.
pub async fn config() -> Config {
    Api::new().get(paths::CONFIG).unsigned().send().await.unwrap_or_default()
}

/// What the server says of itself. A plain tenant answers with a page or with nothing: it offers no extension.
///
/// # Errors
/// Only what may pass: no connection, no answer in time.
pub async fn about(api: Api) -> Result<About, ApiError> {
    match api.get(paths::ROOT).unsigned().send().await {
        Err(ApiError::Refused(_) | ApiError::Unreadable) => Ok(About::default()),
        other => other,
    }
}
