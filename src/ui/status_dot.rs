//! A state: a word, and a dot for whoever looks down the column.

use super::part::{Tag, tag};

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
pub fn status_dot(word: &'static str, dot: Dot) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/status_dot.css");
    let shape = match dot {
        Dot::Good => "on",
        Dot::Off => "off",
        Dot::Bad => "bad",
    };
    tag("span")
        .attr("class", format!("status-dot {scope}"))
        .with(tag("i").attr("class", shape).attr("aria-hidden", "true"))
        .with(word)
}
