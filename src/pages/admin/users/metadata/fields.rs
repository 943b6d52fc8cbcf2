//! The metadata as fields: the same text, key by key, for whoever would rather not write JSON.

use super::super::edit::editing::Editing;
use super::kinds::Kind;
use super::rows::{Rows, key_id};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::field::TextField;
use crate::ui::focus_id;
use crate::ui::icon::Icon;
use crate::ui::select::Select;
use leptos::html;
use leptos::prelude::*;

const ADD: &str = "metadata-add";

/// The panel with the fields.
#[component]
pub fn FieldsPanel(
    /// The user.
    editing: Editing,
    /// The text, once the typing pauses.
    settled: Signal<String>,
) -> impl IntoView {
    let rows = Rows::follow(editing.metadata, settled);
    let invalid = Memo::new(move |_| !rows.is_valid());
    let follows = move || {
        if invalid.get() {
            "follows again once the text is valid"
        } else {
            "follows the text when it is valid"
        }
    };
    view! {
        <section class="panel" aria-labelledby="metadata-fields">
            <header>
                <h2 id="metadata-fields">"The same as fields"</h2>
                <span class="small muted end" role="status">{follows}</span>
            </header>
            // Not to be used while it would write over text that is being mended.
            <div class="keys" inert=invalid>
                <ul>
                    <For each=move || rows.numbers() key=|number| *number let:number>
                        <Key rows number />
                    </For>
                </ul>
                <div>
                    <Button id=ADD text="Add a key" kind=ButtonKind::Ghost icon=Icon::PLUS small=true on_click=move |_| rows.add() />
                </div>
            </div>
            <p class="hint">"Numbers keep every digit; keys keep their order."</p>
        </section>
    }
}

/// One key, the kind of its value, and the value.
#[component]
fn Key(rows: Rows, number: u32) -> impl IntoView {
    let name = Memo::new(move |_| rows.name(number));
    let kind = Memo::new(move |_| rows.value(number).map_or(Kind::Text, |json| Kind::of(&json)));
    let wrong = RwSignal::new(None::<String>);
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
    let (kind_id, value_id) = (format!("metadata-kind-{number}"), format!("metadata-value-{number}"));
    let label = untrack(|| name.get());
    view! {
        <li>
            <KeyName rows number name wrong />
            <Select
                id=kind_id
                label=format!("Type of {label}")
                label_hidden=true
                options=kinds
                value=Signal::derive(move || kind.get().slug().to_owned())
                on_change=turn
            />
            <Value rows number kind id=value_id label=format!("Value of {label}") />
            <Button
                text=Signal::derive(move || format!("Remove {}", name.get()))
                icon=Icon::CLOSE
                icon_only=true
                small=true
                kind=ButtonKind::Ghost
                on_click=remove
            />
        </li>
    }
}

#[component]
fn KeyName(rows: Rows, number: u32, name: Memo<String>, wrong: RwSignal<Option<String>>) -> impl IntoView {
    let node = NodeRef::<html::Input>::new();
    follow(node, name.into());
    let typed = move |_| {
        let written = node.get_untracked().map(|input| input.value()).unwrap_or_default();
        wrong.set(rows.rename(number, &written).err().map(str::to_owned));
    };
    view! {
        <div on:change=typed>
            <TextField
                id=key_id(number)
                label=format!("Key {number}")
                label_hidden=true
                initial=name.get_untracked()
                error=wrong
                node_ref=node
            />
        </div>
    }
}

#[component]
fn Value(rows: Rows, number: u32, kind: Memo<Kind>, id: String, label: String) -> impl IntoView {
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
    Effect::new(move |_| {
        kind.get();
        wrong.set(None);
    });
    view! {
        <TextField id label label_hidden=true initial=shown.get_untracked() error=wrong node_ref=node on_input=typed />
    }
}

/// The field shows what the text says, but never writes over what is being typed in it.
fn follow(node: NodeRef<html::Input>, shown: Signal<String>) {
    Effect::new(move |_| {
        let now = shown.get();
        let Some(input) = node.get() else { return };
        let focused = document().active_element().is_some_and(|focused| focused.is_same_node(Some(&input)));
        if !focused && input.value() != now {
            input.set_value(&now);
        }
    });
}
