//! What a save would change in the metadata, before it is saved.

use super::super::edit::editing::{Editing, METADATA};
use super::diff::{Difference, differences};
use super::text;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::focus_id;
use crate::ui::format::plural;
use crate::ui::part::{Part, Tag, live, live_if, tag};
use crate::ui::table::{Column, Fold, Table};
use frontdesk_wire::Metadata;
use leptos::prelude::*;

/// What the text stands for, against what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    /// It is no metadata.
    Wrong,
    /// The same, but for white space.
    Same,
    /// These differences.
    Differs(Vec<Difference>),
}

fn outcome(stored: &str, typed: &str) -> Outcome {
    if Metadata::parse(typed).is_err() {
        return Outcome::Wrong;
    }
    if text::differs(typed, stored) { Outcome::Differs(differences(stored, typed)) } else { Outcome::Same }
}

/// The panel with the differences, found once the typing pauses, and the button that saves them.
pub fn review(editing: Editing, settled: Signal<String>) -> Tag {
    let found = Memo::new(move |_| {
        let typed = settled.get();
        editing.user.with(|user| outcome(user.metadata.as_str(), &typed))
    });
    let heading = move || match count(found) {
        0 => "Before you save".to_owned(),
        some => format!("Before you save: {}", plural(some, "change", "changes")),
    };
    tag("section")
        .attr("class", "panel")
        .attr("aria-labelledby", "metadata-review")
        .with(tag("header").with(tag("h2").attr("id", "metadata-review").live_text(heading)))
        .with(live(move || draw(found.get())))
        .with(foot(editing, found))
}

fn count(found: Memo<Outcome>) -> u64 {
    match found.get() {
        Outcome::Differs(found) => u64::try_from(found.len()).unwrap_or(0),
        Outcome::Wrong | Outcome::Same => 0,
    }
}

fn foot(editing: Editing, found: Memo<Outcome>) -> Tag {
    let why_not = Signal::derive(move || match found.get() {
        Outcome::Wrong => Some("The text is not valid yet.".to_owned()),
        Outcome::Same => Some("Nothing is changed.".to_owned()),
        Outcome::Differs(_) => editing.held(),
    });
    let text = Signal::derive(move || match count(found) {
        0 => "Save".to_owned(),
        some => format!("Save {}", plural(some, "change", "changes")),
    });
    let discard = move |_| {
        // The button goes with the changes.
        focus_id(METADATA);
        editing.discard_metadata();
    };
    let save = view! {
        <Button
            text
            kind=ButtonKind::Primary
            busy=editing.form.is_sending()
            busy_text="Saving…"
            disabled_because=why_not
            on_click=move |_| editing.save_metadata()
        />
    };
    let differs = move || found.with(|found| *found != Outcome::Same);
    let discard = live_if(differs, move || view! { <Button text="Discard" on_click=discard /> });
    tag("div").attr("class", "foot").with(save).with(discard)
}

fn draw(found: Outcome) -> Part {
    let small = |words: &'static str| tag("p").attr("class", "small muted").with(words).into();
    match found {
        Outcome::Wrong => small("The changes show here once the text is valid."),
        Outcome::Same => small("Nothing is changed."),
        Outcome::Differs(found) => differences_of(found),
    }
}

fn differences_of(found: Vec<Difference>) -> Part {
    let column = |key, title, fold| Column { key, title, fold, sorts: None };
    let columns = vec![
        column("key", "Key", Fold::Never),
        column("was", "Was", Fold::Cards),
        column("will-be", "Will be", Fold::Cards),
        column("change", "Change", Fold::Never),
    ];
    let body = tag("tbody").with_all(found.into_iter().map(|difference| row(difference).into()).collect());
    view! { <Table label="What a save changes" columns body /> }.into()
}

fn row(difference: Difference) -> Tag {
    let word = difference.word();
    let key = difference.key();
    let Difference { was, will_be, .. } = difference;
    let old = || was.clone().map(|was| tag("del").with(was));
    let new = || will_be.clone().map(|new| tag("ins").with(new));
    let sub = tag("div").attr("class", "sub").with(old()).with(was.is_some().then_some(" ")).with(new());
    let who = tag("div").with(tag("b").with(tag("code").with(key))).with(sub);
    let value = |inside: Option<Tag>| {
        tag("td").attr("class", "m").with(tag("span").attr("class", "value").with(inside))
    };
    tag("tr")
        .with(tag("td").with(tag("div").attr("class", "who").with(who)))
        .with(value(old()))
        .with(value(new()))
        .with(tag("td").attr("class", "muted nowrap").with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_valid_text_that_differs_can_be_saved() {
        assert_eq!(outcome("{\"a\":1}", "{\"a\":"), Outcome::Wrong);
        assert_eq!(outcome("{\"a\":1}", "{ \"a\": 1 }"), Outcome::Same);
        let nested = outcome("{\"a.b\":1}", "{\"a\":{\"b\":1}}");
        assert!(matches!(nested, Outcome::Differs(found) if found.len() == 2));
        assert!(matches!(outcome("{\"a\":1}", "{\"a\":2}"), Outcome::Differs(found) if found.len() == 1));
    }
}
