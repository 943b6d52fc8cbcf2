//! `/set-up?code=`: the first administrator, by the link that the server printed at its first start.

use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{
    FormNotices, LinkCode, door_page, focus_problem, submit_button, use_link_code, value_of,
};
use crate::routes::{Go, Route, use_go};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::storage::{SET_UP_CODE, Shelf};
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::facts::facts;
use crate::ui::field::{InputKind, TextField};
use crate::ui::part::{Part, Tag, tag};
use crate::{api, clock};
use frontdesk_wire::requests::SetUp;
use frontdesk_wire::{EmailProblem, Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

const EMAIL: &str = "email";
const PASSWORD: &str = "new-password";

/// The page.
pub fn set_up_page() -> Tag {
    let code = use_link_code(SET_UP_CODE, |route| match route {
        Route::SetUp { code } => Some((code, Route::SetUp { code: None })),
        _ => None,
    });
    let fields = Fields::new(code);
    let is_gone = Memo::new(move |_| code.with(|code| *code == LinkCode::Gone));
    tag("div").live(move || match is_gone.get() {
        false => vec![first_administrator(fields)],
        true => vec![spent()],
    })
}

fn spent() -> Part {
    let lead = "It was used, or there is an administrator already. While there is none, the server prints a new link at each start.";
    let href = Route::SignIn { next: None }.href();
    let back = view! { <LinkButton href text="Sign in" kind=ButtonKind::Primary wide=true /> };
    door_page("This set-up link no longer works", false.into(), lead.into(), vec![back.into()])
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    code: RwSignal<LinkCode>,
    email: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
    session: Keeper,
    settings: Settings,
    go: Go,
}

impl Fields {
    fn new(code: RwSignal<LinkCode>) -> Self {
        Self {
            form: Form::new(&[("email", EMAIL), ("username", EMAIL), ("password", PASSWORD)]),
            code,
            email: NodeRef::new(),
            password: NodeRef::new(),
            session: use_session(),
            settings: use_settings(),
            go: use_go(),
        }
    }

    fn submit(self) {
        let Some(code) = self.code.with_untracked(LinkCode::code) else { return };
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
        spawn_local(self.send(SetUp { code: code.reveal().to_owned(), email, password }));
    }

    async fn send(self, request: SetUp) {
        match api::auth::set_up(self.session.api(), &request).await {
            Ok(signed_in) => {
                Shelf::Tab.remove(SET_UP_CODE);
                self.session.enter(signed_in);
                if !self.form.is_left() {
                    self.go.replace(&Route::users());
                }
            }
            Err(error) if error.is(code::SET_UP_CODE_SPENT) => {
                Shelf::Tab.remove(SET_UP_CODE);
                self.form.succeed();
                self.code.set(LinkCode::Gone);
            }
            Err(error) => self.form.fail(&error),
        }
    }
}

fn first_administrator(fields: Fields) -> Part {
    let Fields { form, email, password, .. } = fields;
    let submit = move |event: Event| {
        event.prevent_default();
        fields.submit();
    };
    let email = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            autocomplete="username"
            error=form.error_of(EMAIL)
            required=true
            node_ref=email
        />
    };
    let inside = tag("form")
        .attr("method", "post")
        .attr("novalidate", true)
        .on("submit", submit)
        .with(view! { <FormNotices form refused="The administrator was not created" id="wait" /> })
        .with(email)
        .with(view! { <ChosenPassword id=PASSWORD label="Password" form node_ref=password /> })
        .with(submit_button(form, || "Create administrator".to_owned(), "Creating…"))
        .with(server_facts());
    let lead = "This link works once. Everyone after you is added from inside, or signs up.";
    door_page("Make the first administrator", form.is_wrong(), lead.into(), vec![inside.into()])
}

fn server_facts() -> Tag {
    let settings = use_settings();
    let host = || window().location().host().unwrap_or_default();
    let server = clock::once_started(String::new(), host);
    let unless_open = move || settings.hidden_unless("sign_up", Settings::sign_up_is_open);
    let unless_closed = move || settings.hidden_unless("no_sign_up", |settings| !settings.sign_up_is_open());
    let open = tag("dd").live_attr("hidden", unless_open).with("Open: anyone can create an account.");
    let closed = tag("dd").live_attr("hidden", unless_closed).with("Closed: only you can add people.");
    facts(vec![
        tag("dt").with("Server").into(),
        tag("dd").live_text(move || server.get()).into(),
        tag("dt").with("Sign-up").into(),
        open.into(),
        closed.into(),
    ])
}
