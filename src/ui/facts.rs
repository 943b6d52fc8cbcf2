//! What is so: names beside values.

use leptos::prelude::*;

/// A list of facts: `<dt>` and `<dd>` in turn.
#[component]
pub fn Facts<C: IntoView + 'static>(children: TypedChildren<C>) -> impl IntoView {
    let children = children.into_inner();
    let scope = stylers_macro::style_sheet!("style/components/facts.css");
    view! { <dl class="facts" class=(scope, true)>{children()}</dl> }
}
