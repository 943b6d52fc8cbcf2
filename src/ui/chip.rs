//! Chips: a value, a filter that can be taken away, a token in a field.

use leptos::prelude::*;

use super::icon::{Icon, Svg};

/// A value drawn as a pill.
#[component]
pub fn Chip(
    /// Stands out, as `admin` does among scopes.
    #[prop(optional)]
    accent: bool,
    children: Children,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/chip.css");
    view! { <span class="chip num" class=(scope, true) class:accent=accent>{children()}</span> }
}

/// A filter in force, with the button that lifts it.
#[component]
pub fn FilterChip(
    /// The filter in words: `Scope is user`.
    #[prop(into)]
    text: String,
    /// Lifts it.
    #[prop(into)]
    on_remove: Callback<()>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/chip.css");
    let label = format!("Remove filter: {text}");
    view! {
        <span class="chip accent filter" class=(scope, true)>
            <span>{text}</span>
            <button type="button" aria-label=label.clone() title=label on:click=move |_| on_remove.run(())>
                <Svg icon=Icon::CLOSE size=12 />
            </button>
        </span>
    }
}

/// A value in a token field; without `on_remove` it has to stay.
#[component]
pub(super) fn Token(text: String, accent: bool, on_remove: Option<Callback<()>>) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/chip.css");
    let label = format!("Remove {text}");
    let remove = on_remove.map(|on_remove| {
        view! {
            <button type="button" aria-label=label on:click=move |_| on_remove.run(())>
                <Svg icon=Icon::CLOSE size=10 />
            </button>
        }
    });
    let removable = remove.is_some();
    view! {
        <li class="chip" class=(scope, true) class:accent=accent class:removable=removable>
            {text}
            {remove}
        </li>
    }
}
