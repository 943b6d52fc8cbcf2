//! `/admin/users` and below: the list, and beside it a new user or one user. The list stays while the drawer comes and goes.

pub mod area;
pub mod block;
pub mod create;
pub mod curl;
pub mod delete;
pub mod drafts;
pub mod edit;
pub mod found;
pub mod generate;
pub mod leave;
pub mod list;
pub mod metadata;
pub mod second;
pub mod set_password;

use crate::ui::drawer::Drawer;
use crate::ui::page_title::PageTitle;
use crate::ui::part::{Part, tag};
use area::{Area, Beside};
use delete::Deletions;
pub use leave::listen_to_history;
use leptos::prelude::*;
use list::load::Listing;
use list::user_list;
use second::{Piece, use_second};

/// Everything about users. It reads the address itself, so that the list is not made anew with each of them.
pub fn users_area() -> Part {
    let (area, second) = (Area::provide(), use_second());
    let deletions = Deletions::provide(area);
    deletions.leave_the_gone(area);
    let listing = Listing::start(area);
    second.follow(area, listing);
    let beside = move || Some(area.beside()).filter(|beside| *beside != Beside::Nothing).map(Piece::Beside);
    vec![
        user_list(listing).into(),
        second.piece(beside, move |_| on_its_way(area)),
        second.quietly(|| Piece::Deletions),
    ]
    .into()
}

/// What stands beside the list while its code is on its way.
fn on_its_way(area: Area) -> Part {
    const HEADING: &str = "on-its-way";
    let second = use_second();
    let title = if area.beside_untracked() == Some(Beside::New) { "New user" } else { "User" };
    view! {
        <Drawer
            label_id=HEADING
            close=Signal::derive(move || area.href(Beside::Nothing))
            head=move || tag("div").with(view! { <PageTitle title id=HEADING /> })
        >
            {second.on_its_way()}
        </Drawer>
    }
    .into()
}
