//! A key to press, drawn as one.

use leptos::prelude::*;

/// Names a key.
#[component]
pub fn Kbd(
    /// What is printed on it.
    #[prop(into)]
    keys: String,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/kbd.css");
    view! { <kbd class="kbd" class=(scope, true)>{keys}</kbd> }
}
