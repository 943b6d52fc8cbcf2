//! Which of the app's pages stands at a path, and what this server fills into them.

use super::template::Facts;
use crate::config::Config;
use frontdesk_wire::replies::{SignUpDoor, Told};
use frontdesk_wire::{PASSWORD_MIN_CHARS, contact};

/// The folder of the pages that are made ahead of time, one file for each.
pub(super) const FOLDER: &str = "pages/";

/// Every one of them.
pub(super) const ALL: [&str; 9] = [
    "account",
    "admin",
    "forgot-password",
    "not-found",
    "reset-password",
    "set-up",
    "sign-in",
    "sign-up",
    "sign-up-closed",
];

/// The page at a path of the app. The origin itself shows sign-in until the app knows who looks.
pub(super) fn at(path: &str, told: &Told) -> &'static str {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let closed = told.about.as_ref().is_some_and(|about| about.sign_up == SignUpDoor::Closed);
    match first {
        "" => "sign-in",
        "sign-up" if closed => "sign-up-closed",
        // One that is only shown in place of another stands at no path.
        name => ALL
            .into_iter()
            .filter(|page| *page != "sign-up-closed")
            .find(|page| *page == name)
            .unwrap_or("not-found"),
    }
}

/// What the pages are filled with.
pub(super) fn facts(told: &Told) -> Facts {
    let config = &told.config;
    let about = told.about.clone().unwrap_or_default();
    let contact = config.support_contact.clone().or(about.support_contact);
    let href = contact.as_deref().and_then(contact::href);
    let open = about.sign_up == SignUpDoor::Open;
    let min = about.password_min_length.map_or(PASSWORD_MIN_CHARS.to_string(), |min| min.to_string());
    let yes = |is: bool| is.then(String::new);
    Facts::of([
        ("app_name", Some(config.app_name.clone())),
        ("hue", config.accent_hue.map(|hue| hue.to_string())),
        ("logo", config.logo.clone()),
        ("no_logo", yes(config.logo.is_none())),
        ("privacy_url", config.privacy_url.clone()),
        ("only_words", contact.clone().filter(|_| href.is_none())),
        ("support_words", contact),
        ("support_href", href),
        ("sign_up", yes(open)),
        ("no_sign_up", yes(!open)),
        ("password_min", Some(min)),
    ])
}

/// What the app is told in its page: its settings, and what server it talks to where that is this one.
pub fn told(config: &Config) -> Told {
    Told {
        config: crate::about::configuration(config),
        about: config.api.is_none().then(|| crate::about::server(config)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_wire::replies::About;

    #[test]
    fn each_path_has_its_page() {
        let open = Told::default();
        for (path, page) in [
            ("/", "sign-in"),
            ("/sign-in", "sign-in"),
            ("/sign-up", "sign-up"),
            ("/admin/users/new", "admin"),
            ("/account", "account"),
            ("/nowhere", "not-found"),
            ("/sign-up-closed", "not-found"),
        ] {
            assert_eq!(at(path, &open), page, "{path}");
        }
        let about = Some(About { sign_up: SignUpDoor::Closed, ..About::default() });
        assert_eq!(at("/sign-up", &Told { about, ..Told::default() }), "sign-up-closed");
    }
}
