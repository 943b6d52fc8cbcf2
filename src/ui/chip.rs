//! Chips: a value, a filter that can be taken away, a token in a field.

use super::{
    icon::{Icon, icon},
    part::{Part, Tag, tag},
};

fn chip_of(name: &'static str, class: &str) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/chip.css");
    tag(name).attr("class", format!("chip {class} {scope}"))
}

/// A value drawn as a pill. With `accent` it stands out, as `admin` does among scopes.
pub fn chip(accent: bool, words: impl Into<Part>) -> Tag {
    chip_of("span", if accent { "num accent" } else { "num" }).with(words)
}

/// A filter in force in words, as `Scope is user`, with the button that lifts it.
pub fn filter_chip(text: String, on_remove: impl FnMut() + Send + 'static) -> Tag {
    let label = format!("Remove filter: {text}");
    let button = remove(label.clone(), 12, on_remove).attr("title", label);
    chip_of("span", "accent filter").with(tag("span").with(text)).with(button)
}

/// A value in a token field; without `on_remove` it has to stay.
pub(super) fn token<F: FnMut() + Send + 'static>(text: String, accent: bool, on_remove: Option<F>) -> Tag {
    let button = on_remove.map(|on_remove| remove(format!("Remove {text}"), 10, on_remove));
    let class = match (accent, button.is_some()) {
        (true, true) => "accent removable",
        (true, false) => "accent",
        (false, true) => "removable",
        (false, false) => "",
    };
    chip_of("li", class).with(text).with(button)
}

fn remove(label: String, size: u8, mut on_remove: impl FnMut() + Send + 'static) -> Tag {
    tag("button")
        .attr("type", "button")
        .attr("aria-label", label)
        .on("click", move |_| on_remove())
        .with(icon(Icon::CLOSE, size))
}
