//! A password: shown on request, hidden again before it leaves.

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};

use super::{
    field::{Aside, Field, described_by},
    icon::{Icon, Svg},
    strength::{Strength, StrengthMeter},
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
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let caps = RwSignal::new(false);
    hide_on_submit(node_ref, shown);
    let mut described = format!("{} {id}-caps", described_by(&id, hint.is_some()));
    if strength.is_some() {
        described.push_str(&format!(" {id}-strength"));
    }
    let name = name.unwrap_or_else(|| id.clone());
    let eye = format!("Show {}", label.to_lowercase());
    let wrong = move || doubted.get() || error.with(Option::is_some);
    let watch_caps = move |event: KeyboardEvent| caps.set(event.get_modifier_state("CapsLock"));
    view! {
        <Field id=id.clone() label label_hidden=false hint error aside>
            <div class="input" class:bad=wrong>
                <input
                    id=id.clone()
                    name=name
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=if new { "new-password" } else { "current-password" }
                    autocapitalize="none"
                    spellcheck="false"
                    required
                    aria-invalid=move || wrong().then_some("true")
                    aria-describedby=described
                    node_ref=node_ref
                    on:keydown=watch_caps
                    on:keyup=watch_caps
                    on:blur=move |_| caps.set(false)
                    on:input=move |event| {
                        if let Some(on_input) = on_input {
                            on_input.run(event_target_value(&event));
                        }
                    }
                />
                <Eye controls=id.clone() label=eye shown />
            </div>
            <p class="hint" id=format!("{id}-caps") role="status" class:idle=move || !caps.get()>
                {move || caps.get().then_some("Caps Lock is on.")}
            </p>
            {strength.map(|strength| view! { <StrengthMeter id=format!("{id}-strength") strength /> })}
        </Field>
    }
}

/// The button that shows and hides. Its name stays, its state changes.
#[component]
fn Eye(controls: String, label: String, shown: RwSignal<bool>) -> impl IntoView {
    let icon = Signal::derive(move || if shown.get() { Icon::EyeOff } else { Icon::Eye });
    view! {
        <button
            type="button"
            class="eye"
            aria-label=label.clone()
            title=label
            aria-pressed=move || shown.get().to_string()
            aria-controls=controls
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            <Svg icon size=18 />
        </button>
    }
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
