//! Where to go after signing in: the page that was wanted, else where the settings say.

use crate::carried;
use crate::routes::{Go, Route, use_go};
use crate::session::{Door, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::effect;
use leptos::prelude::*;

/// Leads whoever is signed in on to where they were going, now or as soon as they are.
pub fn use_way_on(next: impl Fn() -> Option<Route> + Send + Sync + 'static) {
    let (session, settings, go) = (use_session(), use_settings(), use_go());
    let is_in = Memo::new(move |_| session.admits(Door::Viewers) == Some(true));
    effect(move || {
        if is_in.get() {
            // It was typed to come this far.
            carried::set_email("");
            go_on(go, settings, untrack(&next));
        }
    });
}

/// Goes to the wanted page, else to where the settings say, else to the account.
pub fn go_on(go: Go, settings: Settings, next: Option<Route>) {
    if let Some(next) = next {
        go.replace(&next);
        return;
    }
    let landing = settings.after_sign_in();
    match Route::parse_next(&landing) {
        Some(route) => go.replace(&route),
        None if is_beside(&landing) => leave(&landing),
        None => go.replace(&Route::Account),
    }
}

/// Is this a path of our origin that this app does not serve: the product beside it?
fn is_beside(path: &str) -> bool {
    let (bare, search) = path.split_once('?').unwrap_or((path, ""));
    let safe = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    safe && matches!(Route::parse(bare, search), Route::NotFound(_))
}

fn leave(path: &str) {
    if let Some(window) = web_sys::window() {
        drop(window.location().replace(path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_beside_the_app_can_be_where_signing_in_leads() {
        assert!(is_beside("/app/home?tab=1"));
        for bad in
            ["/sign-in", "/account", "/", "//evil.example", "/\\evil.example", "https://evil.example", ""]
        {
            assert!(!is_beside(bad), "{bad}");
        }
    }
}
