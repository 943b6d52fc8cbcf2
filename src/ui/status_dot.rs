//! A state: a word, and a dot for whoever looks down the column.

use leptos::prelude::*;

/// What the dot looks like. The shapes differ too, so that colour never speaks alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dot {
    /// A full dot: in force.
    #[default]
    Good,
    /// A ring: not in force.
    Off,
    /// A square: stopped.
    Bad,
}

/// A state in a word.
#[component]
pub fn StatusDot(
    /// The word.
    #[prop(into)]
    word: String,
    /// What the dot looks like.
    #[prop(optional)]
    dot: Dot,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/status_dot.css");
    let shape = match dot {
        Dot::Good => "on",
        Dot::Off => "off",
        Dot::Bad => "bad",
    };
    view! {
        <span class="status-dot" class=(scope, true)>
            <i class=shape aria-hidden="true"></i>
            {word}
        </span>
    }
}
