//! One thing beside the list it came from.

use leptos::prelude::*;

use super::{
    button::{ButtonKind, LinkButton},
    icon::Icon,
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
    head: ViewFn,
    /// What can be done.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What there is to see and change.
    children: Children,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/drawer.css");
    view! {
        <section class="drawer" class=(scope, true) aria-labelledby=label_id>
            <header>
                {head.run()}
                <LinkButton href=close text="Close" kind=ButtonKind::Ghost icon=Icon::CLOSE icon_only=true />
            </header>
            <div class="body">{children()}</div>
            {foot.map(|foot| view! { <footer>{foot.run()}</footer> })}
        </section>
    }
}
