//! The app's documents: what each is told at its start, its contexts and its pages. See `docs/decisions/0009`.

// What no page is made of ahead of time is not compiled for that.
#[cfg(not(feature = "ssr"))]
pub mod account;
mod address;
#[cfg(not(feature = "ssr"))]
pub mod admin;
pub mod choose;
pub mod door;
pub mod frames;
mod guests;
mod start;

pub use start::{begin, begin_in_place};

use crate::api::{self, Api};
use crate::carried;
use crate::crossing::Crossing;
use crate::routes::Document;
use crate::session::Keeper;
use crate::settings::Settings;
use crate::theme::{self, Theme};
use crate::ui::effect;
use crate::ui::page_title::AppName;
use crate::ui::toast::provide_toasts;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long until a server that could not be reached is asked again what it is.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// What every document stands on.
#[derive(Clone, Copy)]
struct Ground {
    #[cfg_attr(feature = "ssr", expect(dead_code, reason = "ahead of time nobody is asked"))]
    api: Api,
    session: Keeper,
    crossing: Crossing,
}

impl Ground {
    /// Provides the contexts, with what the page itself was told.
    fn provide(document: Document, told: Told) -> Self {
        let settings = Settings::provide();
        let api = Api::new();
        let session = Keeper::provide(api);
        let crossing = Crossing::new(document, provide_toasts());
        crossing.arrive();
        provide_context(AppName(Signal::derive(move || settings.app_name())));
        if let Some(hue) = told.config.accent_hue {
            theme::show_hue(hue);
        }
        Theme::chosen().show();
        settings.set_config(told.config);
        api.set_base(settings.api_base());
        match told.about {
            Some(about) => settings.set_about(about),
            // Natively nobody can be asked: the page is made ahead of time.
            None if cfg!(feature = "ssr") => {}
            None => ask_about(settings, api),
        }
        Self { api, session, crossing }
    }

    /// Finds out who looks, once the document stands.
    fn look(self) {
        let Self { session, crossing, .. } = self;
        effect(move || {
            crossing.follow_history();
            session.watch();
            spawn_local(session.restore());
        });
    }

    /// Nothing that one person saw or typed is there for the next, nor what `too` forgets.
    fn forget_with_the_viewer(self, too: impl Fn() + 'static) {
        let session = self.session;
        let mut before = None;
        effect(move || {
            let now = session.viewer().map(|viewer| viewer.account.id);
            if before.as_ref().is_some_and(|before| Some(before) != now.as_ref()) {
                too();
                carried::set_email("");
            }
            before = now;
        });
    }
}

fn ask_about(settings: Settings, api: Api) {
    spawn_local(async move {
        match api::about::about(api).await {
            Ok(about) => settings.set_about(about),
            Err(_) => set_timeout(move || ask_about(settings, api), ASK_AGAIN),
        }
    });
}
