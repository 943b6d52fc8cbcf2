//! Asking for a reset link, and then "check your mail": the same words whether or not anybody has that address.

use crate::api;
use crate::carried::{Asked, use_carried};
use crate::form::{Form, Problem};
use crate::layout::{DoorPage, FormNotices, value_of};
use crate::routes::Route;
use crate::session::use_session;
use crate::settings::{Settings, use_settings};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::countdown::{Countdown, in_words};
use crate::ui::field::{InputKind, TextField};
use frontdesk_wire::Email;
use frontdesk_wire::requests::ForgotPassword;
use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const EMAIL: &str = "email";
/// How long the next mail has to wait, in seconds: most mail is there by then.
const BETWEEN_MAILS: u32 = 45;

/// Two steps at one address: the form, then where the link went.
#[component]
pub fn AskForLink(
    /// The heading of the form.
    #[prop(into)]
    title: String,
    /// The sentence under it.
    #[prop(into)]
    lead: Signal<String>,
    /// What the button says.
    #[prop(into)]
    button: String,
    /// The page that was wanted before the password was forgotten.
    #[prop(into)]
    next: Signal<Option<Route>>,
) -> impl IntoView {
    let ask = Ask::new(next);
    let [title, button] = [title, button].map(StoredValue::new);
    move || match ask.sent_to.get() {
        Some(email) => Either::Left(view! { <CheckMail ask email /> }),
        None => Either::Right(view! {
            <AskForm
                ask
                title=title.get_value()
                lead
                button=button.get_value()
            />
        }),
    }
}

#[derive(Clone, Copy)]
struct Ask {
    form: Form,
    sent_to: RwSignal<Option<String>>,
    until_next: Countdown,
    next: Signal<Option<Route>>,
    settings: Settings,
    api: api::Api,
}

impl Ask {
    fn new(next: Signal<Option<Route>>) -> Self {
        Self {
            form: Form::new(&[("email", EMAIL)]),
            sent_to: RwSignal::new(None),
            until_next: Countdown::new(None),
            next,
            settings: use_settings(),
            api: use_session().api(),
        }
    }

    fn send(self, text: String) {
        let email = match Email::parse(&text) {
            Ok(email) => email.to_string(),
            Err(problem) => {
                self.form.check(vec![Problem::Field { id: EMAIL, sentence: problem.sentence().to_owned() }]);
                return;
            }
        };
        if !self.form.begin() {
            return;
        }
        let asked = Asked { email, next: self.next.get_untracked() };
        spawn_local(async move {
            let request = ForgotPassword { email: asked.email.clone() };
            match api::auth::forgot_password(self.api, &request).await {
                Ok(_) => self.sent(asked),
                Err(error) => self.form.fail(&error),
            }
        });
    }

    /// The mail's page finds for whom it is, also where this page was left.
    fn sent(self, asked: Asked) {
        asked.write(untrack(|| self.settings.reset_link_seconds()));
        self.form.succeed();
        self.until_next.start(BETWEEN_MAILS);
        self.sent_to.set(Some(asked.email));
    }
}

#[component]
fn AskForm(ask: Ask, title: String, lead: Signal<String>, button: String) -> impl IntoView {
    let carried = use_carried();
    let email = NodeRef::<html::Input>::new();
    let text = move || match ask.form.wait().running() {
        true => format!("{button} after {}", ask.form.wait().clock()),
        false => button.clone(),
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask.send(value_of(email));
    };
    let way_back = move || Route::SignIn { next: ask.next.get().map(Box::new) }.href();
    // What was typed before the app stood, or filled in, is better known than this.
    Effect::new(move |_| {
        if let Some(field) = email.get().filter(|field| field.value().is_empty()) {
            field.set_value(&known_email(&carried.email()));
        }
    });
    view! {
        <DoorPage title wrong=ask.form.is_wrong() lead>
            <form method="post" novalidate on:submit=submit>
                <FormNotices form=ask.form refused="The link was not sent" id="wait" />
                <TextField
                    id=EMAIL
                    label="Email"
                    kind=InputKind::Email
                    autocomplete="username"
                    error=ask.form.error_of(EMAIL)
                    required=true
                    node_ref=email
                    on_input=move |text: String| carried.set_email(text)
                />
                <Button
                    text=Signal::derive(text)
                    kind=ButtonKind::Primary
                    wide=true
                    submit=true
                    busy=ask.form.is_sending()
                    busy_text="Sending…"
                    disabled_because=ask.form.waits()
                />
                <p class="after">"Remembered it? " <a href=way_back>"Sign in"</a></p>
            </form>
        </DoorPage>
    }
}

/// How often and how long a link works, as far as the server says.
fn how_long(seconds: Option<u32>) -> String {
    match seconds {
        Some(seconds) => format!("It works once, within {}.", in_words(seconds)),
        None => "It works once, and for a limited time.".to_owned(),
    }
}

/// What was typed here before, else what a link was asked for last.
fn known_email(carried: &str) -> String {
    if carried.is_empty() {
        Asked::read().map(|asked| asked.email).unwrap_or_default()
    } else {
        carried.to_owned()
    }
}

#[component]
fn CheckMail(ask: Ask, email: String) -> impl IntoView {
    let again = email.clone();
    let lead = view! {
        "If "
        <b>{email}</b>
        " has an account, a link is on its way. "
        {move || how_long(ask.settings.reset_link_seconds())}
    };
    let waits = move || ask.until_next.running() || ask.form.wait().running();
    let clock = move || match ask.form.wait().running() {
        true => ask.form.wait().clock(),
        false => ask.until_next.clock(),
    };
    let text =
        move || if waits() { format!("Send again after {}", clock()) } else { "Send again".to_owned() };
    let reason = move || waits().then(|| "The last mail may still be on its way.".to_owned());
    view! {
        <DoorPage title="Check your mail" wrong=ask.form.is_wrong() lead>
            <form novalidate on:submit=|event| event.prevent_default()>
                <FormNotices form=ask.form refused="The link was not sent" id="wait" />
                <p class="muted small">
                    "Nothing there? Look in the spam folder, or have it sent again in a moment."
                </p>
                <Button
                    text=Signal::derive(text)
                    wide=true
                    busy=ask.form.is_sending()
                    busy_text="Sending…"
                    disabled_because=Signal::derive(reason)
                    on_click=move |_| ask.send(again.clone())
                />
                <p class="after">
                    "Wrong address? "
                    <button type="button" class="link" on:click=move |_| ask.sent_to.set(None)>
                        "Use another"
                    </button>
                </p>
            </form>
        </DoorPage>
    }
}
