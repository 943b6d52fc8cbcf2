//! The panel that edits the filters: what must hold, row by row, and how many users that leaves.

use super::super::area::use_area;
use super::super::second::{Piece, use_second};
use super::filter_draft::{Operator, Row, Subject};
use super::filter_editing::{ADD, Editing, counted, field_id, focus_field};
use super::state::Status;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::field::TextField;
use crate::ui::format::plural;
use crate::ui::icon::Icon;
use crate::ui::part::{Part, Tag, tag};
use crate::ui::popover::Popover;
use crate::ui::select::Select;
use leptos::prelude::*;

const FORM: &str = "users-filter-form";
const PANEL: &str = "users-filter";

/// The button that opens the filters, and the filters.
pub fn filter_panel() -> Part {
    let (area, second) = (use_area(), use_second());
    let editing = Editing::closed(area);
    let count = counted(editing);
    view! {
        <Popover
            id=PANEL
            text="Filter"
            icon=Icon::PLUS
            kind=ButtonKind::Ghost
            heading="Show users where all of these hold"
            open=editing.open
            foot=move || second.quietly(move || Piece::ConditionsFoot(editing, count))
        >
            {second.piece(move || Some(Piece::Conditions(editing)), move |_| second.on_its_way())}
        </Popover>
    }
    .into()
}

/// The conditions, one in a row.
pub fn conditions(editing: Editing) -> Tag {
    let add = view! {
        <Button
            id=ADD
            text="Add a condition"
            kind=ButtonKind::Ghost
            icon=Icon::PLUS
            small=true
            on_click=move |_| editing.add()
        />
    };
    // A row whose subject changes is drawn anew: its choices are others.
    let subjects = move || {
        editing.rows.with(|rows| rows.iter().map(|(number, row)| (*number, row.subject.slug())).collect())
    };
    tag("form")
        .attr("id", FORM)
        .attr("class", "conditions")
        .on("submit", move |event| {
            event.prevent_default();
            editing.apply();
        })
        .with(tag("ul").rows(subjects, move |(number, _)| condition(editing, number)))
        .with(add)
}

fn condition(editing: Editing, number: u32) -> Part {
    let row = editing.rows.with_untracked(|rows| rows.iter().find(|(own, _)| *own == number).cloned());
    let Some((_, Row { subject, operator, value })) = row else { return None::<Part>.into() };
    let rest = if subject == Subject::Status {
        status_value(editing, number, value)
    } else {
        text_value(editing, number, operator, value)
    };
    let about = subject_choice(editing, number, subject);
    let remove = view! {
        <Button
            text=format!("Remove the condition on {}", subject.word().to_ascii_lowercase())
            icon=Icon::CLOSE
            icon_only=true
            small=true
            kind=ButtonKind::Ghost
            on_click=move |_| editing.remove(number)
        />
    };
    tag("li").attr("class", "condition").with(about).with(rest).with(remove).into()
}

fn subject_choice(editing: Editing, number: u32, subject: Subject) -> Part {
    let choose = move |slug: String| {
        if let Some(subject) = Subject::from_slug(&slug) {
            editing.change(number, |row| *row = Row::new(subject));
            focus_field(number);
        }
    };
    // There is one status: a second row about it would contradict the first.
    let subjects = Signal::derive(move || {
        let free = editing
            .rows
            .with(|rows| Subject::free(rows.iter().filter(|(own, _)| *own != number).map(|(_, row)| row)));
        choices(&free, |(_, slug, word)| (slug, word))
    });
    view! {
        <Select
            id=field_id(number)
            label="Field"
            label_hidden=true
            options=subjects
            value=subject.slug().to_owned()
            on_change=choose
        />
    }
    .into()
}

fn choices<T: Copy>(all: &[T], of: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    let owned = |(slug, word): (&str, &str)| (slug.to_owned(), word.to_owned());
    all.iter().map(|item| owned(of(*item))).collect()
}

fn text_value(editing: Editing, number: u32, operator: Operator, value: String) -> Part {
    let chosen = RwSignal::new(operator.slug().to_owned());
    let choose = move |slug: String| {
        if let Some(operator) = Operator::from_slug(&slug) {
            chosen.set(slug);
            editing.change(number, |row| row.operator = operator);
        }
    };
    let missing = Signal::derive(move || {
        editing.is_missing(number).then(|| "Enter a value, or remove the condition.".to_owned())
    });
    let operators = view! {
        <Select
            id=format!("filter-{number}-operator")
            label="Operator"
            label_hidden=true
            options=choices(&Operator::ALL, |(_, slug, word)| (slug, word))
            value=chosen
            on_change=choose
        />
    };
    let text = view! {
        <TextField
            id=format!("filter-{number}-value")
            label="Value"
            label_hidden=true
            initial=value
            placeholder=if operator == Operator::IsOneOf { "one, another" } else { "" }
            error=missing
            on_input=move |text: String| editing.change(number, |row| row.value = text)
        />
    };
    vec![operators.into(), text.into()].into()
}

fn status_value(editing: Editing, number: u32, value: String) -> Part {
    let chosen = RwSignal::new(value);
    let blocking = editing.area.offers().blocking;
    let offered: Vec<_> =
        Status::ALL.into_iter().filter(|(status, ..)| blocking || *status != Status::Blocked).collect();
    let choose = move |slug: String| {
        chosen.set(slug.clone());
        editing.change(number, |row| row.value = slug);
    };
    let values = view! {
        <Select
            id=format!("filter-{number}-value")
            label="Value"
            label_hidden=true
            options=choices(&offered, |(_, slug, word)| (slug, word))
            value=chosen
            on_change=choose
        />
    };
    vec![tag("span").attr("class", "is").with("is").into(), values.into()].into()
}

/// How many users they leave, and what can be done.
pub fn foot(editing: Editing, count: Signal<Option<u64>>) -> Vec<Part> {
    let area = editing.area;
    let clear = move |_| {
        area.show(&untrack(|| area.list()).unfiltered());
        editing.close();
    };
    let show = Signal::derive(move || match count.get() {
        Some(count) => format!("Show {}", plural(count, "user", "users")),
        None => "Show users".to_owned(),
    });
    vec![
        view! { <Button text="Clear all" kind=ButtonKind::Ghost on_click=clear /> }.into(),
        tag("span").attr("class", "end").into(),
        view! { <Button text="Cancel" on_click=move |_| editing.close() /> }.into(),
        view! { <Button text=show kind=ButtonKind::Primary submit=true form=FORM /> }.into(),
    ]
}
