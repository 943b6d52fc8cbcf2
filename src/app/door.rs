//! The door: for those who are not signed in, and for addresses that lead nowhere.

use super::Ground;
use super::address::Address;
use super::guests::show_guests;
use crate::layout::go_on;
use crate::pages::{NotFoundPage, forgot_password_page, sign_in_page};
use crate::routes::{Document, Route, use_go, use_route};
use crate::session::{Session, use_session};
use crate::settings::use_settings;
use crate::ui::effect;
use crate::ui::part::{Part, Tag, tag};
use frontdesk_wire::replies::Told;
use leptos::prelude::*;

/// The pages of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    SignIn,
    ForgotPassword,
    NotFound,
}

impl Page {
    /// The origin itself shows the sign-in page until it is known who looks.
    fn of(route: &Route) -> Self {
        match route {
            Route::Root | Route::SignIn { .. } => Self::SignIn,
            Route::ForgotPassword { .. } => Self::ForgotPassword,
            _ => Self::NotFound,
        }
    }

    fn draw(self) -> Part {
        match self {
            Self::SignIn => sign_in_page(),
            Self::ForgotPassword => forgot_password_page().into(),
            Self::NotFound => view! { <NotFoundPage /> }.into(),
        }
    }
}

/// The whole document: what the page was told, and the path it was asked for.
pub fn door(told: Told, path: String) -> Tag {
    let ground = Ground::provide(Document::Door, told);
    ground.forget_with_the_viewer(|| {});
    Address::provide(Document::Door, path, ground.crossing);
    lead_on();
    show_guests();
    ground.look();
    let route = use_route();
    let page = Memo::new(move |_| route.with(Page::of));
    let crossing = ground.crossing;
    tag("div").live(move || match crossing.is_leaving() {
        true => Vec::new(),
        false => vec![page.get().draw()],
    })
}

/// The origin itself leads on: to sign-in, or to where signing in would have led.
fn lead_on() {
    let (session, settings, go, route) = (use_session(), use_settings(), use_go(), use_route());
    effect(move || {
        if !route.with(|route| *route == Route::Root) {
            return;
        }
        match session.now() {
            Session::Restoring => {}
            Session::Guest => go.replace(&Route::SignIn { next: None }),
            Session::SignedIn(_) | Session::Ended(_) => go_on(go, settings, None),
        }
    });
}
