//! Several values in one field: typed, pasted or picked, and taken away one by one.

use leptos::{
    ev::{Event, KeyboardEvent},
    html,
    prelude::*,
};

use super::{
    chip::Token,
    field::{Field, described_by},
};

/// What a typed value becomes, or why it cannot be one.
pub type Check = Callback<String, Result<String, String>>;

/// What a token field holds and how it changes.
#[derive(Clone, Copy)]
struct Values {
    tokens: RwSignal<Vec<String>>,
    check: Option<Check>,
    complaint: RwSignal<Option<String>>,
    said: RwSignal<String>,
}

impl Values {
    /// Takes in everything typed or pasted; gives back what could not be taken.
    fn add(self, typed: &str) -> String {
        let mut refused = Vec::new();
        self.complaint.set(None);
        for word in words_of(typed) {
            match self.check.map_or_else(|| Ok(word.clone()), |check| check.run(word.clone())) {
                Ok(token) => self.push(token),
                Err(sentence) => {
                    self.complaint.set(Some(sentence));
                    refused.push(word);
                }
            }
        }
        refused.join(" ")
    }

    fn push(self, token: String) {
        if self.tokens.with_untracked(|tokens| !tokens.contains(&token)) {
            self.said.set(format!("{token} added"));
            self.tokens.update(|tokens| tokens.push(token));
        }
    }

    fn remove(self, token: &str) {
        self.said.set(format!("{token} removed"));
        self.tokens.update(|tokens| tokens.retain(|other| other != token));
    }
}

/// The words in a text, however they are kept apart.
fn words_of(text: &str) -> Vec<String> {
    let apart = |c: char| c == ',' || c == ';' || c.is_whitespace();
    text.split(apart).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A field for several values. Enter, a comma, a space or leaving it takes in what is typed, pasting takes in many;
/// Backspace in the empty field takes the last away. What `check` refuses stays in the field with its reason.
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
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/token_field.css");
    let values = Values { tokens, check, complaint: RwSignal::new(None), said: RwSignal::new(String::new()) };
    let node = NodeRef::<html::Input>::new();
    let error = Signal::derive(move || values.complaint.get().or_else(|| error.get()));
    let wrong = move || error.with(Option::is_some);
    let described = described_by(&id, hint.is_some());
    let list = format!("{id}-suggestions");
    view! {
        <Field id=id.clone() label label_hidden=false hint error aside=None>
            <div class="token-field" class=(scope, true) class:bad=wrong>
                <Tokens values keep strong node />
                <input
                    id=id.clone()
                    name=id
                    type="text"
                    list=list.clone()
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder=placeholder
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    node_ref=node
                    on:keydown=move |event| on_key(&event, values, keep, node)
                    on:input=move |event| on_input(&event, values, suggestions, node)
                    on:change=move |_| take_in(values, node)
                />
                <Suggestions id=list tokens suggestions />
            </div>
            <span class="sr" role="status">{values.said}</span>
        </Field>
    }
}

/// The values, each with what takes it away.
#[component]
fn Tokens(
    values: Values,
    keep: Signal<Vec<String>>,
    strong: Vec<String>,
    node: NodeRef<html::Input>,
) -> impl IntoView {
    let draw = move |token: String| {
        let own = token.clone();
        let remove = Callback::new(move |()| {
            values.remove(&own);
            if let Some(input) = node.get_untracked() {
                let _ = input.focus();
            }
        });
        let accent = strong.contains(&token);
        let stays = keep.with(|keep| keep.contains(&token));
        view! { <Token text=token accent on_remove=(!stays).then_some(remove) /> }
    };
    let any = move || values.tokens.with(|tokens| !tokens.is_empty());
    let list = move || values.tokens.get().into_iter().map(draw.clone()).collect_view();
    move || any().then(|| view! { <ul>{list.clone()}</ul> })
}

/// What may be picked and is not there yet.
#[component]
fn Suggestions(id: String, tokens: RwSignal<Vec<String>>, suggestions: Signal<Vec<String>>) -> impl IntoView {
    let open = move || {
        let taken = tokens.get();
        let open = suggestions.get().into_iter().filter(|word| !taken.contains(word));
        open.map(|word| view! { <option value=word></option> }).collect_view()
    };
    view! { <datalist id=id>{open}</datalist> }
}

fn on_key(event: &KeyboardEvent, values: Values, keep: Signal<Vec<String>>, node: NodeRef<html::Input>) {
    let empty = node.get_untracked().is_some_and(|input| input.value().is_empty());
    match event.key().as_str() {
        "Enter" if !empty => {
            event.prevent_default();
            take_in(values, node);
        }
        "Backspace" if empty => {
            let last = values.tokens.with_untracked(|tokens| tokens.last().cloned());
            if let Some(last) = last.filter(|last| keep.with_untracked(|keep| !keep.contains(last))) {
                values.remove(&last);
            }
        }
        _ => {}
    }
}

/// A separator ends a value, and so does picking one: browsers tell that from typing by the kind of the event.
fn on_input(event: &Event, values: Values, suggestions: Signal<Vec<String>>, node: NodeRef<html::Input>) {
    let typed = event_target_value(event);
    let picked = !is_typing(event) && suggestions.with_untracked(|words| words.contains(&typed));
    if picked || typed.contains([',', ';', ' ', '\n', '\t']) {
        take_in(values, node);
    } else {
        values.complaint.set(None);
    }
}

/// Whether the event comes from a key rather than from the list.
fn is_typing(event: &Event) -> bool {
    let kind = js_sys::Reflect::get(event, &"inputType".into()).ok().and_then(|kind| kind.as_string());
    kind.is_some_and(|kind| kind != "insertReplacementText")
}

fn take_in(values: Values, node: NodeRef<html::Input>) {
    if let Some(input) = node.get_untracked() {
        input.set_value(&values.add(&input.value()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_list_is_taken_apart() {
        assert_eq!(words_of("user, admin;beta\n acme1 ,"), ["user", "admin", "beta", "acme1"]);
        assert!(words_of(" , ").is_empty());
    }
}
