//! `/account`: who I am, my password, where I am signed in, how it looks.

pub mod change_password;
pub mod display;
pub mod profile;
pub mod sessions;
mod user_agent;

use crate::api;
use crate::layout::Home;
use crate::session::use_session;
use crate::settings::use_settings;
use crate::ui::effect;
use crate::ui::page_title::page_title;
use crate::ui::part::{Part, Tag, live_if, tag};
use change_password::change_password;
use display::display;
use leptos::prelude::*;
use leptos::task::spawn_local;
use profile::profile;
use sessions::sessions;

/// The page.
pub fn account_page() -> Part {
    let (session, settings) = (use_session(), use_settings());
    let is_wrong = RwSignal::new(false);
    // Who looks was asked when the document began. An administrator may have changed it by the time of another sign-in.
    let begun = untrack(|| session.times_signed_in());
    effect(move || {
        if session.times_signed_in() == begun {
            return;
        }
        spawn_local(async move {
            if let Ok(user) = api::account::get(session.api()).await {
                session.refresh(user);
            }
        });
    });
    let inside = move || -> Part {
        vec![
            page_title("Your account".to_owned().into(), is_wrong.into()).into(),
            profile().into(),
            change_password(is_wrong).into(),
            live_if(move || settings.offers("sessions"), sessions),
            display().into(),
        ]
        .into()
    };
    view! { <Home>{inside()}</Home> }.into()
}

/// A part of the page under its heading, which has this id.
fn part(id: &'static str, heading: Tag, inside: Vec<Part>) -> Tag {
    tag("section")
        .attr("class", "part")
        .attr("aria-labelledby", id)
        .with(heading.attr("id", id))
        .with(tag("div").with_all(inside))
}
