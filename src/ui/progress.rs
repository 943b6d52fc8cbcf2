//! How far along something is.

use leptos::prelude::*;

use super::part::{Part, tag};

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
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/progress.css");
    tag("progress")
        .attr("class", format!("progress {scope}"))
        .live_attr("aria-label", move || label.get())
        .live_attr("value", move || value.get().map(|value| value.to_string()))
        .live_attr("max", move || max.get().to_string())
        .into()
}
