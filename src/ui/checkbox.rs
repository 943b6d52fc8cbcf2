//! Yes or no.

use leptos::prelude::*;

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
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/checkbox.css");
    view! {
        <label class="checkbox" class=(scope, true)>
            <input
                type="checkbox"
                prop:checked=checked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            {label}
        </label>
    }
}
