//! One of several, from a list that opens.

use leptos::prelude::*;

use super::{
    field::Frame,
    icon::{Icon, icon},
    part::{Part, tag},
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
) -> Part {
    let choice = move |(own, words): (String, String)| {
        let chosen = own.clone();
        tag("option")
            .attr("value", own)
            .live_prop("selected", move || value.with(|value| *value == chosen))
            .with(words)
            .into()
    };
    let select = tag("select")
        .attr("id", id.clone())
        .attr("name", id.clone())
        .on("change", move |event| on_change.run(event_target_value(&event)))
        .live(move || options.get().into_iter().map(choice).collect());
    let control = tag("div").attr("class", "input").with(select).with(icon(Icon::CHEVRON_DOWN, 14));
    let error = Signal::stored(None);
    Frame { id, label, label_hidden, hint: None, error, aside: None }.around(control).into()
}
