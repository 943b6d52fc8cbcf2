//! My account, for whoever is signed in.

use super::Ground;
use super::address::Address;
use super::frames::AccountFrame;
use crate::layout::{cover, gate, sign_in_again};
use crate::pages::account::account_page;
use crate::routes::{self, Document};
use crate::session::Door;
use crate::ui::part::{Tag, live_if, tag};
use crate::ui::toast::toast_tray;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;

/// The whole document, from what its page was told.
pub fn account(told: Told) -> Tag {
    let ground = Ground::provide(Document::Account, told);
    ground.forget_with_the_viewer(|| {});
    Address::provide(Document::Account, format!("/{}", routes::ACCOUNT), ground.crossing);
    ground.look();
    let crossing = ground.crossing;
    let page = || gate(Door::Viewers, (|| view! { <AccountFrame /> }).into(), account_page.into());
    tag("div")
        .with(live_if(move || !crossing.is_leaving(), page))
        .with(cover())
        .with(sign_in_again())
        .with(toast_tray())
}
