//! Where in a long list this is, and the ways on: each a link, so that the address says where.

use leptos::prelude::*;

use super::{
    format::{grouped, pages, span},
    icon::{Icon, icon as drawing},
    part::{Part, Tag, tag},
};

/// Pages of a list, counted from one.
#[component]
pub fn Pager(
    /// The page shown.
    #[prop(into)]
    page: Signal<u64>,
    /// How many rows a page holds.
    #[prop(into)]
    size: Signal<u64>,
    /// How many rows there are.
    #[prop(into)]
    total: Signal<u64>,
    /// The address of a page.
    #[prop(into)]
    href: Callback<u64, String>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/pager.css");
    let last = Memo::new(move |_| pages(size.get(), total.get()));
    let to = move |page: u64| href.run(page);
    let back = move |target: u64| (page.get() > 1).then(|| to(target));
    let on = move |target: u64| (page.get() < last.get()).then(|| to(target));
    let first = "This is the first page";
    let end = "This is the last page";
    let here = move || format!("Page {} of {}", grouped(page.get()), grouped(last.get()));
    let here = tag("li").attr("class", "here num").attr("aria-current", "page").live_text(here);
    let ways = tag("ul")
        .with(way("First page", Icon::FIRST, first, move || back(1)))
        .with(way("Previous page", Icon::CHEVRON_LEFT, first, move || back(page.get().saturating_sub(1))))
        .with(here)
        .with(way("Next page", Icon::CHEVRON_RIGHT, end, move || on(page.get().saturating_add(1))))
        .with(way("Last page", Icon::LAST, end, move || on(last.get())));
    let shown = tag("span").attr("class", "num phone-off");
    tag("nav")
        .attr("class", format!("pager {scope}"))
        .attr("aria-label", "Pages")
        .with(shown.live_text(move || span(page.get(), size.get(), total.get())))
        .with(ways)
        .into()
}

/// A way to another page; without an address it is not to be had from here.
fn way(
    text: &'static str,
    icon: Icon,
    end: &'static str,
    href: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> Tag {
    let href = Signal::derive(href);
    let at_the_end = move || href.with(Option::is_none);
    let link = tag("a")
        .live_attr("href", move || href.get())
        .attr("role", "link")
        // Without an address too, so that whoever pressed it on the way to the end keeps their place.
        .attr("tabindex", "0")
        .attr("aria-label", text)
        .live_attr("title", move || if at_the_end() { end } else { text })
        .live_attr("aria-description", move || at_the_end().then_some(end))
        .live_attr("aria-disabled", move || at_the_end().then_some("true"));
    tag("li").with(link.with(drawing(icon, 16)))
}
