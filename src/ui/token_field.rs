//! Several values in one field: typed, pasted or picked, and taken away one by one.

mod sorting;

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
};

use super::{
    chip::token,
    field::{Frame, described_by},
    part::{Part, Tag, live_if, tag},
};
use sorting::{Sorted, ends_value, values_of};

/// What a typed value becomes, or why it cannot be one.
pub type Check = Callback<String, Result<String, String>>;

/// What a token field holds and how it changes.
#[derive(Clone, Copy)]
struct Values {
    tokens: RwSignal<Vec<String>>,
    suggestions: Signal<Vec<String>>,
    /// Those that may not be taken away.
    keep: Signal<Vec<String>>,
    most: usize,
    phrases: bool,
    check: Option<Check>,
    complaint: RwSignal<Option<String>>,
    said: RwSignal<String>,
    /// Where they are typed.
    node: NodeRef<html::Input>,
}

impl Values {
    /// Takes in everything typed or pasted; gives back what could not be taken.
    fn add(self, typed: &str) -> String {
        let had = self.tokens.get_untracked();
        let mut sorted = Sorted::new(had.clone(), self.most);
        for word in values_of(typed, self.phrases) {
            let checked = self.check.map_or_else(|| Ok(word.to_owned()), |check| check.run(word.to_owned()));
            sorted.take(word, checked);
        }
        let left = sorted.left(typed, self.phrases);
        self.complaint.set(sorted.complaint);
        let new = sorted.tokens.get(had.len()..).unwrap_or_default();
        if !new.is_empty() {
            self.said.set(format!("{} added", new.join(", ")));
            self.tokens.set(sorted.tokens);
        }
        left
    }

    fn remove(self, token: &str) {
        self.said.set(format!("{token} removed"));
        self.tokens.update(|tokens| tokens.retain(|other| other != token));
    }
}

/// A field for several values. Enter, a comma, a space (but for `phrases`) or leaving it takes in what is typed, pasting
/// takes in many; Backspace in the empty field takes the last away. What is refused stays in the field with its reason.
#[component]
pub fn TokenField(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: String,
    /// The values.
    tokens: RwSignal<Vec<String>>,
    /// Values to pick from.
    #[prop(optional, into)]
    suggestions: Signal<Vec<String>>,
    /// Makes a value of what was typed, or says why not.
    #[prop(optional, into)]
    check: Option<Check>,
    /// A value may hold spaces.
    #[prop(optional)]
    phrases: bool,
    /// How many values there can be.
    #[prop(default = 100)]
    most: usize,
    /// Values that stand out.
    #[prop(optional, into)]
    strong: Vec<String>,
    /// Values that may not be taken away.
    #[prop(optional, into)]
    keep: Signal<Vec<String>>,
    /// What may be added.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The rule, said before anything is typed.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with the values, `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/token_field.css");
    let (complaint, said) = (RwSignal::new(None), RwSignal::new(String::new()));
    let node = NodeRef::new();
    let values = Values { tokens, suggestions, keep, most, phrases, check, complaint, said, node };
    let error = Signal::derive(move || values.complaint.get().or_else(|| error.get()));
    let list = format!("{id}-suggestions");
    let described = described_by(&id, hint.is_some());
    let input = input(&id, &list, placeholder, described, error, values);
    let any = move || values.tokens.with(|tokens| !tokens.is_empty());
    let control = tag("div")
        .attr("class", format!("token-field {scope}"))
        .live_class("bad", move || error.with(Option::is_some))
        .with(live_if(any, move || drawn(values, strong.clone())))
        .with(input)
        .with(tag("datalist").attr("id", list).live(move || open(values)));
    let said = tag("span").attr("class", "sr").attr("role", "status").live_text(move || values.said.get());
    let control: Vec<Part> = vec![control.into(), said.into()];
    Frame { id, label, label_hidden: false, hint, error, aside: None }.around(control).into()
}

/// Where they are typed.
fn input(
    id: &str,
    list: &str,
    placeholder: Option<String>,
    described: String,
    error: Signal<Option<String>>,
    values: Values,
) -> Tag {
    tag("input")
        .attr("id", id.to_owned())
        .attr("name", id.to_owned())
        .attr("type", "text")
        .attr("list", list.to_owned())
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("placeholder", placeholder)
        .live_attr("aria-invalid", move || error.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", described)
        .node(values.node)
        .on("keydown", move |event| on_key(event.unchecked_ref(), values))
        .on("input", move |event| on_input(&event, values))
        .on("change", move |_| take_in(values))
}

/// The values, each with what takes it away.
fn drawn(values: Values, strong: Vec<String>) -> Tag {
    let items = move || {
        let stays = |word: &String| values.keep.with(|keep| keep.contains(word));
        values.tokens.get().into_iter().map(|word| (stays(&word), word)).collect()
    };
    tag("ul").rows(items, move |(stays, word): (bool, String)| {
        let own = word.clone();
        let remove = move || {
            values.remove(&own);
            if let Some(input) = values.node.get_untracked() {
                let _ = input.focus();
            }
        };
        let accent = strong.contains(&word);
        token(word, accent, (!stays).then_some(remove))
    })
}

/// What may be picked and is not there yet.
fn open(values: Values) -> Vec<Part> {
    let taken = values.tokens.get();
    let open = values.suggestions.get().into_iter().filter(|word| !taken.contains(word));
    open.map(|word| tag("option").attr("value", word).into()).collect()
}

fn on_key(event: &KeyboardEvent, values: Values) {
    let empty = values.node.get_untracked().is_some_and(|input| input.value().is_empty());
    match event.key().as_str() {
        "Enter" if !empty => {
            event.prevent_default();
            take_in(values);
        }
        "Backspace" if empty => {
            let last = values.tokens.with_untracked(|tokens| tokens.last().cloned());
            if let Some(last) = last.filter(|last| values.keep.with_untracked(|keep| !keep.contains(last))) {
                values.remove(&last);
            }
        }
        _ => {}
    }
}

/// A separator ends a value, and so does picking one: browsers tell that from typing by the kind of the event.
fn on_input(event: &Event, values: Values) {
    let typed = event_target_value(event);
    let ends = |c| ends_value(c, values.phrases);
    let taken = match kind_of(event).as_deref() {
        None | Some("insertReplacementText") => {
            typed.contains(ends) || values.suggestions.with_untracked(|words| words.contains(&typed))
        }
        Some("insertFromPaste" | "insertFromDrop") => typed.contains(ends),
        // What was refused may stand before what is being typed.
        Some(_) => typed.ends_with(ends),
    };
    if taken {
        take_in(values);
    } else {
        values.complaint.set(None);
    }
}

/// How the text came to change: by a key, a paste, a choice from the list.
fn kind_of(event: &Event) -> Option<String> {
    js_sys::Reflect::get(event, &"inputType".into()).ok().and_then(|kind| kind.as_string())
}

fn take_in(values: Values) {
    let Some(input) = values.node.get_untracked() else { return };
    let typed = input.value();
    let left = values.add(&typed);
    // Writing moves the caret to the end, away from what is being mended.
    if left != typed {
        input.set_value(&left);
    }
}
