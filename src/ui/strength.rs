//! How hard a password is to guess: four bars for the eye, one sentence for everyone.

use leptos::prelude::*;

use super::part::{Tag, tag};

/// A judgement on a password, made by the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// How many of the four bars are lit.
    pub level: u8,
    /// The judgement in a word: `Strong`.
    pub word: String,
    /// What it means: `Would take centuries to guess`.
    pub sentence: String,
}

/// Draws a judgement and says it when it changes. Nothing to judge draws nothing, and the live region stays. `id` is that
/// of the sentence, for the field it describes.
pub(super) fn strength_meter(id: String, strength: Signal<Option<Strength>>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/strength.css");
    // Said when it changes, not at every key.
    let strength = Memo::new(move |_| strength.get());
    let level = move || strength.with(|it| it.as_ref().map(|it| it.level.min(4)));
    let bars = move || {
        let lit = |level| tag("div").attr("class", format!("bars s{level}")).attr("aria-hidden", "true");
        let four = |bars| (0..4).fold(bars, |bars: Tag, _| bars.with(tag("i")));
        level().map(|level| four(lit(level)).into()).into_iter().collect()
    };
    let words = move || match strength.get() {
        Some(it) => vec![tag("b").with(format!("{}.", it.word)).into(), format!(" {}", it.sentence).into()],
        None => Vec::new(),
    };
    tag("div")
        .attr("class", format!("strength {scope}"))
        .live_class("idle", move || level().is_none())
        .with(tag("div").live(bars))
        .with(tag("p").attr("class", "hint").attr("id", id).attr("role", "status").live(words))
}
