//! `/sign-up`: an account of one's own, where the server lets people make one; else who to ask.

use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{
    FormNotices, begin_with, contact, door_page, focus_problem, submit_button, use_way_on, value_of,
};
use crate::routes::{Route, use_route};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::field::{InputKind, TextField};
use crate::ui::part::{Part, Tag, tag};
use crate::{api, carried};
use frontdesk_wire::requests::SignUp;
use frontdesk_wire::{EmailProblem, Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

const EMAIL: &str = "email";
const PASSWORD: &str = "new-password";

/// The page.
pub fn sign_up_page() -> Tag {
    let route = use_route();
    let next = Signal::derive(move || match route.get() {
        Route::SignUp { next } => next.map(|next| *next),
        _ => None,
    });
    use_way_on(move || next.get());
    let settings = use_settings();
    let refused = RwSignal::new(false);
    let closed = Memo::new(move |_| refused.get() || !settings.sign_up_is_open());
    let sign_in = Signal::derive(move || Route::SignIn { next: next.get().map(Box::new) }.href());
    tag("div").live(move || match closed.get() {
        true => vec![closed_page(sign_in)],
        false => vec![open_form(Fields::new(refused), sign_in)],
    })
}

fn closed_page(sign_in: Signal<String>) -> Part {
    let whom = tag("p").with("Ask ").with(contact("whoever runs this site")).with(" for one.");
    let back = view! { <LinkButton href=sign_in text="Sign in" kind=ButtonKind::Primary wide=true /> };
    let lead = "Accounts here are made by an administrator.";
    door_page("Sign-up is closed", false.into(), lead.into(), vec![whom.into(), back.into()])
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    email: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
    refused: RwSignal<bool>,
    session: Keeper,
    settings: Settings,
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
        }
    }

    fn submit(self) {
        let email = value_of(self.email).trim().to_owned();
        let password = Password::new(value_of(self.password));
        let mut problems = Vec::new();
        if let Some(problem) = EmailProblem::at_first_sight(&email) {
            problems.push(Problem::Field { id: EMAIL, sentence: problem.sentence().to_owned() });
        }
        problems.extend(chosen_password::check(self.settings, &password, PASSWORD));
        focus_problem(&problems);
        if !self.form.check(problems) || !self.form.begin() {
            return;
        }
        let request = SignUp { email: Some(email), password: Some(password), ..SignUp::default() };
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

fn open_form(fields: Fields, sign_in: Signal<String>) -> Part {
    let settings = use_settings();
    let Fields { form, email, password, .. } = fields;
    let lead = move || format!("One account for everything at {}.", settings.app_name());
    let submit = move |event: Event| {
        event.prevent_default();
        fields.submit();
    };
    begin_with(email, carried::email);
    let email = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            autocomplete="username"
            error=form.error_of(EMAIL)
            required=true
            node_ref=email
            on_input=move |text: String| carried::set_email(&text)
        />
    };
    let sign_in = tag("a").live_attr("href", move || sign_in.get()).with("Sign in");
    let inside = tag("form")
        .attr("method", "post")
        .attr("novalidate", true)
        .on("submit", submit)
        .with(view! { <FormNotices form refused="Your account was not created" id="wait" /> })
        .with(email)
        .with(view! { <ChosenPassword id=PASSWORD label="Password" form node_ref=password /> })
        .with(submit_button(form, || "Create account".to_owned(), "Creating…"))
        .with(tag("p").attr("class", "after").with("Have an account? ").with(sign_in));
    let lead = tag("span").live_text(lead);
    door_page("Create your account", form.is_wrong(), lead.into(), vec![inside.into()])
}
