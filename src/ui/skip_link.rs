//! The way past the navigation, first in the tab order.

use leptos::prelude::*;

use super::focus_id;

/// Leads to `#main`, which the layout makes focusable with `tabindex="-1"`.
#[component]
pub fn SkipLink() -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/skip_link.css");
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        focus_id("main");
    };
    view! {
        <a class="skip-link" class=(scope, true) href="#main" on:click=skip>
            "Skip to content"
        </a>
    }
}
