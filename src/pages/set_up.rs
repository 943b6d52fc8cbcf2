//! `/set-up?code=`: the first administrator, by the link that the server printed at its first start.

use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{DoorPage, FormNotices, LinkCode, focus_problem, use_link_code, value_of};
use crate::routes::{Go, Route, use_go};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::storage::{SET_UP_CODE, Shelf};
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::facts::Facts;
use crate::ui::field::{InputKind, TextField};
use crate::{api, clock};
use frontdesk_wire::requests::SetUp;
use frontdesk_wire::{Email, Password, code};
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const EMAIL: &str = "email";
const PASSWORD: &str = "new-password";

/// The page.
#[component]
pub fn SetUpPage() -> impl IntoView {
    let code = use_link_code(SET_UP_CODE, |route| match route {
        Route::SetUp { code } => Some((code, Route::SetUp { code: None })),
        _ => None,
    });
    let fields = Fields::new(code);
    let is_gone = Memo::new(move |_| code.with(|code| *code == LinkCode::Gone));
    move || match is_gone.get() {
        false => Either::Left(view! { <FirstAdministrator fields /> }),
        true => Either::Right(view! { <Spent /> }),
    }
}

#[component]
fn Spent() -> impl IntoView {
    view! {
        <DoorPage
            title="This set-up link no longer works"
            lead="It was used, or there is an administrator already. While there is none, the server prints a new link at each start."
        >
            <LinkButton
                href=Route::SignIn { next: None }.href()
                text="Sign in"
                kind=ButtonKind::Primary
                wide=true
            />
        </DoorPage>
    }
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
        let Ok(email) = email else { return };
        spawn_local(self.send(SetUp { code: code.reveal().to_owned(), email: email.to_string(), password }));
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

#[component]
fn FirstAdministrator(fields: Fields) -> impl IntoView {
    let Fields { form, email, password, .. } = fields;
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    view! {
        <DoorPage
            title="Make the first administrator"
            wrong=form.is_wrong()
            lead="This link works once. Everyone after you is added from inside, or signs up."
        >
            <form method="post" novalidate on:submit=submit>
                <FormNotices form refused="The administrator was not created" id="wait" />
                <TextField
                    id=EMAIL
                    label="Email"
                    kind=InputKind::Email
                    autocomplete="username"
                    error=form.error_of(EMAIL)
                    required=true
                    node_ref=email
                />
                <ChosenPassword id=PASSWORD label="Password" form node_ref=password />
                <Button
                    text="Create administrator"
                    kind=ButtonKind::Primary
                    wide=true
                    submit=true
                    busy=form.is_sending()
                    busy_text="Creating…"
                    disabled_because=form.waits()
                />
                <ServerFacts />
            </form>
        </DoorPage>
    }
}

#[component]
fn ServerFacts() -> impl IntoView {
    let settings = use_settings();
    let host = || window().location().host().unwrap_or_default();
    let server = clock::once_started(String::new(), host);
    let unless_open = move || settings.hidden_unless("sign_up", Settings::sign_up_is_open);
    let unless_closed = move || settings.hidden_unless("no_sign_up", |settings| !settings.sign_up_is_open());
    view! {
        <Facts>
            <dt>"Server"</dt>
            <dd>{server}</dd>
            <dt>"Sign-up"</dt>
            <dd hidden=unless_open>"Open: anyone can create an account."</dd>
            <dd hidden=unless_closed>"Closed: only you can add people."</dd>
        </Facts>
    }
}
