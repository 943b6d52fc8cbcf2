//! One of several, from a list that opens.

use leptos::prelude::*;

use super::{
    field::Field,
    icon::{Icon, Svg},
};

/// A native choice.
#[component]
pub fn Select(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: String,
    /// What there is to choose from: value and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The value chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Runs with the value chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// The label is read out but not drawn.
    #[prop(optional)]
    label_hidden: bool,
) -> impl IntoView {
    let choices = move || {
        let choice = |(own, words): (String, String)| {
            let chosen = own.clone();
            view! {
                <option value=own prop:selected=move || value.with(|value| *value == chosen)>
                    {words}
                </option>
            }
        };
        options.get().into_iter().map(choice).collect_view()
    };
    view! {
        <Field id=id.clone() label label_hidden hint=None error=Signal::stored(None) aside=None>
            <div class="input">
                <select id=id.clone() name=id on:change=move |event| on_change.run(event_target_value(&event))>
                    {choices}
                </select>
                <Svg icon=Icon::CHEVRON_DOWN size=14 />
            </div>
        </Field>
    }
}
