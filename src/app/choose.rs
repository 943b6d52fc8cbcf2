//! Where a password is chosen: by whoever signs up, has a reset link, or makes the first administrator.

use super::Ground;
use super::address::Address;
use super::guests::show_guests;
use crate::pages::{reset_password_page, set_up_page, sign_up_page};
use crate::routes::{Document, Route, use_route};
use crate::ui::part::{Tag, tag};
use frontdesk_wire::replies::Told;
use leptos::prelude::*;

/// Its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    SignUp,
    ResetPassword,
    SetUp,
}

impl Page {
    /// `None` for a page of another document, on the way there.
    fn of(route: &Route) -> Option<Self> {
        Some(match route {
            Route::SignUp { .. } => Self::SignUp,
            Route::ResetPassword { .. } => Self::ResetPassword,
            Route::SetUp { .. } => Self::SetUp,
            _ => return None,
        })
    }

    fn draw(self) -> Tag {
        match self {
            Self::SignUp => sign_up_page(),
            Self::ResetPassword => reset_password_page(),
            Self::SetUp => set_up_page(),
        }
    }
}

/// The whole document: what the page was told, and the path it was asked for.
pub fn choose(told: Told, path: String) -> Tag {
    let ground = Ground::provide(Document::Choose, told);
    ground.forget_with_the_viewer(|| {});
    Address::provide(Document::Choose, path, ground.crossing);
    show_guests();
    ground.look();
    let route = use_route();
    let page = Memo::new(move |_| route.with(Page::of));
    let crossing = ground.crossing;
    tag("div").live(move || {
        let page = page.get().filter(|_| !crossing.is_leaving());
        page.map(|page| page.draw().into()).into_iter().collect()
    })
}
