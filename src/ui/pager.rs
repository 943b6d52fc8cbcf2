//! Where in a long list this is, and the ways on: each a link, so that the address says where.

use leptos::prelude::*;

use super::{
    format::{grouped, pages, span},
    icon::{Icon, Svg},
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
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/pager.css");
    let last = Memo::new(move |_| pages(size.get(), total.get()));
    let to = move |page: u64| href.run(page);
    let back = move |target: u64| (page.get() > 1).then(|| to(target));
    let on = move |target: u64| (page.get() < last.get()).then(|| to(target));
    view! {
        <nav class="pager" class=(scope, true) aria-label="Pages">
            <span class="num phone-off">{move || span(page.get(), size.get(), total.get())}</span>
            <ul>
                <Way text="First page" icon=Icon::FIRST end="This is the first page" href=Signal::derive(move || back(1)) />
                <Way
                    text="Previous page"
                    icon=Icon::CHEVRON_LEFT
                    end="This is the first page"
                    href=Signal::derive(move || back(page.get().saturating_sub(1)))
                />
                <li class="here num" aria-current="page">
                    {move || format!("Page {} of {}", grouped(page.get()), grouped(last.get()))}
                </li>
                <Way
                    text="Next page"
                    icon=Icon::CHEVRON_RIGHT
                    end="This is the last page"
                    href=Signal::derive(move || on(page.get().saturating_add(1)))
                />
                <Way text="Last page" icon=Icon::LAST end="This is the last page" href=Signal::derive(move || on(last.get())) />
            </ul>
        </nav>
    }
}

/// A way to another page; without an address it is not to be had from here.
#[component]
fn Way(text: &'static str, icon: Icon, end: &'static str, href: Signal<Option<String>>) -> impl IntoView {
    let at_the_end = move || href.with(Option::is_none);
    view! {
        <li>
            <a
                href=href
                role="link"
                // Without an address too, so that whoever pressed it on the way to the end keeps their place.
                tabindex="0"
                aria-label=text
                title=move || if at_the_end() { end } else { text }
                aria-description=move || at_the_end().then_some(end)
                aria-disabled=move || at_the_end().then_some("true")
            >
                <Svg icon />
            </a>
        </li>
    }
}
