//! Where two people have changed the same: mine beside theirs, a choice for each.

use super::clash::Clash;
use super::editing::Editing;
use super::saving::{CLASH, Side};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::format::plural;
use crate::ui::keep_focus;
use crate::ui::notice::{NoticeKind, silent_notice};
use crate::ui::part::{Part, Tag, live, live_if, tag};
use leptos::prelude::*;

/// The choices; nothing while nothing waits for one.
pub fn conflict(editing: Editing) -> Part {
    let waits = Memo::new(move |_| !editing.clashes().is_empty());
    let said = move || waits.get().then_some("Somebody else saved first. Choose between yours and theirs.");
    let said = tag("div").attr("role", "status").attr("class", "sr").live_text(said);
    vec![said.into(), live_if(move || waits.get(), move || choices(editing))].into()
}

fn choices(editing: Editing) -> Tag {
    let scope = stylers_macro::style_sheet!("style/pages/conflict.css");
    let chosen = chosen(editing);
    let items = move || {
        chosen.get().into_iter().enumerate().map(|(at, (clash, side))| (at, clash, Own(side))).collect()
    };
    let heads = tag("div")
        .attr("class", "heads small muted")
        .attr("aria-hidden", "true")
        .with(tag("span"))
        .with(tag("span").with("Mine"))
        .with(tag("span").with("Theirs"));
    let what = move || {
        let words = tag("p")
            .with(live(move || told(count(chosen))))
            .with(" ")
            .with(live(move || editing.kept_beside()));
        vec![words.into()]
    };
    tag("section")
        .attr("class", format!("conflict {scope}"))
        .attr("aria-labelledby", CLASH)
        .with(tag("h2").attr("id", CLASH).attr("tabindex", "-1").with("Someone saved first"))
        .with(silent_notice(NoticeKind::Calm, what))
        .with(heads)
        .with(tag("div").attr("class", "rows").rows(items, |(at, clash, Own(side))| row(at, &clash, &side)))
        .with(acts(editing, chosen))
}

/// Each choice with its side.
type Chosen = Memo<Vec<(Clash, ArcRwSignal<Side>)>>;

/// Each with a side of its own: what is chosen stays while others come and go.
fn chosen(editing: Editing) -> Chosen {
    Memo::new(move |before: Option<&Vec<(Clash, ArcRwSignal<Side>)>>| {
        let known =
            |clash: &Clash| before?.iter().find(|(own, _)| own == clash).map(|(_, side)| side.clone());
        let side = |clash: Clash| {
            let side = known(&clash).unwrap_or_else(|| ArcRwSignal::new(Side::Mine));
            (clash, side)
        };
        editing.clashes().into_iter().map(side).collect()
    })
}

fn count(chosen: Chosen) -> u64 {
    u64::try_from(chosen.with(Vec::len)).unwrap_or(0)
}

fn acts(editing: Editing, chosen: Chosen) -> Tag {
    let save = move |_| {
        let sides: Vec<(Clash, Side)> =
            chosen.get_untracked().into_iter().map(|(clash, side)| (clash, side.get_untracked())).collect();
        editing.choose(&sides);
        keep_focus();
    };
    let save = view! {
        <Button
            text=Signal::derive(move || format!("Save {}", plural(count(chosen), "choice", "choices")))
            kind=ButtonKind::Primary
            busy=editing.form.is_sending()
            busy_text="Saving…"
            disabled_because=editing.going
            on_click=save
        />
    };
    let discard = move |_| {
        editing.discard();
        keep_focus();
    };
    let discard = view! { <Button text="Discard mine" kind=ButtonKind::Bad on_click=discard /> };
    tag("div").attr("class", "acts").with(save).with(discard)
}

/// The side that is chosen for a clash; the same as long as it is the same choice.
#[derive(Clone)]
struct Own(ArcRwSignal<Side>);

impl PartialEq for Own {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

fn told(count: u64) -> String {
    let touch = if count == 1 { "One of your changes touches" } else { "Some of your changes touch" };
    format!("Somebody else saved this user while you were editing. {touch} the same; choose for each.")
}

/// One thing that both changed.
fn row(at: usize, clash: &Clash, side: &ArcRwSignal<Side>) -> Tag {
    let id = format!("clash-{at}");
    let name = format!("clash-{at}-side");
    let choice = |own: Side, verb: &str, words: String, whose: &'static str| {
        let (is, side) = (side.clone(), side.clone());
        let input = tag("input")
            .attr("type", "radio")
            .attr("name", name.clone())
            .attr("aria-label", format!("{verb}: {words}"))
            .live_prop("checked", move || is.get() == own)
            .on("change", move |_| side.set(own));
        let said = tag("span")
            .with(tag("span").attr("class", "whose small muted").with(whose))
            .with(tag("span").attr("class", "value").with(words));
        tag("label").attr("class", "choice").with(input).with(said)
    };
    tag("div")
        .attr("class", "either")
        .attr("role", "radiogroup")
        .attr("aria-labelledby", id.clone())
        .with(tag("b").attr("id", id).with(clash.name()))
        .with(choice(Side::Mine, "Keep mine", clash.mine(), "Mine"))
        .with(choice(Side::Theirs, "Take theirs", clash.theirs(), "Theirs"))
}
