//! What the app was told about itself (`/config.json`) and about its server (`GET /`).

use frontdesk_wire::replies::{About, Config, SignUpDoor};
use frontdesk_wire::{PASSWORD_MIN_CHARS, contact};
use leptos::prelude::*;

/// The app's settings and what is known of the server. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Settings {
    config: RwSignal<Config>,
    about: RwSignal<About>,
}

impl Settings {
    /// Provides [`use_settings`] with the defaults; what is fetched comes later.
    pub fn provide() -> Self {
        let settings =
            Self { config: RwSignal::new(Config::default()), about: RwSignal::new(About::default()) };
        provide_context(settings);
        settings
    }

    /// Takes what `/config.json` says.
    pub fn set_config(self, config: Config) {
        self.config.set(config);
    }

    /// Takes what the server says of itself.
    pub fn set_about(self, about: About) {
        self.about.set(about);
    }

    /// The whole of `/config.json`. Tracked.
    pub fn config(self) -> Config {
        self.config.get()
    }

    /// The product's name. Tracked.
    pub fn app_name(self) -> String {
        self.config.with(|config| config.app_name.clone())
    }

    /// Does the server offer an extension, one of `blocked sessions set-up multi-sort`? Tracked.
    pub fn offers(self, capability: &str) -> bool {
        self.about.with(|about| about.capabilities.iter().any(|offered| offered == capability))
    }

    /// Nothing where a part of the page is to be seen, else what hides it: for the attribute `hidden`, so that the page
    /// is made of the same elements whatever is set. A page that is made ahead of time names the setting instead, and
    /// the server that serves it decides.
    pub fn hidden_unless(self, setting: &'static str, shown: impl Fn(Self) -> bool) -> Option<String> {
        match cfg!(feature = "ssr") {
            true => Some(format!("{{{{unless {setting}}}}}")),
            false => (!shown(self)).then(String::new),
        }
    }

    /// Is sign-up open to anyone, as far as the server says? Tracked.
    pub fn sign_up_is_open(self) -> bool {
        self.about.with(|about| about.sign_up == SignUpDoor::Open)
    }

    /// The least characters of a password. Tracked.
    pub fn password_min(self) -> usize {
        let told = self.about.with(|about| about.password_min_length);
        told.and_then(|min| usize::try_from(min).ok()).unwrap_or(PASSWORD_MIN_CHARS)
    }

    /// The password rule in words, to be read before typing. Tracked.
    pub fn password_rule(self) -> String {
        let min = match cfg!(feature = "ssr") {
            true => "{{password_min}}".to_owned(),
            false => self.password_min().to_string(),
        };
        ["At least ", &min, " characters; longer is stronger."].concat()
    }

    /// How many seconds a reset link holds, where the server says. Tracked.
    pub fn reset_link_seconds(self) -> Option<u32> {
        self.about.with(|about| about.reset_link_seconds)
    }

    /// Whom to ask: an address or a link. Tracked.
    pub fn support_contact(self) -> Option<String> {
        let of_config = self.config.with(|config| config.support_contact.clone());
        of_config.or_else(|| self.about.with(|about| about.support_contact.clone()))
    }

    /// Where whom to ask can be reached, if words are not all there is. Tracked.
    pub fn support_href(self) -> Option<String> {
        match cfg!(feature = "ssr") {
            true => Some("{{support_href}}".to_owned()),
            false => self.support_contact().and_then(|contact| contact::href(&contact)),
        }
    }

    /// Where the API is; empty means this origin. Untracked.
    pub fn api_base(self) -> String {
        self.config.with_untracked(|config| config.api.trim_end_matches('/').to_owned())
    }

    /// Where to go after signing in, as written. Untracked.
    pub fn after_sign_in(self) -> String {
        self.config.with_untracked(|config| config.after_sign_in.clone())
    }
}

/// The settings.
pub fn use_settings() -> Settings {
    use_context().unwrap_or_else(Settings::provide)
}
