//! Where two people have changed the same: mine beside theirs, a choice for each.

use super::clash::Clash;
use super::editing::Editing;
use super::saving::{CLASH, Side};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::format::plural;
use crate::ui::keep_focus;
use crate::ui::notice::{Notice, NoticeKind, Say};
use leptos::prelude::*;

/// The choices; nothing while nothing waits for one.
#[component]
pub fn Conflict(
    /// The user.
    editing: Editing,
) -> impl IntoView {
    let waits = Memo::new(move |_| !editing.clashes().is_empty());
    view! {
        <div role="status" class="sr">
            {move || waits.get().then_some("Somebody else saved first. Choose between yours and theirs.")}
        </div>
        <Show when=move || waits.get()>
            <Choices editing />
        </Show>
    }
}

#[component]
fn Choices(editing: Editing) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/conflict.css");
    // Each with a side of its own: what is chosen stays while others come and go.
    let chosen = Memo::new(move |before: Option<&Vec<(Clash, ArcRwSignal<Side>)>>| {
        let known =
            |clash: &Clash| before?.iter().find(|(own, _)| own == clash).map(|(_, side)| side.clone());
        let side = |clash: Clash| {
            let side = known(&clash).unwrap_or_else(|| ArcRwSignal::new(Side::Mine));
            (clash, side)
        };
        editing.clashes().into_iter().map(side).collect::<Vec<_>>()
    });
    let count = move || u64::try_from(chosen.with(Vec::len)).unwrap_or(0);
    let save = move |_| {
        let sides: Vec<(Clash, Side)> =
            chosen.get_untracked().into_iter().map(|(clash, side)| (clash, side.get_untracked())).collect();
        editing.choose(&sides);
        keep_focus();
    };
    let rows = move || {
        chosen
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, (clash, side))| view! { <Row at clash side /> })
            .collect_view()
    };
    view! {
        <section class="conflict" class=(scope, true) aria-labelledby=CLASH>
            <h2 id=CLASH tabindex="-1">"Someone saved first"</h2>
            <Notice kind=NoticeKind::Calm say=Say::Never>
                <p>{move || told(count())} " " {move || editing.kept_beside()}</p>
            </Notice>
            <div class="heads small muted" aria-hidden="true">
                <span></span>
                <span>"Mine"</span>
                <span>"Theirs"</span>
            </div>
            <div class="rows">{rows}</div>
            <div class="acts">
                <Button
                    text=Signal::derive(move || format!("Save {}", plural(count(), "choice", "choices")))
                    kind=ButtonKind::Primary
                    busy=editing.form.is_sending()
                    busy_text="Saving…"
                    disabled_because=editing.going
                    on_click=save
                />
                <Button
                    text="Discard mine"
                    kind=ButtonKind::Bad
                    on_click=move |_| {
                        editing.discard();
                        keep_focus();
                    }
                />
            </div>
        </section>
    }
}

fn told(count: u64) -> String {
    let touch = if count == 1 { "One of your changes touches" } else { "Some of your changes touch" };
    format!("Somebody else saved this user while you were editing. {touch} the same; choose for each.")
}

/// One thing that both changed.
#[component]
fn Row(at: usize, clash: Clash, side: ArcRwSignal<Side>) -> impl IntoView {
    let labelled = format!("clash-{at}");
    let (id, name) = (format!("clash-{at}"), format!("clash-{at}-side"));
    let choice = |own: Side, verb: &str, words: String, whose: &'static str| {
        let (is, side) = (side.clone(), side.clone());
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name.clone()
                    aria-label=format!("{verb}: {words}")
                    prop:checked=move || is.get() == own
                    on:change=move |_| side.set(own)
                />
                <span><span class="whose small muted">{whose}</span><span class="value">{words}</span></span>
            </label>
        }
    };
    let mine = choice(Side::Mine, "Keep mine", clash.mine(), "Mine");
    let theirs = choice(Side::Theirs, "Take theirs", clash.theirs(), "Theirs");
    view! {
        <div class="either" role="radiogroup" aria-labelledby=labelled>
            <b id=id>{clash.name()}</b>
            {mine}
            {theirs}
        </div>
    }
}
