//! A password: shown on request, hidden again before it leaves.

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::Event,
};

use super::{
    field::{Aside, Frame, described_by, telling},
    icon::{Icon, live_icon},
    part::{Part, Tag, tag},
    strength::{Strength, strength_meter},
};

/// A field for a password. Pasting and password managers are welcome; there is no second field to type it again.
///
/// It is hidden again when its form is submitted, and says when Caps Lock is on.
#[component]
pub fn PasswordField(
    /// The id of the control; `{id}-hint`, `{id}-error` and `{id}-strength` are made from it.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: String,
    /// A password is being chosen, not given.
    #[prop(optional)]
    new: bool,
    /// Its name in the form; the id when left out.
    #[prop(optional, into)]
    name: Option<String>,
    /// The rule, said before anything is typed.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong, `None` when nothing is.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// It is wrong together with something else, and the sentence stands elsewhere.
    #[prop(optional, into)]
    doubted: Signal<bool>,
    /// Stands at the end of the label's line.
    #[prop(optional)]
    aside: Option<Aside>,
    /// The judgement on what is typed, where one is chosen.
    #[prop(optional, into)]
    strength: Option<Signal<Option<Strength>>>,
    /// The element, to read at submit.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// Runs with the whole text after each change.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
) -> Part {
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    hide_on_submit(node_ref, shown);
    let mut described = format!("{} {id}-caps", described_by(&id, hint.is_some()));
    if strength.is_some() {
        described.push_str(&format!(" {id}-strength"));
    }
    let name = name.unwrap_or_else(|| id.clone());
    let eye = format!("Show {}", label.to_ascii_lowercase());
    let wrong = move || doubted.get() || error.with(Option::is_some);
    let input = tag("input")
        .attr("id", id.clone())
        .attr("name", name)
        .live_attr("type", move || if shown.get() { "text" } else { "password" })
        .attr("autocomplete", if new { "new-password" } else { "current-password" })
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("required", true)
        .live_attr("aria-invalid", move || wrong().then_some("true"))
        .attr("aria-describedby", described)
        .node(node_ref);
    let input = telling(watching_caps(input, caps), on_input);
    let control = tag("div").attr("class", "input").live_class("bad", wrong).with(input);
    let caps_lock = caps_lock(format!("{id}-caps"), caps);
    let strength = strength.map(|strength| strength_meter(format!("{id}-strength"), strength));
    let parts = vec![control.with(show(id.clone(), eye, shown)).into(), caps_lock.into(), strength.into()];
    Frame { id, label, label_hidden: false, hint, error, aside }.around(Part::Several(parts)).into()
}

/// A control that notes whether Caps Lock is on while it is typed into.
fn watching_caps(input: Tag, caps: RwSignal<bool>) -> Tag {
    let watch = move |event: Event| {
        caps.set(event.unchecked_into::<KeyboardEvent>().get_modifier_state("CapsLock"));
    };
    input.on("keydown", watch).on("keyup", watch).on("blur", move |_| caps.set(false))
}

fn caps_lock(id: String, caps: RwSignal<bool>) -> Tag {
    tag("p")
        .attr("class", "hint")
        .attr("id", id)
        .attr("role", "status")
        .live_class("idle", move || !caps.get())
        .live_text(move || caps.get().then_some("Caps Lock is on."))
}

/// The button that shows and hides. Its name stays, its state changes.
fn show(controls: String, label: String, shown: RwSignal<bool>) -> Tag {
    let eye = move || if shown.get() { Icon::EYE_OFF } else { Icon::EYE };
    tag("button")
        .attr("type", "button")
        .attr("class", "eye")
        .attr("aria-label", label.clone())
        .attr("title", label)
        .live_attr("aria-pressed", move || if shown.get() { "true" } else { "false" })
        .attr("aria-controls", controls)
        .on("click", move |_| shown.update(|shown| *shown = !*shown))
        .with(live_icon(eye, 18))
}

/// Password managers take note of a password when its form is sent: it must be one by then, not a text.
fn hide_on_submit(input: NodeRef<html::Input>, shown: RwSignal<bool>) {
    let submit = window_event_listener(ev::submit, move |event| {
        let sent = event.target();
        let own = input.get_untracked().and_then(|input| input.form());
        if own.is_some_and(|own| sent.as_ref() == Some(own.as_ref())) {
            shown.set(false);
        }
    });
    on_cleanup(move || submit.remove());
}
