//! How far along something is.

use leptos::prelude::*;

/// A bar. Without a value it only says that something goes on.
#[component]
pub fn Progress(
    /// What goes on.
    #[prop(into)]
    label: Signal<String>,
    /// How much is done, `None` when nobody knows.
    #[prop(optional, into)]
    value: Signal<Option<u32>>,
    /// How much there is to do.
    #[prop(into, default = 100.into())]
    max: Signal<u32>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/progress.css");
    view! { <progress class="progress" class=(scope, true) aria-label=label value=value max=max></progress> }
}
