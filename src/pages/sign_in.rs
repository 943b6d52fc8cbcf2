//! `/sign-in`: address and password, then on to the page that was wanted.

use crate::form::{Form, Problem};
use crate::layout::{
    FormNotices, begin_with, door_page, empty, focus_problem, submit_button, use_way_on, value_of,
};
use crate::routes::{Route, use_route};
use crate::session::{Keeper, Parting, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::field::{Aside, InputKind, TextField};
use crate::ui::focus_id;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, Tag, tag};
use crate::ui::password_field::PasswordField;
use crate::{api, carried};
use frontdesk_wire::requests::SignIn;
use frontdesk_wire::{EmailProblem, Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

const EMAIL: &str = "email";
const PASSWORD: &str = "password";

/// The page.
pub fn sign_in_page() -> Part {
    let route = use_route();
    let next = Signal::derive(move || match route.get() {
        Route::SignIn { next } => next.map(|next| *next),
        _ => None,
    });
    use_way_on(move || next.get());
    let fields = Fields::new();
    let form = fields.form;
    let submit = move |event: Event| {
        event.prevent_default();
        fields.submit();
    };
    let way_out = move |()| way_out(form, next);
    let notices = view! { <FormNotices form refused="You are not signed in" id="wait" way_out /> };
    let form = tag("form")
        .attr("method", "post")
        .attr("novalidate", true)
        .on("submit", submit)
        .with(parting_notice(form))
        .with(notices)
        .with(inputs(fields, next))
        .with(sign_up_hint(next));
    door_page("Sign in", fields.form.is_wrong(), "Welcome back.".into(), vec![form.into()])
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    email: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
    session: Keeper,
}

impl Fields {
    fn new() -> Self {
        Self {
            form: Form::new(&[("username", EMAIL), ("email", EMAIL), ("password", PASSWORD)]),
            email: NodeRef::new(),
            password: NodeRef::new(),
            session: use_session(),
        }
    }

    fn submit(self) {
        let email = value_of(self.email).trim().to_owned();
        let password = value_of(self.password);
        let problems = problems(&email, &password);
        focus_problem(&problems);
        if !self.form.check(problems) || !self.form.begin() {
            return;
        }
        carried::set_email(&email);
        let password = Some(Password::new(password));
        let request = SignIn { username: Some(email), password, ..SignIn::default() };
        spawn_local(async move {
            match api::auth::sign_in(self.session.api(), &request).await {
                Ok(signed_in) => {
                    self.form.succeed();
                    self.session.enter(signed_in);
                }
                Err(error) => {
                    self.form.fail(&error);
                    if error.is(code::CREDENTIALS_REFUSED) && !self.form.is_left() {
                        empty(self.password);
                        focus_id(PASSWORD);
                    }
                }
            }
        });
    }
}

fn problems(email: &str, password: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    if email.is_empty() {
        problems.push(Problem::Field { id: EMAIL, sentence: EmailProblem::Empty.sentence().to_owned() });
    }
    if password.is_empty() {
        problems.push(Problem::Field { id: PASSWORD, sentence: "Enter your password.".to_owned() });
    }
    problems
}

fn inputs(fields: Fields, next: Signal<Option<Route>>) -> Part {
    let Fields { form, email, password, .. } = fields;
    // Whoever has to wait may know by now that they do not know it.
    let words = move || if form.wait().running() { "Set a new password" } else { "Forgot password?" };
    let href = Signal::derive(move || forgot(next));
    let forgot = Aside::Link { href, words: Signal::derive(move || words().to_owned()) };
    begin_with(email, carried::email);
    let email = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            name="username"
            autocomplete="username"
            error=form.error_of(EMAIL)
            required=true
            node_ref=email
            on_input=move |text: String| carried::set_email(&text)
        />
    };
    let password = view! {
        <PasswordField
            id=PASSWORD
            label="Password"
            aside=forgot
            error=form.error_of(PASSWORD)
            doubted=form.is_refused_with(code::CREDENTIALS_REFUSED)
            node_ref=password
        />
    };
    Part::Several(vec![
        email.into(),
        password.into(),
        submit_button(form, || "Sign in".to_owned(), "Signing in…"),
    ])
}

fn forgot(next: Signal<Option<Route>>) -> String {
    Route::ForgotPassword { next: next.get().map(Box::new) }.href()
}

/// What to do when the two do not match; other problems have no other way out than to try again. Tracked.
fn way_out(form: Form, next: Signal<Option<Route>>) -> Vec<Part> {
    if !form.is_refused_with(code::CREDENTIALS_REFUSED).get() {
        return Vec::new();
    }
    let link = tag("a").live_attr("href", move || forgot(next)).with("set a new password");
    vec![" Check both and try again, or ".into(), link.into(), ".".into()]
}

/// How the last session ended, until something else is to be said.
fn parting_notice(form: Form) -> Part {
    let session = use_session();
    let wrong = form.is_wrong();
    let quiet = move || wrong.get();
    let good = move || !matches!(session.parting(), None | Some(Parting::Ended)) && !quiet();
    let calm = move || session.parting() == Some(Parting::Ended) && !quiet();
    let words = move || vec![tag("p").live_text(move || session.parting().map(sentence)).into()];
    let good = notice(NoticeKind::Good, Signal::derive(good), words);
    let calm = notice(NoticeKind::Calm, Signal::derive(calm), words);
    Part::Several(vec![good.into(), calm.into()])
}

fn sentence(parting: Parting) -> &'static str {
    match parting {
        Parting::SignedOut => "You are signed out.",
        Parting::SignedOutEverywhere => "You are signed out everywhere.",
        Parting::Elsewhere => "You signed out in another tab.",
        Parting::Ended => "Your session has ended. Sign in again to go on.",
        Parting::PasswordSet => "Your new password is set. Sign in with it.",
    }
}

fn sign_up_hint(next: Signal<Option<Route>>) -> Tag {
    let settings = use_settings();
    let href = move || Route::SignUp { next: next.get().map(Box::new) }.href();
    let unless_open = move || settings.hidden_unless("sign_up", Settings::sign_up_is_open);
    let link = tag("a").live_attr("href", href).with("Create an account");
    tag("p").attr("class", "after").live_attr("hidden", unless_open).with("New here? ").with(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_fields_are_asked_for_before_anything_is_sent() {
        assert_eq!(problems("", "").len(), 2);
        assert!(matches!(problems("ada@x.io", "")[..], [Problem::Field { id: PASSWORD, .. }]));
        assert!(problems("ada@x.io", "x").is_empty());
    }
}
