//! When a session ends under somebody's hands: the same person signs in again in place, and nothing typed is lost. Where
//! they signed out in another tab, the page stays out of sight until they are back.

use crate::api;
use crate::form::{Form, Problem};
use crate::layout::{FormNotices, empty, value_of};
use crate::session::{Keeper, Parting, use_session};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::effect;
use crate::ui::field::{InputKind, TextField};
use crate::ui::focus_id;
use crate::ui::part::{Part, live_if, tag};
use crate::ui::password_field::PasswordField;
use frontdesk_wire::requests::SignIn;
use frontdesk_wire::{Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// By then the dialog is open.
const SHOWN: Duration = Duration::from_millis(80);
/// The style sheet shows this dialog alone where the page is covered.
const ID: &str = "sign-in-again";
const FORM: &str = "again-form";
const PASSWORD: &str = "again-password";

/// Opens over any page when its session ends.
pub fn sign_in_again() -> Part {
    let session = use_session();
    let form = Form::new(&[("password", PASSWORD)]);
    let open = RwSignal::new(false);
    let password = NodeRef::<html::Input>::new();
    open_at_the_end(session, open);
    let why = move || match session.is_covered() {
        true => {
            "You signed out in another tab. What you typed here is kept, out of sight, until you sign in again."
        }
        false => "Your session has ended. What you typed is still here.",
    };
    let inside = move || -> Part {
        vec![tag("p").attr("class", "muted").live_text(why).into(), again(form, password)].into()
    };
    view! {
        <Dialog id=ID heading="Sign in again" open actions=move || answers(session, form, open)>
            {inside()}
        </Dialog>
    }
    .into()
}

/// Keeps the page out of sight, but for the dialog, while whoever worked there is signed out.
pub fn cover() -> Part {
    let session = use_session();
    live_if(move || session.is_covered(), || tag("span").attr("class", "covers").attr("hidden", true))
}

/// Opens each time the session ends.
fn open_at_the_end(session: Keeper, open: RwSignal<bool>) {
    effect(move || {
        session.times_ended();
        let ended = session.is_ended();
        open.set(ended);
        if ended {
            // The dialog shows itself a frame later and focuses what comes first in it.
            set_timeout(|| focus_id(PASSWORD), SHOWN);
        }
    });
    // What is covered stays covered: Escape does not lead to it.
    effect(move || {
        if session.is_covered() && !open.get() {
            open.set(true);
        }
    });
}

fn answers(session: Keeper, form: Form, open: RwSignal<bool>) -> Vec<Part> {
    let text = if session.has_unsaved_work() { "Discard and sign out" } else { "Sign out" };
    let sign_out =
        view! { <Button text kind=ButtonKind::Ghost on_click=move |_| session.forget(Parting::SignedOut) /> };
    let not_now = move || view! { <Button text="Not now" on_click=move |_| open.set(false) /> };
    let sign_in = view! {
        <Button
            text="Sign in"
            kind=ButtonKind::Primary
            submit=true
            form=FORM
            busy=form.is_sending()
            busy_text="Signing in…"
            disabled_because=form.waits()
        />
    };
    vec![sign_out.into(), live_if(move || !session.is_covered(), not_now), sign_in.into()]
}

fn again(form: Form, password: NodeRef<html::Input>) -> Part {
    let session = use_session();
    let username = session.viewer_untracked().map(|viewer| viewer.username().to_owned()).unwrap_or_default();
    let email = view! {
        <TextField
            id="again-email"
            label="Email"
            kind=InputKind::Email
            autocomplete="username"
            initial=username
            fixed=true
        />
    };
    let field = view! {
        <PasswordField id=PASSWORD label="Password" error=form.error_of(PASSWORD) doubted=form.is_refused_with(code::CREDENTIALS_REFUSED) node_ref=password />
    };
    tag("form")
        .attr("id", FORM)
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            sign_in(session, form, password);
        })
        .with(view! { <FormNotices form refused="You are not signed in" id="again-wait" /> })
        .with(email)
        .with(field)
        .into()
}

fn sign_in(session: Keeper, form: Form, password: NodeRef<html::Input>) {
    let Some(viewer) = session.viewer_untracked() else { return };
    let typed = value_of(password);
    let missing = Problem::Field { id: PASSWORD, sentence: "Enter your password.".to_owned() };
    if !form.check(if typed.is_empty() { vec![missing] } else { Vec::new() }) || !form.begin() {
        focus_id(PASSWORD);
        return;
    }
    let username = Some(viewer.username().to_owned());
    let request = SignIn { username, password: Some(Password::new(typed)), ..SignIn::default() };
    spawn_local(async move {
        match api::auth::sign_in(session.api(), &request).await {
            Ok(signed_in) => {
                form.succeed();
                session.enter(signed_in);
            }
            Err(error) => {
                form.fail(&error);
                if error.is(code::CREDENTIALS_REFUSED) {
                    empty(password);
                    focus_id(PASSWORD);
                }
            }
        }
    });
}
