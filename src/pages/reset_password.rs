//! `/reset-password?code=`: a new password by a mailed link. Opening it spends nothing; a spent link is replaced in one tap.

use crate::api;
use crate::carried::{Asked, Carried, use_carried};
use crate::form::Form;
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{AskForLink, DoorPage, FormNotices, focus_problem, go_on, value_of};
use crate::routes::{Code, Go, Route, use_go, use_route};
use crate::session::{Keeper, Parting, use_session};
use crate::settings::{Settings, use_settings};
use crate::storage::{RESET_CODE, Shelf};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::countdown::in_words;
use crate::ui::field::{InputKind, TextField};
use crate::ui::focus_id;
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
    let settings = fields.settings;
    let expired = Signal::derive(move || expired(settings.reset_link_seconds()));
    move || {
        let next = next.clone();
        match code.with(Option::is_some) {
            true => view! { <NewPassword fields /> }.into_any(),
            false => view! {
                <AskForLink
                    title="This link no longer works"
                    lead=expired
                    button="Send a new link"
                    next
                />
            }
            .into_any(),
        }
    }
}

/// Why a link no longer works, as far as the server says.
fn expired(seconds: Option<u32>) -> String {
    let old = seconds.map_or("has run out".to_owned(), |life| format!("is older than {}", in_words(life)));
    format!("It was used already, or {old}. Each link works once, so that nobody else can use yours.")
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
    asked: RwSignal<Option<Asked>>,
    password: NodeRef<html::Input>,
    session: Keeper,
    settings: Settings,
    carried: Carried,
    go: Go,
}

impl Fields {
    fn new(code: RwSignal<Option<Code>>, asked: Option<Asked>) -> Self {
        Self {
            form: Form::new(&[("password", PASSWORD)]),
            code,
            asked: RwSignal::new(asked),
            password: NodeRef::new(),
            session: use_session(),
            settings: use_settings(),
            carried: use_carried(),
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
        let asked = self.asked.get_untracked();
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
            match api::auth::sign_in(self.session.api(), &request).await {
                Ok(signed_in) => {
                    self.session.enter(signed_in);
                    if !self.form.is_left() {
                        go_on(self.go, self.settings, next);
                    }
                    return;
                }
                // The link was for somebody else on this device.
                Err(error) if error.is(code::CREDENTIALS_REFUSED) => self.carried.set_email(String::new()),
                Err(_) => {}
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
    let known = Memo::new(move |_| asked.with(Option::is_some));
    let lead = move || match known.get() {
        true => "You will be signed in here, and signed out everywhere else.",
        false => "You will be signed out everywhere, and sign in with the new one.",
    };
    let text = move || if known.get() { "Set password and sign in" } else { "Set password" }.to_owned();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    view! {
        <DoorPage title="Set a new password" wrong=form.is_wrong() lead=move || lead>
            <form novalidate on:submit=submit>
                <FormNotices form refused="Your password was not set" id="wait" />
                {move || asked.get().map(|Asked { email, .. }| view! { <Account email asked /> })}
                <ChosenPassword id=PASSWORD label="New password" form node_ref=password />
                <Button
                    text=Signal::derive(text)
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

/// Whose password it is, for the person and for their password manager: whoever asked for a link on this device last, and
/// only the person knows whether that is who they are.
#[component]
fn Account(email: String, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let drop_it = move |_| {
        Asked::forget();
        asked.set(None);
        focus_id(PASSWORD);
    };
    view! {
        <TextField
            id="email"
            label="Link asked for by"
            aside=move || view! { <button type="button" class="link" on:click=drop_it>"Not you?"</button> }
            kind=InputKind::Email
            autocomplete="username"
            initial=email
            fixed=true
        />
    }
}
