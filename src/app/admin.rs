//! The administration. All of it is one page to the router, so that the list stays while a user opens beside it.

use super::Ground;
use super::frames::AdminFrame;
use crate::cache::Users;
use crate::crossing::Crossing;
use crate::layout::{Console, cover, gate};
use crate::pages::NotFoundPage;
use crate::pages::admin::users::second::{File, Piece, Second};
use crate::pages::admin::users::{listen_to_history, users_area};
use crate::routes::{Document, Go, How, Place, Route, use_route};
use crate::session::Door;
use crate::ui::effect;
use crate::ui::part::{Part, Tag, in_its_turn, live, live_if, tag};
use crate::ui::toast::toast_tray;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider};

/// The whole document, from what its page was told, and the second file of its program.
pub fn admin(told: Told, file: File) -> Tag {
    let ground = Ground::provide(Document::Admin, told);
    let second = Second::provide(file);
    let users = Users::provide(ground.api);
    ground.forget_with_the_viewer(move || users.clear());
    listen_to_history();
    let crossing = ground.crossing;
    crossing.follow_links(|_| false);
    ground.look();
    follow_address(crossing);
    tag("div")
        .with(live_if(move || !crossing.is_leaving(), pages))
        .with(cover())
        .with(second.quietly(|| Piece::SignInAgain))
        .with(toast_tray())
}

/// The address bar by leptos_router: it hears links and history, and writes the address. There is one page, which reads
/// the rest of the address itself, so there is no table of pages to choose from.
fn follow_address(crossing: Crossing) {
    let Ok(bar) = BrowserUrl::new() else { return };
    bar.init(None);
    let url = RwSignal::from(bar.as_url().clone());
    Place::provide(
        Signal::derive(move || url.with(|url| url.path().to_owned())),
        Signal::derive(move || url.with(|url| url.search().to_owned())),
    );
    let drawn = bar.clone();
    // A link's address is written once what it leads to is drawn.
    effect(move || {
        url.track();
        drawn.ready_to_complete();
    });
    Go::provide(move |route, how| {
        let value = route.href();
        if route.document() != Document::Admin {
            crossing.go(value, how);
            return;
        }
        if let Ok(next) = BrowserUrl::parse(&value) {
            url.set(next);
            let (replace, scroll) = (how != How::Push, how != How::Rewrite);
            bar.complete_navigation(&LocationChange { value, replace, scroll, ..LocationChange::default() });
        }
    });
}

fn pages() -> Part {
    let route = use_route();
    let is_known = Memo::new(move |_| route.with(Route::is_admin));
    let console = || view! { <Console>{in_its_turn(users_area)}</Console> };
    live(move || match is_known.get() {
        true => gate(Door::Admins, (|| view! { <AdminFrame /> }).into(), console.into()),
        false => view! { <NotFoundPage /> }.into(),
    })
}
