//! A field for a password that is being chosen: the rule before typing, the strength in words while typing.

use super::value_of;
use crate::form::{Form, Problem, when_answered};
use crate::settings::{Settings, use_settings};
use crate::strength::{self, lists};
use crate::ui::part::Part;
use crate::ui::password_field::PasswordField;
use crate::ui::strength::Strength;
use frontdesk_wire::Password;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

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
    let judge = move || judge(settings, node_ref, rated);
    let on_input = move |text: String| {
        judge();
        if !text.is_empty() {
            let again = move |came| {
                if came {
                    judge();
                }
            };
            when_answered(rated, lists::load(), again);
        }
    };
    view! {
        <PasswordField
            id
            label
            new=true
            hint=Signal::derive(move || settings.password_rule())
            error=form.error_of(id)
            strength=rated
            on_input
            node_ref
        />
    }
    .into()
}

/// Rates what stands in the field now.
fn judge(settings: Settings, field: NodeRef<html::Input>, rated: RwSignal<Option<Strength>>) {
    let min = untrack(|| settings.password_min());
    rated.set(strength::rate(&value_of(field), min, || email_beside(field)));
}

/// The address in the same form, where it is a form with one.
fn email_beside(field: NodeRef<html::Input>) -> String {
    let form = field.try_get_untracked().flatten().and_then(|field| field.form());
    let email = form.and_then(|form| form.query_selector("input[type=email]").ok().flatten());
    email
        .and_then(|email| email.dyn_into::<HtmlInputElement>().ok())
        .map(|email| email.value())
        .unwrap_or_default()
}

/// What is wrong with a chosen password before it is sent.
pub fn check(settings: Settings, password: &Password, id: &'static str) -> Option<Problem> {
    let checked = password.check_length(untrack(|| settings.password_min()));
    checked.err().map(|problem| Problem::Field { id, sentence: problem.sentence() })
}
