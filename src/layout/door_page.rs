//! Around the end user's pages: the brand above, one sheet in the middle, small links below.

use crate::layout::Product;
use crate::routes::Route;
use crate::settings::{Settings, use_settings};
use crate::theme::Theme;
use crate::ui::effect;
use crate::ui::page_title::page_title;
use crate::ui::part::{Part, Tag, tag};
use leptos::prelude::*;

/// One page of the door: its heading, which is the window's title too and says first where something is `wrong`, a
/// sentence under it, and what it is for.
pub fn door_page(title: &'static str, wrong: Signal<bool>, lead: Part, inside: Vec<Part>) -> Part {
    let scope = stylers_macro::style_sheet!("style/pages/door.css");
    let head = tag("div")
        .attr("class", "head")
        .with(page_title(title.into(), wrong))
        .with(tag("p").attr("class", "muted").with(lead));
    let sheet = tag("section").attr("class", "sheet").with(head).with(Part::Several(inside));
    tag("div")
        .attr("class", format!("door {scope}"))
        .with(tag("header").with(view! { <Product home=Route::Root /> }))
        .with(tag("main").attr("id", "main").with(sheet))
        .with(footer(use_settings()))
        .into()
}

/// Small links: how it looks, whom to ask, what becomes of what is typed.
fn footer(settings: Settings) -> Tag {
    let unless = move |name, shown: fn(Settings) -> bool| move || settings.hidden_unless(name, shown);
    let help = tag("a")
        .attr("class", "link")
        .live_attr("href", move || settings.support_href())
        .live_attr("hidden", unless("support_href", |settings| settings.support_href().is_some()))
        .with("Help");
    let contact = tag("span")
        .live_attr("hidden", unless("only_words", |settings| words(settings).is_some()))
        .live_text(move || words(settings));
    let privacy = tag("a")
        .attr("class", "link")
        .live_attr("href", move || settings.config().privacy_url)
        .live_attr("hidden", unless("privacy_url", |settings| settings.config().privacy_url.is_some()))
        .with("Privacy");
    tag("footer").with(theme_link()).with(help).with(contact).with(privacy)
}

/// Whom to ask, where no link leads there.
fn words(settings: Settings) -> Option<String> {
    settings.support_contact().filter(|_| cfg!(feature = "ssr") || settings.support_href().is_none())
}

/// One theme after the other, at each press.
fn theme_link() -> Tag {
    let shown = RwSignal::new(Theme::System);
    effect(move || shown.set(Theme::chosen()));
    let turn = move |_| {
        let next = shown.get_untracked().next();
        shown.set(next);
        next.choose();
    };
    tag("button")
        .attr("type", "button")
        .attr("class", "link theme")
        .on("click", turn)
        .live_text(move || format!("{} theme", shown.get().title()))
}
