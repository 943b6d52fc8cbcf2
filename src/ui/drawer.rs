//! One thing beside the list it came from.

use leptos::prelude::*;

use super::{
    button::{ButtonKind, LinkButton},
    icon::Icon,
    part::{Draw, Part, tag},
};

/// A panel with a head, a body that scrolls and a foot that stays. Closing it is a link, because it has an address of its own.
#[component]
pub fn Drawer(
    /// The id of the heading inside `head`.
    #[prop(into)]
    label_id: String,
    /// Where closing leads.
    #[prop(into)]
    close: Signal<String>,
    /// Who or what this is: a picture, then a `div` with the heading.
    #[prop(into)]
    head: Draw,
    /// What can be done.
    #[prop(optional, into)]
    foot: Option<Draw>,
    /// What there is to see and change.
    children: Draw,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/drawer.css");
    let close = view! { <LinkButton href=close text="Close" kind=ButtonKind::Ghost icon=Icon::CLOSE icon_only=true /> };
    tag("section")
        .attr("class", format!("drawer {scope}"))
        .attr("aria-labelledby", label_id)
        .with(tag("header").with(head.run()).with(close))
        .with(tag("div").attr("class", "body").with(children.run()))
        .with(foot.map(|foot| tag("footer").with(foot.run())))
        .into()
}
