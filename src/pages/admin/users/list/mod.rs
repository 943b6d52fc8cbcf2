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
use crate::ui::chip::Chip;
use crate::ui::copy_button::CopyButton;
use crate::ui::format::grouped;
use crate::ui::icon::Icon;
use crate::ui::page_title::PageTitle;
use crate::ui::pager::Pager;
use blanks::{Blanks, Waiting};
use filters::Filters;
use keys::Shortcuts;
use leptos::html;
use leptos::prelude::*;
use load::{Listing, Shows};
use rows::Rows;

/// The list of users. Hidden, not gone, while the metadata of one is edited in its place.
#[component]
pub fn UserList() -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/users.css");
    let area = use_area();
    let listing = Listing::start(area);
    let node = NodeRef::<html::Section>::new();
    place::keep(area, listing, node);
    let help = RwSignal::new(false);
    let shows = Memo::new(move |_| listing.shows());
    let body = move || match shows.get() {
        Shows::Nothing => view! { <div></div> }.into_any(),
        Shows::Waiting => view! { <Waiting /> }.into_any(),
        Shows::Rows => view! { <Rows listing /> }.into_any(),
        other => view! { <Blanks shows=other listing /> }.into_any(),
    };
    view! {
        <section
            class="users list"
            class=(scope, true)
            aria-label="Users"
            hidden=move || matches!(area.beside(), Beside::Metadata(_))
            node_ref=node
        >
            <Title area listing help />
            <Filters listing />
            {body}
            // They stay beside a failure: whoever pressed one keeps their place.
            <Show when=move || match shows.get() {
                Shows::Rows => true,
                Shows::Failed(_) => listing.total().is_some_and(|total| total > 0) || area.list().offset > 0,
                _ => false,
            }>
                <Ways area listing />
            </Show>
            <p class="sr" role="status">{said(area, listing)}</p>
            <Shortcuts help />
        </section>
    }
}

/// The heading, how many there are, and what can be done.
#[component]
fn Title(area: Area, listing: Listing, help: RwSignal<bool>) -> impl IntoView {
    let alone = Memo::new(move |_| area.beside() == Beside::Nothing);
    let heading = move || {
        if alone.get() {
            view! { <PageTitle title="Users" /> }.into_any()
        } else {
            view! { <h2 class="h1">"Users"</h2> }.into_any()
        }
    };
    let count = move || listing.all().map(|all| view! { <Chip>{grouped(all)}</Chip> });
    let command = Signal::derive(move || curl::list(&area.origin(), &area.question()));
    view! {
        <div class="title">
            {heading}
            {count}
            <div class="acts">
                <CopyButton text=command label="Copy as curl" icon=Icon::TERMINAL icon_only=true kind=ButtonKind::Ghost />
                <span class="phone-off">
                    <Button text="Shortcuts" kind=ButtonKind::Ghost on_click=move |_| help.set(true) />
                </span>
                <LinkButton
                    href=Signal::derive(move || area.href(Beside::New))
                    text="New user"
                    kind=ButtonKind::Primary
                />
            </div>
        </div>
    }
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
#[component]
fn Ways(area: Area, listing: Listing) -> impl IntoView {
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
}
