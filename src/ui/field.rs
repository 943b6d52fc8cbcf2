//! One line of text with its label, its rule and what is wrong with it.

use leptos::{either::Either, html, prelude::*};

use super::icon::{Icon, Svg};

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
    fn draw(self) -> impl IntoView {
        match self {
            Self::Link { href, words } => Either::Left(view! { <a class="link" href=href>{words}</a> }),
            Self::Button { words, on_click } => Either::Right(view! {
                <button type="button" class="link" on:click=move |_| on_click.run(())>{words}</button>
            }),
        }
    }
}

/// The frame of every field: label and what stands beside it, the rule, the control, then the error.
#[component]
pub(super) fn Field<C: IntoView + 'static>(
    /// The id of the control, which takes its `aria-describedby` from [`described_by`].
    id: String,
    /// Its name.
    label: String,
    /// The label is read out but not drawn.
    label_hidden: bool,
    /// The rule, said before anything is typed.
    hint: Option<Signal<String>>,
    /// What is wrong, `None` when nothing is.
    error: Signal<Option<String>>,
    /// Stands at the end of the label's line.
    aside: Option<Aside>,
    children: TypedChildren<C>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/field.css");
    view! {
        <div class="field" class=(scope, true)>
            <label class="name" class:sr=label_hidden for=id.clone()>{label}</label>
            {hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> })}
            {children.into_inner()()}
            // Drawn beside the label, but Tab leads from field to field first.
            {aside.map(|aside| view! { <div class="aside">{aside.draw()}</div> })}
            <FieldError id=format!("{id}-error") error />
        </div>
    }
}

/// The error of a field: a live region that is there before there is an error.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    let sentence = move || {
        error.get().map(|sentence| {
            view! { <p class="err"><Svg icon=Icon::Warning size=14 />{sentence}</p> }
        })
    };
    view! {
        <div id=id role="status" class:idle=move || error.with(Option::is_none)>{sentence}</div>
    }
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
) -> impl IntoView {
    let address = kind == InputKind::Email;
    let described = described_by(&id, hint.is_some());
    let name = name.unwrap_or_else(|| id.clone());
    let wrong = move || error.with(Option::is_some);
    view! {
        <Field id=id.clone() label label_hidden hint error aside>
            <div class="input" class:bad=wrong class:fixed=fixed>
                {icon.map(|icon| view! { <Svg icon /> })}
                <input
                    id=id
                    name=name
                    type=kind.name()
                    inputmode=address.then_some("email")
                    autocapitalize=address.then_some("none")
                    spellcheck=address.then_some("false")
                    autocomplete=autocomplete
                    value=initial
                    placeholder=placeholder
                    maxlength=most.map(|most| most.to_string())
                    required=required
                    readonly=fixed
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    node_ref=node_ref
                    on:input=move |event| {
                        if let Some(on_input) = on_input {
                            on_input.run(event_target_value(&event));
                        }
                    }
                />
            </div>
        </Field>
    }
}
