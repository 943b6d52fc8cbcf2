//! One line of text with its label, its rule and what is wrong with it.

use leptos::{html, prelude::*};

use super::{
    icon::{Icon, icon as drawing},
    part::{Part, Tag, tag},
};

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InputKind {
    /// Anything.
    #[default]
    Text,
    /// An address: the right keyboard, no capitals, no spelling marks.
    Email,
    /// What a list is searched for.
    Search,
}

impl InputKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Search => "search",
        }
    }
}

/// What stands at the end of a label's line.
#[derive(Clone, Copy, Debug)]
pub enum Aside {
    /// The way to somewhere.
    Link {
        /// Where it leads.
        href: Signal<String>,
        /// What it says.
        words: Signal<String>,
    },
    /// Something to do.
    Button {
        /// What it says.
        words: &'static str,
        /// What a press does.
        on_click: Callback<()>,
    },
}

impl Aside {
    fn draw(self) -> Tag {
        match self {
            Self::Link { href, words } => tag("a")
                .attr("class", "link")
                .live_attr("href", move || href.get())
                .live_text(move || words.get()),
            Self::Button { words, on_click } => tag("button")
                .attr("type", "button")
                .attr("class", "link")
                .on("click", move |_| on_click.run(()))
                .with(words),
        }
    }
}

/// The frame of every field: label and what stands beside it, the rule, the control, then the error.
pub(super) struct Frame {
    /// The id of the control, which takes its `aria-describedby` from [`described_by`].
    pub id: String,
    /// Its name.
    pub label: String,
    /// The label is read out but not drawn.
    pub label_hidden: bool,
    /// The rule, said before anything is typed.
    pub hint: Option<Signal<String>>,
    /// What is wrong, `None` when nothing is.
    pub error: Signal<Option<String>>,
    /// Stands at the end of the label's line.
    pub aside: Option<Aside>,
}

impl Frame {
    /// Around the control.
    pub(super) fn around(self, control: impl Into<Part>) -> Tag {
        let scope = stylers_macro::style_sheet!("style/components/field.css");
        let Self { id, label, label_hidden, hint, error, aside } = self;
        let hint_id = format!("{id}-hint");
        let error_id = format!("{id}-error");
        let class = if label_hidden { "name sr" } else { "name" };
        tag("div")
            .attr("class", format!("field {scope}"))
            .with(tag("label").attr("class", class).attr("for", id).with(label))
            .with(
                hint.map(|hint| {
                    tag("p").attr("class", "hint").attr("id", hint_id).live_text(move || hint.get())
                }),
            )
            .with(control)
            // Drawn beside the label, but Tab leads from field to field first.
            .with(aside.map(|aside| tag("div").attr("class", "aside").with(aside.draw())))
            .with(field_error(error_id, error))
    }
}

/// The error of a field: a live region that is there before there is an error.
fn field_error(id: String, error: Signal<Option<String>>) -> Tag {
    let line = |sentence: String| {
        let picture = drawing(Icon::WARNING, 14);
        tag("p").attr("class", "err").with(picture).with(sentence).into()
    };
    tag("div")
        .attr("id", id)
        .attr("role", "status")
        .live_class("idle", move || error.with(Option::is_none))
        .live(move || error.get().map(line).into_iter().collect())
}

/// The ids of what describes the control of the field `id`.
pub(super) fn described_by(id: &str, hinted: bool) -> String {
    if hinted { format!("{id}-hint {id}-error") } else { format!("{id}-error") }
}

/// A field for one line of text. Uncontrolled: `initial` is only the attribute, so what was typed or filled in before
/// start-up stays; read the element at submit.
#[component]
pub fn TextField(
    /// The id of the control; `{id}-hint` and `{id}-error` are made from it.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is typed into it.
    #[prop(optional)]
    kind: InputKind,
    /// Its name in the form; the id when left out.
    #[prop(optional, into)]
    name: Option<String>,
    /// What stands in it at first.
    #[prop(optional, into)]
    initial: String,
    /// The autofill token.
    #[prop(into, default = "off".into())]
    autocomplete: String,
    /// The rule, said before anything is typed.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong, `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be filled in.
    #[prop(optional)]
    required: bool,
    /// Shown and sent, not to be changed.
    #[prop(optional)]
    fixed: bool,
    /// How many signs it takes.
    #[prop(optional, into)]
    most: Option<usize>,
    /// An example of what belongs here.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// The label is read out but not drawn.
    #[prop(optional)]
    label_hidden: bool,
    /// A picture at the start.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Stands at the end of the label's line.
    #[prop(optional)]
    aside: Option<Aside>,
    /// The element, to read at submit.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Runs with the whole text after each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> Part {
    let described = described_by(&id, hint.is_some());
    let name = name.unwrap_or_else(|| id.clone());
    let wrong = move || error.with(Option::is_some);
    let input = of_kind(kind, tag("input").attr("id", id.clone()).attr("name", name))
        .attr("autocomplete", autocomplete)
        .attr("value", initial)
        .attr("placeholder", placeholder)
        .attr("maxlength", most.map(|most| most.to_string()))
        .attr("required", required)
        .attr("readonly", fixed)
        .live_attr("aria-invalid", move || wrong().then_some("true"))
        .attr("aria-describedby", described)
        .node(node_ref);
    let control = tag("div")
        .attr("class", if fixed { "input fixed" } else { "input" })
        .live_class("bad", wrong)
        .with(icon.map(|icon| drawing(icon, 16)))
        .with(telling(input, on_input));
    Frame { id, label, label_hidden, hint, error, aside }.around(control).into()
}

/// The control, for what is typed into it.
fn of_kind(kind: InputKind, input: Tag) -> Tag {
    let address = kind == InputKind::Email;
    input
        .attr("type", kind.name())
        .attr("inputmode", address.then_some("email"))
        .attr("autocapitalize", address.then_some("none"))
        .attr("spellcheck", address.then_some("false"))
}

/// A control that tells the whole text after each change.
pub(super) fn telling(input: Tag, on_input: Option<Callback<String>>) -> Tag {
    input.on("input", move |event| {
        if let Some(on_input) = on_input {
            on_input.run(event_target_value(&event));
        }
    })
}
