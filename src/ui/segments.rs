//! One of a few, all in sight.

use leptos::prelude::*;

/// A group of radio buttons drawn as one bar.
#[component]
pub fn Segments(
    /// The group's name in its form, not used twice on a page.
    #[prop(into)]
    name: String,
    /// What is chosen here; read out, and drawn where `legend_shown`.
    #[prop(into)]
    legend: String,
    /// The legend is drawn, as a field's label is.
    #[prop(optional)]
    legend_shown: bool,
    /// What there is to choose from: value and words.
    options: Vec<(String, String)>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Runs with the value chosen.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/segments.css");
    let choice = |(own, words): (String, String)| {
        let chosen = own.clone();
        view! {
            <label>
                <input
                    class="sr"
                    type="radio"
                    name=name.clone()
                    value=own
                    prop:checked=move || value.with(|value| *value == chosen)
                    on:change=move |event| on_change.run(event_target_value(&event))
                />
                {words}
            </label>
        }
    };
    let choices = options.into_iter().map(choice).collect_view();
    view! {
        <fieldset class="segments" class=(scope, true)>
            <legend class:sr=!legend_shown class:name=legend_shown>{legend}</legend>
            {choices}
        </fieldset>
    }
}
