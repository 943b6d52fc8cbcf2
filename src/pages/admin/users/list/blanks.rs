//! What stands in the place of the rows when there are none: waiting, nobody, no match, past the end, failed.

use super::super::area::{Area, Beside, use_area};
use super::filter_editing::OPENER;
use super::load::{Listing, Shows};
use super::words;
use crate::ui::blank::blank;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::focus_id;
use crate::ui::icon::Icon;
use crate::ui::load::{Failure, failed};
use crate::ui::part::{Part, live, live_if, tag};
use crate::ui::progress::Progress;
use leptos::prelude::*;

/// The first rows take long.
pub fn waiting() -> Part {
    tag("div").attr("class", "box").with(view! { <Progress label="Loading users" /> }).into()
}

/// Why there are no rows, and the way on.
pub fn blanks(shows: Shows, listing: Listing) -> Part {
    let area = use_area();
    let blank = match shows {
        Shows::NoMatch => no_match(area),
        Shows::PastTheEnd => past_the_end(area),
        Shows::Failed(failure) => not_loaded(area, failure, listing),
        Shows::Empty => nobody(area),
        Shows::Nothing | Shows::Waiting | Shows::Rows => None::<Part>.into(),
    };
    tag("div").attr("class", "box").with(blank).into()
}

fn no_match(area: Area) -> Part {
    let sentence = live(move || words::nobody(&area.list()));
    let text = Signal::derive(move || words::clearing(&area.list()));
    let clear = view! { <Button text kind=ButtonKind::Primary on_click=move |_| clear(area) /> };
    blank(Icon::SEARCH, "Nobody matches", sentence, vec![clear.into()]).into()
}

/// Shows everyone. The button that does it goes, so focus moves on to where the list is narrowed.
fn clear(area: Area) {
    focus_id(OPENER);
    area.show(&untrack(|| area.list()).cleared());
}

fn past_the_end(area: Area) -> Part {
    let first = Signal::derive(move || area.href_of(&area.list().on_page(1)));
    let way = view! { <LinkButton href=first text="Go to the first page" kind=ButtonKind::Primary /> };
    let why = "It may have had more pages when this address was made.";
    blank(Icon::USERS, "The list ends before this page", why, vec![way.into()]).into()
}

fn nobody(area: Area) -> Part {
    let new = Signal::derive(move || area.href(Beside::New));
    let why = live(move || match area.settings.sign_up_is_open() {
        true => "Add the first one by hand, or let people sign up by themselves.",
        false => "Add the first one by hand.",
    });
    let way = view! { <LinkButton href=new text="New user" kind=ButtonKind::Primary icon=Icon::PLUS /> };
    blank(Icon::USERS, "No users yet", why, vec![way.into()]).into()
}

/// The cause, and the next try; where the question itself is refused, a way to ask less.
fn not_loaded(area: Area, failure: Failure, listing: Listing) -> Part {
    let is_refused = !failure.retry;
    let way_out = live_if(
        move || is_refused && area.list().narrows(),
        move || {
            let text = Signal::derive(move || words::clearing(&area.list()));
            let clear = view! { <Button text on_click=move |_| clear(area) /> };
            tag("p").attr("class", "acts centre").with(clear)
        },
    );
    let again = Some(listing.wait());
    let retry = Callback::new(move |()| listing.retry());
    vec![failed(failure, "The list could not be loaded", Some(retry), again), way_out].into()
}
