//! One of a few, all in sight.

use leptos::prelude::*;

use super::part::{Part, tag};

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
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/segments.css");
    let choice = |(own, words): (String, String)| {
        let chosen = own.clone();
        let input = tag("input")
            .attr("class", "sr")
            .attr("type", "radio")
            .attr("name", name.clone())
            .attr("value", own)
            .live_prop("checked", move || value.with(|value| *value == chosen))
            .on("change", move |event| on_change.run(event_target_value(&event)));
        Part::from(tag("label").with(input).with(words))
    };
    let choices: Vec<Part> = options.into_iter().map(choice).collect();
    let legend = tag("legend").attr("class", if legend_shown { "name" } else { "sr" }).with(legend);
    tag("fieldset").attr("class", format!("segments {scope}")).with(legend).with(choices).into()
}
