//! The product's mark and name, or the logo of whoever runs it.

use leptos::prelude::*;

use super::{
    icon::{Icon, icon},
    part::{Part, tag},
};

/// Leads home. The name is in `.word`, so that a narrow bar can keep the mark alone.
#[component]
pub fn Brand(
    /// The product's name.
    #[prop(into)]
    name: Signal<String>,
    /// Where home is.
    #[prop(into)]
    href: Signal<String>,
    /// The address of a logo that takes the place of the mark.
    #[prop(optional, into)]
    logo: Signal<Option<String>>,
    /// Hides the logo, where there is none.
    #[prop(into)]
    unless_logo: Signal<Option<String>>,
    /// Hides the mark, where a logo takes its place.
    #[prop(into)]
    unless_mark: Signal<Option<String>>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/brand.css");
    let logo = tag("img")
        .live_attr("src", move || logo.get())
        .attr("alt", "")
        .live_attr("hidden", move || unless_logo.get());
    let mark = tag("span").attr("class", "mark").live_attr("hidden", move || unless_mark.get());
    tag("a")
        .attr("class", format!("brand {scope}"))
        .live_attr("href", move || href.get())
        .with(logo)
        .with(mark.with(icon(Icon::MARK, 16)))
        .with(tag("span").attr("class", "word").live_text(move || name.get()))
        .into()
}
