//! The metadata as fields: the same text, key by key, for whoever would rather not write JSON.

use super::super::edit::editing::Editing;
use super::kinds::Kind;
use super::rows::{Rows, key_id};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::field::TextField;
use crate::ui::icon::Icon;
use crate::ui::part::{Part, Tag, tag};
use crate::ui::select::Select;
use crate::ui::{effect, focus_id};
use leptos::html;
use leptos::prelude::*;

const ADD: &str = "metadata-add";

/// The panel with the fields, which follow the text once the typing pauses.
pub fn fields_panel(editing: Editing, settled: Signal<String>) -> Tag {
    let rows = Rows::follow(editing.metadata, settled);
    let invalid = Memo::new(move |_| !rows.is_valid());
    let follows = move || {
        if invalid.get() {
            "follows again once the text is valid"
        } else {
            "follows the text when it is valid"
        }
    };
    let heading = tag("h2").attr("id", "metadata-fields").with("The same as fields");
    let follows = tag("span").attr("class", "small muted end").attr("role", "status").live_text(follows);
    let add = view! {
        <Button id=ADD text="Add a key" kind=ButtonKind::Ghost icon=Icon::PLUS small=true on_click=move |_| rows.add() />
    };
    // Not to be used while it would write over text that is being mended.
    let keys = tag("div")
        .attr("class", "keys")
        .live_attr("inert", move || invalid.get())
        .with(tag("ul").rows(move || rows.numbers(), move |number| key(rows, number)))
        .with(tag("div").with(add));
    tag("section")
        .attr("class", "panel")
        .attr("aria-labelledby", "metadata-fields")
        .with(tag("header").with(heading).with(follows))
        .with(keys)
        .with(tag("p").attr("class", "hint").with("Numbers keep every digit; keys keep their order."))
}

/// One key, the kind of its value, and the value.
fn key(rows: Rows, number: u32) -> Tag {
    let name = Memo::new(move |_| rows.name(number));
    let kind = Memo::new(move |_| rows.value(number).map_or(Kind::Text, |json| Kind::of(&json)));
    let remove = move |_| {
        focus_id(ADD);
        rows.remove(number);
    };
    let kinds: Vec<(String, String)> =
        Kind::ALL.iter().map(|(_, slug, words)| ((*slug).to_owned(), (*words).to_owned())).collect();
    let turn = move |slug: String| {
        if let Some(kind) = Kind::from_slug(&slug) {
            rows.turn(number, kind);
        }
    };
    let label = name.get_untracked();
    let kinds = view! {
        <Select
            id=format!("metadata-kind-{number}")
            label=format!("Type of {label}")
            label_hidden=true
            options=kinds
            value=Signal::derive(move || kind.get().slug().to_owned())
            on_change=turn
        />
    };
    let remove = view! {
        <Button
            text=Signal::derive(move || format!("Remove {}", name.get()))
            icon=Icon::CLOSE
            icon_only=true
            small=true
            kind=ButtonKind::Ghost
            on_click=remove
        />
    };
    let value = value(rows, number, kind, format!("Value of {label}"));
    tag("li").with(key_name(rows, number, name)).with(kinds).with(value).with(remove)
}

fn key_name(rows: Rows, number: u32, name: Memo<String>) -> Tag {
    let node = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<String>);
    follow(node, name.into());
    let typed = move |_| {
        let written = node.get_untracked().map(|input| input.value()).unwrap_or_default();
        wrong.set(rows.rename(number, &written).err().map(str::to_owned));
    };
    let field = view! {
        <TextField
            id=key_id(number)
            label=format!("Key {number}")
            label_hidden=true
            initial=name.get_untracked()
            error=wrong
            node_ref=node
        />
    };
    tag("div").on("change", typed).with(field)
}

fn value(rows: Rows, number: u32, kind: Memo<Kind>, label: String) -> Part {
    let node = NodeRef::<html::Input>::new();
    let shown = Memo::new(move |_| rows.value(number).map(|json| Kind::shown(&json)).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    follow(node, shown.into());
    let typed = move |text: String| match kind.get_untracked().read(&text) {
        Ok(json) => {
            wrong.set(None);
            rows.put(number, &json);
        }
        Err(sentence) => wrong.set(Some(sentence.to_owned())),
    };
    // Another kind starts over.
    effect(move || {
        kind.get();
        wrong.set(None);
    });
    let (id, initial) = (format!("metadata-value-{number}"), shown.get_untracked());
    view! { <TextField id label label_hidden=true initial error=wrong node_ref=node on_input=typed /> }.into()
}

/// The field shows what the text says, but never writes over what is being typed in it.
fn follow(node: NodeRef<html::Input>, shown: Signal<String>) {
    effect(move || {
        let now = shown.get();
        let Some(input) = node.get() else { return };
        let focused = document().active_element().is_some_and(|focused| focused.is_same_node(Some(&input)));
        if !focused && input.value() != now {
            input.set_value(&now);
        }
    });
}
