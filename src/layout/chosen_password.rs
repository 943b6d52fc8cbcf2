//! A field for a password that is being chosen: the rule before typing, the strength in words while typing.

use crate::form::{Form, Problem};
use crate::settings::{Settings, use_settings};
use crate::strength;
use crate::ui::part::Part;
use crate::ui::password_field::PasswordField;
use frontdesk_wire::Password;
use leptos::html;
use leptos::prelude::*;

/// The field.
#[component]
pub fn ChosenPassword(
    /// The id of the control.
    id: &'static str,
    /// Its name.
    #[prop(into)]
    label: String,
    /// The form that knows what is wrong with it.
    form: Form,
    /// The element, to read at submit.
    node_ref: NodeRef<html::Input>,
) -> Part {
    let settings = use_settings();
    let rated = RwSignal::new(None);
    view! {
        <PasswordField
            id
            label
            new=true
            hint=Signal::derive(move || settings.password_rule())
            error=form.error_of(id)
            strength=rated
            on_input=move |text: String| rated.set(strength::rate(&text, untrack(|| settings.password_min())))
            node_ref
        />
    }
    .into()
}

/// What is wrong with a chosen password before it is sent.
pub fn check(settings: Settings, password: &Password, id: &'static str) -> Option<Problem> {
    let checked = password.check_length(untrack(|| settings.password_min()));
    checked.err().map(|problem| Problem::Field { id, sentence: problem.sentence() })
}
