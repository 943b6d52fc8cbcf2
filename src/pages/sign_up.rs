//! `/sign-up`: an account of one's own, where the server lets people make one; else who to ask.

use crate::api;
use crate::carried::{Carried, use_carried};
use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{Contact, DoorPage, FormNotices, focus_problem, use_way_on, value_of};
use crate::routes::{Route, use_route};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::field::{InputKind, TextField};
use frontdesk_wire::requests::SignUp;
use frontdesk_wire::{Email, Password, code};
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const EMAIL: &str = "email";
const PASSWORD: &str = "new-password";

/// The page.
#[component]
pub fn SignUpPage() -> impl IntoView {
    let route = use_route();
    let next = Memo::new(move |_| match route.get() {
        Route::SignUp { next } => next.map(|next| *next),
        _ => None,
    });
    use_way_on(move || next.get());
    let settings = use_settings();
    let refused = RwSignal::new(false);
    let closed = Memo::new(move |_| refused.get() || !settings.sign_up_is_open());
    let sign_in = Signal::derive(move || Route::SignIn { next: next.get().map(Box::new) }.href());
    move || match closed.get() {
        true => Either::Left(view! { <Closed sign_in /> }),
        false => Either::Right(view! { <OpenForm fields=Fields::new(refused) sign_in /> }),
    }
}

#[component]
fn Closed(sign_in: Signal<String>) -> impl IntoView {
    view! {
        <DoorPage title="Sign-up is closed" lead="Accounts here are made by an administrator.">
            <p>"Ask " <Contact otherwise="whoever runs this site" /> " for one."</p>
            <LinkButton href=sign_in text="Sign in" kind=ButtonKind::Primary wide=true />
        </DoorPage>
    }
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    email: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
    refused: RwSignal<bool>,
    session: Keeper,
    settings: Settings,
    carried: Carried,
}

impl Fields {
    fn new(refused: RwSignal<bool>) -> Self {
        Self {
            form: Form::new(&[("email", EMAIL), ("username", EMAIL), ("password", PASSWORD)]),
            email: NodeRef::new(),
            password: NodeRef::new(),
            refused,
            session: use_session(),
            settings: use_settings(),
            carried: use_carried(),
        }
    }

    fn submit(self) {
        let email = Email::parse(&value_of(self.email));
        let password = Password::new(value_of(self.password));
        let mut problems = Vec::new();
        if let Err(problem) = email {
            problems.push(Problem::Field { id: EMAIL, sentence: problem.sentence().to_owned() });
        }
        problems.extend(chosen_password::check(self.settings, &password, PASSWORD));
        focus_problem(&problems);
        if !self.form.check(problems) || !self.form.begin() {
            return;
        }
        let email = email.ok().map(|email| email.to_string());
        let request = SignUp { email, password: Some(password), ..SignUp::default() };
        spawn_local(async move {
            match api::auth::sign_up(self.session.api(), &request).await {
                Ok(signed_in) => {
                    self.form.succeed();
                    self.session.enter(signed_in);
                }
                Err(error) if error.is(code::SIGN_UP_CLOSED) => {
                    self.form.succeed();
                    self.refused.set(true);
                }
                Err(error) => self.form.fail(&error),
            }
        });
    }
}

#[component]
fn OpenForm(fields: Fields, sign_in: Signal<String>) -> impl IntoView {
    let settings = use_settings();
    let Fields { form, email, password, carried, .. } = fields;
    let lead = move || format!("One account for everything at {}.", settings.app_name());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    view! {
        <DoorPage title="Create your account" wrong=form.is_wrong() lead>
            <form method="post" novalidate on:submit=submit>
                <FormNotices form refused="Your account was not created" id="wait" />
                <TextField
                    id=EMAIL
                    label="Email"
                    kind=InputKind::Email
                    autocomplete="username"
                    initial=carried.email()
                    error=form.error_of(EMAIL)
                    required=true
                    node_ref=email
                    on_input=move |text: String| carried.set_email(text)
                />
                <ChosenPassword id=PASSWORD label="Password" form node_ref=password />
                <Send form />
                <p class="after">"Have an account? " <a href=sign_in>"Sign in"</a></p>
            </form>
        </DoorPage>
    }
}

#[component]
fn Send(form: Form) -> impl IntoView {
    let text = move || match form.wait().running() {
        true => format!("Create account after {}", form.wait().clock()),
        false => "Create account".to_owned(),
    };
    view! {
        <Button
            text=Signal::derive(text)
            kind=ButtonKind::Primary
            wide=true
            submit=true
            busy=form.is_sending()
            busy_text="Creating…"
            disabled_because=form.waits()
        />
    }
}
