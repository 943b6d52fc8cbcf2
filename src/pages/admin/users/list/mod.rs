//! `/admin/users`: everybody, or whom the search and the filters leave; sorted, in pages. All of it stands in the address.

pub mod blanks;
pub mod filter_draft;
pub mod filter_editing;
pub mod filter_panel;
pub mod filters;
pub mod keys;
pub mod load;
pub mod place;
pub mod rows;
pub mod state;
pub mod words;

use super::area::{Area, Beside, use_area};
use super::curl;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::chip::chip;
use crate::ui::copy_button::CopyButton;
use crate::ui::format::grouped;
use crate::ui::icon::Icon;
use crate::ui::page_title::PageTitle;
use crate::ui::pager::Pager;
use crate::ui::part::{Part, Tag, live, live_if, tag};
use blanks::{blanks, waiting};
use filters::filters;
use keys::shortcuts;
use leptos::html;
use leptos::prelude::*;
use load::{Listing, Shows};
use rows::rows;

/// The list of users. Hidden, not gone, while the metadata of one is edited in its place.
pub fn user_list(listing: Listing) -> Tag {
    let scope = stylers_macro::style_sheet!("style/pages/users.css");
    let area = use_area();
    let node = NodeRef::<html::Section>::new();
    place::keep(area, listing, node);
    let help = RwSignal::new(false);
    let shows = Memo::new(move |_| listing.shows());
    let body = move || match shows.get() {
        Shows::Nothing => tag("div").into(),
        Shows::Waiting => waiting(),
        Shows::Rows => rows(listing),
        other => blanks(other, listing),
    };
    // They stay beside a failure: whoever pressed one keeps their place.
    let leads_on = move || match shows.get() {
        Shows::Rows => true,
        Shows::Failed(_) => listing.total().is_some_and(|total| total > 0) || area.list().offset > 0,
        _ => false,
    };
    let said = said(area, listing);
    tag("section")
        .attr("class", format!("users list {scope}"))
        .attr("aria-label", "Users")
        .live_attr("hidden", move || matches!(area.beside(), Beside::Metadata(_)))
        .node(node)
        .with(title(area, listing, help))
        .with(filters(listing))
        .with(live::<Part>(body))
        .with(live_if(leads_on, move || ways(area, listing)))
        .with(tag("p").attr("class", "sr").attr("role", "status").live_text(move || said.get()))
        .with(shortcuts(help))
}

/// The heading, how many there are, and what can be done.
fn title(area: Area, listing: Listing, help: RwSignal<bool>) -> Tag {
    let alone = Memo::new(move |_| area.beside() == Beside::Nothing);
    let heading = move || match alone.get() {
        true => Part::from(view! { <PageTitle title="Users" /> }),
        false => tag("h2").attr("class", "h1").with("Users").into(),
    };
    let all = Memo::new(move |_| listing.all());
    let command = Signal::derive(move || curl::list(&area.origin(), &area.question()));
    let copy = view! { <CopyButton text=command label="Copy as curl" icon=Icon::TERMINAL icon_only=true kind=ButtonKind::Ghost /> };
    let tell = view! { <Button text="Shortcuts" kind=ButtonKind::Ghost on_click=move |_| help.set(true) /> };
    let new = view! {
        <LinkButton
            href=Signal::derive(move || area.href(Beside::New))
            text="New user"
            kind=ButtonKind::Primary
        />
    };
    let acts = tag("div")
        .attr("class", "acts")
        .with(copy)
        .with(tag("span").attr("class", "phone-off").with(tell))
        .with(new);
    tag("div")
        .attr("class", "title")
        .with(live(heading))
        .with(live(move || all.get().map(|all| chip(false, grouped(all)))))
        .with(acts)
}

/// Which page in which order, said once each time either has changed; the first is the page's own to say.
fn said(area: Area, listing: Listing) -> Memo<String> {
    let last = Memo::new(move |old: Option<&(String, bool)>| {
        let list = area.list();
        let (page, order) = (list.page(), words::order(&list));
        let before = || old.cloned().unwrap_or_default();
        let (true, Some(total)) = (listing.is_settled(), listing.total()) else { return before() };
        let pages = crate::ui::format::pages(u64::from(list.size), total);
        let now = format!("Page {} of {}, {order}.", grouped(page), grouped(pages));
        let (said, speaks) = before();
        let changed = !said.is_empty() && said != now;
        (now, speaks || changed)
    });
    Memo::new(move |_| last.with(|(words, speaks)| if *speaks { words.clone() } else { String::new() }))
}

/// The ways to the other pages.
fn ways(area: Area, listing: Listing) -> Part {
    // While a new count is on its way the last one stands, so that nothing jumps.
    let total = Memo::new(move |old: Option<&u64>| listing.total().or(old.copied()).unwrap_or_default());
    view! {
        <Pager
            page=Signal::derive(move || area.list().page())
            size=Signal::derive(move || u64::from(area.list().size))
            total=Signal::derive(move || total.get())
            href=move |page: u64| area.href_of(&area.list().on_page(page))
        />
    }
    .into()
}
