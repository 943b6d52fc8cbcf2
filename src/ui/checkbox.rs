//! Yes or no.

use leptos::prelude::*;

use super::part::{Part, tag};

/// A tick with its label; the whole line is the target.
#[component]
pub fn Checkbox(
    /// What is ticked.
    #[prop(into)]
    label: String,
    /// Whether it is.
    #[prop(into)]
    checked: Signal<bool>,
    /// Runs with the new state.
    #[prop(into)]
    on_change: Callback<bool>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/checkbox.css");
    let input = tag("input")
        .attr("type", "checkbox")
        .live_prop("checked", move || checked.get())
        .on("change", move |event| on_change.run(event_target_checked(&event)));
    tag("label").attr("class", format!("checkbox {scope}")).with(input).with(label).into()
}
