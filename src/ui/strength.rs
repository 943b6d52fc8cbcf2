//! How hard a password is to guess: four bars for the eye, one sentence for everyone.

use leptos::prelude::*;

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

/// Draws a judgement and says it when it changes. Nothing to judge draws nothing, and the live region stays.
#[component]
pub(super) fn StrengthMeter(
    /// The id of the sentence, for the field it describes.
    #[prop(into)]
    id: String,
    /// The judgement, `None` while nothing is typed.
    #[prop(into)]
    strength: Signal<Option<Strength>>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/strength.css");
    let level = Memo::new(move |_| strength.with(|it| it.as_ref().map(|it| it.level.min(4))));
    let bars = move || {
        level.get().map(|level| {
            view! {
                <div class=format!("bars s{level}") aria-hidden="true">
                    <i></i>
                    <i></i>
                    <i></i>
                    <i></i>
                </div>
            }
        })
    };
    let words = move || {
        strength.get().map(|it| {
            view! {
                <b>{it.word}"."</b>
                " "
                {it.sentence}
            }
        })
    };
    view! {
        <div class="strength" class=(scope, true) class:idle=move || level.get().is_none()>
            {bars}
            <p class="hint" id=id role="status">
                {words}
            </p>
        </div>
    }
}
