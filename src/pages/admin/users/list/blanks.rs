//! What stands in the place of the rows when there are none: waiting, nobody, no match, past the end, failed.

use super::super::area::{Area, Beside, use_area};
use super::filter_editing::OPENER;
use super::load::{Listing, Shows};
use super::words;
use crate::ui::blank::Blank;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::focus_id;
use crate::ui::icon::Icon;
use crate::ui::load::{Failed, Failure};
use crate::ui::progress::Progress;
use leptos::prelude::*;

/// The first rows take long.
#[component]
pub fn Waiting() -> impl IntoView {
    view! {
        <div class="box">
            <Progress label="Loading users" />
        </div>
    }
}

/// Why there are no rows, and the way on.
#[component]
pub fn Blanks(
    /// Which of the reasons.
    shows: Shows,
    /// What is known of the list.
    listing: Listing,
) -> impl IntoView {
    let blank = match shows {
        Shows::NoMatch => view! { <NoMatch /> }.into_any(),
        Shows::PastTheEnd => view! { <PastTheEnd /> }.into_any(),
        Shows::Failed(failure) => view! { <NotLoaded failure listing /> }.into_any(),
        Shows::Empty => view! { <Nobody /> }.into_any(),
        Shows::Nothing | Shows::Waiting | Shows::Rows => ().into_any(),
    };
    view! { <div class="box">{blank}</div> }
}

#[component]
fn NoMatch() -> impl IntoView {
    let area = use_area();
    let sentence = move || words::nobody(&area.list());
    let clear = move |_| clear(area);
    let text = Signal::derive(move || words::clearing(&area.list()));
    view! {
        <Blank
            icon=Icon::SEARCH
            heading="Nobody matches"
            actions=move || view! { <Button text kind=ButtonKind::Primary on_click=clear /> }
        >
            {sentence}
        </Blank>
    }
}

/// Shows everyone. The button that does it goes, so focus moves on to where the list is narrowed.
fn clear(area: Area) {
    focus_id(OPENER);
    area.show(&untrack(|| area.list()).cleared());
}

#[component]
fn PastTheEnd() -> impl IntoView {
    let area = use_area();
    let first = Signal::derive(move || area.href_of(&area.list().on_page(1)));
    view! {
        <Blank
            icon=Icon::USERS
            heading="The list ends before this page"
            actions=move || view! { <LinkButton href=first text="Go to the first page" kind=ButtonKind::Primary /> }
        >
            "It may have had more pages when this address was made."
        </Blank>
    }
}

#[component]
fn Nobody() -> impl IntoView {
    let area = use_area();
    let new = Signal::derive(move || area.href(Beside::New));
    view! {
        <Blank
            icon=Icon::USERS
            heading="No users yet"
            actions=move || view! { <LinkButton href=new text="New user" kind=ButtonKind::Primary icon=Icon::PLUS /> }
        >
            {move || match area.settings.sign_up_is_open() {
                true => "Add the first one by hand, or let people sign up by themselves.",
                false => "Add the first one by hand.",
            }}
        </Blank>
    }
}

/// The cause, and the next try; where the question itself is refused, a way to ask less.
#[component]
fn NotLoaded(failure: Failure, listing: Listing) -> impl IntoView {
    let area = use_area();
    let clear = move |_| clear(area);
    let narrows = !failure.retry && area.list().narrows();
    let way_out = narrows.then(|| {
        let text = Signal::derive(move || words::clearing(&area.list()));
        view! { <p class="acts centre"><Button text on_click=clear /></p> }
    });
    view! {
        <Failed failure heading="The list could not be loaded" again=listing.wait() on_retry=move |()| listing.retry() />
        {way_out}
    }
}
