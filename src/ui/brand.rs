//! The product's mark and name, or the logo of whoever runs it.

use leptos::prelude::*;

use super::icon::{Icon, Svg};

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
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/brand.css");
    let picture = move || match logo.get() {
        Some(logo) => view! { <img src=logo alt="" /> }.into_any(),
        None => view! { <span class="mark"><Svg icon=Icon::Mark /></span> }.into_any(),
    };
    view! {
        <a class="brand" class=(scope, true) href=href>
            {picture}
            <span class="word">{name}</span>
        </a>
    }
}
