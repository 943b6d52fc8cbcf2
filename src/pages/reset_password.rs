//! `/reset-password?code=`: a new password by a mailed link. Opening it spends nothing; a spent link is replaced in one tap.

use crate::api;
use crate::carried::Asked;
use crate::form::Form;
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{AskForLink, DoorPage, FormNotices, focus_problem, go_on, value_of};
use crate::routes::{Code, Go, Route, use_go, use_route};
use crate::session::{Keeper, Parting, use_session};
use crate::settings::{Settings, use_settings};
use crate::storage::{RESET_CODE, Shelf};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::field::{InputKind, TextField};
use frontdesk_wire::requests::{RedeemResetCode, SignIn};
use frontdesk_wire::{Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const PASSWORD: &str = "new-password";

/// The page.
#[component]
pub fn ResetPasswordPage() -> impl IntoView {
    let asked = Asked::read();
    let next = asked.as_ref().and_then(|asked| asked.next.clone());
    let code = RwSignal::new(take_code());
    let fields = Fields::new(code, asked);
    move || {
        let next = next.clone();
        match code.with(Option::is_some) {
            true => view! { <NewPassword fields /> }.into_any(),
            false => view! {
                <AskForLink
                    title="This link no longer works"
                    lead="It was used already, or is more than an hour old. Each link works once, so that nobody else can use yours."
                    button="Send a new link"
                    next
                />
            }
            .into_any(),
        }
    }
}

/// Takes the code out of the address bar and keeps it in this tab, so that a reload still has it.
fn take_code() -> Option<Code> {
    if let Route::ResetPassword { code: Some(code) } = use_route().get_untracked() {
        Shelf::Tab.write(RESET_CODE, code.reveal());
        use_go().rewrite(&Route::ResetPassword { code: None });
        return Some(code);
    }
    Shelf::Tab.read(RESET_CODE).and_then(Code::new)
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    code: RwSignal<Option<Code>>,
    asked: StoredValue<Option<Asked>>,
    password: NodeRef<html::Input>,
    session: Keeper,
    settings: Settings,
    go: Go,
}

impl Fields {
    fn new(code: RwSignal<Option<Code>>, asked: Option<Asked>) -> Self {
        Self {
            form: Form::new(&[("password", PASSWORD)]),
            code,
            asked: StoredValue::new(asked),
            password: NodeRef::new(),
            session: use_session(),
            settings: use_settings(),
            go: use_go(),
        }
    }

    fn submit(self) {
        let Some(code) = self.code.get_untracked() else { return };
        let password = Password::new(value_of(self.password));
        let problems: Vec<_> =
            chosen_password::check(self.settings, &password, PASSWORD).into_iter().collect();
        focus_problem(&problems);
        if !self.form.check(problems) || !self.form.begin() {
            return;
        }
        let request = RedeemResetCode { code: code.reveal().to_owned(), password };
        spawn_local(self.redeem(request));
    }

    async fn redeem(self, request: RedeemResetCode) {
        let asked = self.asked.get_value();
        match api::auth::redeem_reset_code(self.session.api(), &request).await {
            Ok(_) => {
                Shelf::Tab.remove(RESET_CODE);
                self.enter(asked, request.password).await;
            }
            Err(error) if error.is(code::RESET_CODE_SPENT) => {
                Shelf::Tab.remove(RESET_CODE);
                self.form.succeed();
                self.code.set(None);
            }
            Err(error) => self.form.fail(&error),
        }
    }

    /// Signs in with the new password where it is known for whom; else the person does. Also where they left meanwhile:
    /// the password is set, and whatever page they are on goes on from there.
    async fn enter(self, asked: Option<Asked>, password: Password) {
        Asked::forget();
        if let Some(Asked { email, next }) = asked {
            let request = SignIn { username: Some(email), password: Some(password), ..SignIn::default() };
            if let Ok(signed_in) = api::auth::sign_in(self.session.api(), &request).await {
                self.session.enter(signed_in);
                if !self.form.is_left() {
                    go_on(self.go, self.settings, next);
                }
                return;
            }
        }
        self.session.forget(Parting::PasswordSet);
        if !self.form.is_left() {
            self.go.replace(&Route::SignIn { next: None });
        }
    }
}

#[component]
fn NewPassword(fields: Fields) -> impl IntoView {
    let Fields { form, password, asked, .. } = fields;
    let account = asked.with_value(|asked| asked.as_ref().map(|asked| asked.email.clone()));
    let known = account.is_some();
    let lead = move || match known {
        true => "You will be signed in here, and signed out everywhere else.",
        false => "You will be signed out everywhere, and sign in with the new one.",
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    view! {
        <DoorPage title="Set a new password" wrong=form.is_wrong() lead>
            <form novalidate on:submit=submit>
                <FormNotices form refused="Your password was not set" id="wait" />
                {account.map(|email| view! { <Account email /> })}
                <ChosenPassword id=PASSWORD label="New password" form node_ref=password />
                <Button
                    text="Set password and sign in"
                    kind=ButtonKind::Primary
                    wide=true
                    submit=true
                    busy=form.is_sending()
                    busy_text="Setting…"
                    disabled_because=form.waits()
                />
            </form>
        </DoorPage>
    }
}

/// Whose password it is, for the person and for their password manager.
#[component]
fn Account(email: String) -> impl IntoView {
    view! {
        <TextField
            id="email"
            label="Account"
            kind=InputKind::Email
            autocomplete="username"
            initial=email
            fixed=true
        />
    }
}
