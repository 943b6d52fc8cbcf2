//! The line above the rows: the search, the filters in force, the way to more of them, and how many match.

use super::super::area::{Area, use_area};
use super::filter_editing::OPENER;
use super::filter_panel::filter_panel;
use super::load::Listing;
use super::state::ListState;
use super::words;
use crate::ui::chip::filter_chip;
use crate::ui::field::{InputKind, TextField};
use crate::ui::format::grouped;
use crate::ui::icon::Icon;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, Tag, live, tag};
use crate::ui::{effect, focus_id};
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// The element id of the search field.
pub const SEARCH: &str = "users-search";

/// How long the typing pauses before the server is asked.
const PAUSE: Duration = Duration::from_millis(200);

/// As much as the server takes to search for.
const MOST: usize = 256;

/// Search, chips and count, from what is known of the list.
pub fn filters(listing: Listing) -> Tag {
    let area = use_area();
    let unread = Signal::derive(move || area.unread().is_some());
    let told = move || {
        area.unread().map(|sentence| format!("A part of this address was left out. {}", plainly(&sentence)))
    };
    let count = move || count(area, listing);
    tag("div")
        .attr("class", "filters")
        .with(search(area))
        .with(live(move || chips(area)))
        .with(filter_panel())
        .with(tag("span").attr("class", "count small muted num end").attr("role", "status").live_text(count))
        .with(notice(NoticeKind::Warn, unread, move || vec![tag("p").live_text(told).into()]))
}

/// The wire's names of parameters in the words of the page.
fn plainly(sentence: &str) -> String {
    match sentence.strip_prefix("pattern ") {
        Some(rest) => format!("The search {rest}"),
        None => sentence.to_owned(),
    }
}

/// The search as it is typed. The address follows when the typing pauses; a first letter can be taken back by Back.
#[derive(Clone, Copy)]
struct Search {
    area: Area,
    field: NodeRef<html::Input>,
    /// What was typed last, as far as the address follows it.
    typed: StoredValue<String>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Search {
    /// Takes what was typed, once nothing more is for a while.
    fn wait(self, text: String) {
        self.stop();
        self.pause.set_value(set_timeout_with_handle(move || self.ask(&text), PAUSE).ok());
    }

    fn stop(self) {
        if let Some(Some(pause)) = self.pause.try_get_value() {
            pause.clear();
        }
    }

    fn ask(self, text: &str) {
        let list = untrack(|| self.area.list());
        let text = text.trim().to_owned();
        if list.search == text {
            return;
        }
        self.typed.set_value(text.clone());
        let goes_on = !list.search.is_empty() && !text.is_empty();
        let next = list.with(|list| list.search = text);
        if goes_on { self.area.rewrite(&next) } else { self.area.show(&next) }
    }

    /// Back, a chip or a button changed the search: the field follows, unless it says so already.
    fn follow(self) {
        let search = self.area.list().search;
        let Some(input) = self.field.get() else { return };
        if self.typed.get_value() != search {
            self.typed.set_value(search.clone());
            input.set_value(&search);
        }
    }
}

fn search(area: Area) -> Part {
    let typed = StoredValue::new(untrack(|| area.list()).search);
    let search = Search { area, field: NodeRef::new(), typed, pause: StoredValue::new(None) };
    on_cleanup(move || search.stop());
    effect(move || search.follow());
    view! {
        <TextField
            id=SEARCH
            label="Search by email"
            label_hidden=true
            kind=InputKind::Search
            icon=Icon::SEARCH
            placeholder="Search by email"
            most=MOST
            initial=typed.get_value()
            node_ref=search.field
            on_input=move |text: String| search.wait(text)
        />
    }
    .into()
}

/// The filters in force, each with the button that takes it away. Tracked.
fn chips(area: Area) -> Vec<Part> {
    let list = area.list();
    let lift = move |change: &dyn Fn(&mut ListState)| {
        focus_id(OPENER);
        area.show(&untrack(|| area.list()).with(|list| change(list)));
    };
    let chip = |(at, filter)| {
        let lift = move || {
            lift(&|list| {
                if at < list.filters.len() {
                    list.filters.remove(at);
                }
            });
        };
        filter_chip(words::condition(filter), lift).into()
    };
    let status = list
        .status
        .map(|status| filter_chip(words::status(status), move || lift(&|list| list.status = None)).into());
    list.filters.iter().enumerate().map(chip).chain(status).collect()
}

/// "Searching…", "48,210 match", "0 of 1,000,000"; nothing where nothing narrows the list.
fn count(area: Area, listing: Listing) -> String {
    if listing.is_long() {
        return "Searching…".to_owned();
    }
    if !area.list().narrows() || !listing.is_settled() {
        return String::new();
    }
    match (listing.total(), listing.all()) {
        (Some(0), Some(all)) => format!("0 of {}", grouped(all)),
        (Some(1), _) => "1 matches".to_owned(),
        (Some(total), _) => format!("{} match", grouped(total)),
        (None, _) => String::new(),
    }
}
