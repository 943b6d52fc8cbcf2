//! What the app is told before anything else: its settings, and what server it talks to.

use crate::lean::{Members, Read};
use serde::{Deserialize, Serialize};

/// `GET /`: what server this is. A plain tenant tells less; what is missing means "not offered" or the documented default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The API edition that clients may rely on.
    #[serde(default)]
    pub version: Option<String>,
    /// The server's name.
    #[serde(default)]
    pub name: Option<String>,
    /// Our extensions by name, such as `blocked`.
    #[serde(default)]
    pub capabilities: Vec<String>,
    /// Who may sign up.
    #[serde(default)]
    pub sign_up: SignUpDoor,
    /// The least characters of a password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_min_length: Option<u32>,
    /// How many seconds a reset link holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reset_link_seconds: Option<u32>,
    /// Whom to ask: an address or a link.
    #[serde(default)]
    pub support_contact: Option<String>,
}

impl Read for About {
    fn of(members: &mut Members<'_>) -> Self {
        Self {
            version: members.text_or_null("version"),
            name: members.text_or_null("name"),
            capabilities: members.texts("capabilities"),
            sign_up: SignUpDoor::of(members, "signUp"),
            password_min_length: members.number_or_null("passwordMinLength", u32::MAX),
            reset_link_seconds: members.number_or_null("resetLinkSeconds", u32::MAX),
            support_contact: members.text_or_null("supportContact"),
        }
    }
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUpDoor {
    /// Anyone.
    #[default]
    Open,
    /// Only those whom an administrator adds.
    Closed,
}

impl SignUpDoor {
    fn of(members: &mut Members<'_>, name: &str) -> Self {
        let door = match members.text(name).as_deref() {
            None | Some("open") => Some(Self::Open),
            Some("closed") => Some(Self::Closed),
            Some(_) => None,
        };
        members.or_misfit(door)
    }
}

/// `GET /config.json`: what the app needs before its first call. Every field may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Config {
    /// Where the API is; empty means the app's own origin.
    pub api: String,
    /// The product's name.
    pub app_name: String,
    /// The accent's hue, 0 to 360.
    pub accent_hue: Option<u16>,
    /// The logo's address.
    pub logo: Option<String>,
    /// Where the privacy notice is.
    pub privacy_url: Option<String>,
    /// Whom to ask: an address or a link.
    pub support_contact: Option<String>,
    /// Where to go after signing in: a path of this origin.
    pub after_sign_in: String,
}

impl Read for Config {
    fn of(members: &mut Members<'_>) -> Self {
        let ours = Self::default();
        Self {
            api: members.text("api").unwrap_or(ours.api),
            app_name: members.text("appName").unwrap_or(ours.app_name),
            accent_hue: members
                .number_or_null("accentHue", u16::MAX.into())
                .and_then(|hue| hue.try_into().ok()),
            logo: members.text_or_null("logo"),
            privacy_url: members.text_or_null("privacyUrl"),
            support_contact: members.text_or_null("supportContact"),
            after_sign_in: members.text("afterSignIn").unwrap_or(ours.after_sign_in),
        }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            api: String::new(),
            app_name: "Frontdesk".to_owned(),
            accent_hue: None,
            logo: None,
            privacy_url: None,
            support_contact: None,
            after_sign_in: "/account".to_owned(),
        }
    }
}

/// What rides in a page as data, so that the app need not ask for it: its settings, and what server it talks to where
/// that is the one that serves the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// As `GET /config.json`.
    #[serde(default)]
    pub config: Config,
    /// As `GET /`, unless the API is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
}

impl Read for Told {
    fn of(members: &mut Members<'_>) -> Self {
        Self { config: members.object("config").unwrap_or_default(), about: members.object_or_null("about") }
    }
}
