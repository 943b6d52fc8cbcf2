//! What this server says of itself and of how the app is set up, as the API and the app's pages tell it.

use crate::config::Config;
use frontdesk_wire::paths;
use frontdesk_wire::replies::{About, Config as AppConfig, SignUpDoor};

/// The edition of the API that clients may rely on.
const VERSION: &str = "6.1.0";

/// Our extensions; the app hides what is not listed.
const CAPABILITIES: &[&str] =
    &["blocked", "sessions", "set-up", "multi-sort", "audit", "stats", "etag", "bulk", "export", "import"];

/// What server this is.
pub fn server(config: &Config) -> About {
    let closed = !config.sign_up_scopes.is_empty();
    About {
        version: Some(VERSION.to_owned()),
        name: Some("Frontdesk".to_owned()),
        capabilities: CAPABILITIES.iter().map(|name| (*name).to_owned()).collect(),
        sign_up: if closed { SignUpDoor::Closed } else { SignUpDoor::Open },
        password_min_length: u32::try_from(config.password_policy.min_chars()).ok(),
        reset_link_seconds: u32::try_from(config.reset_code_life / 1_000).ok(),
        support_contact: config.support_contact.clone(),
    }
}

/// How the app is set up.
pub fn configuration(config: &Config) -> AppConfig {
    AppConfig {
        api: config.api.clone().unwrap_or_default(),
        app_name: config.app_name.clone(),
        accent_hue: config.accent_hue,
        logo: config.logo_file.as_ref().map(|_| paths::LOGO.to_owned()),
        privacy_url: config.privacy_url.clone(),
        support_contact: config.support_contact.clone(),
        after_sign_in: config.after_sign_in.clone(),
    }
}
