//! Asking for a reset link, and then "check your mail": the same words whether or not anybody has that address.

use crate::api;
use crate::carried::{self, Asked};
use crate::form::{Form, Problem};
use crate::layout::{FormNotices, begin_with, door_page, submit_button, value_of};
use crate::routes::Route;
use crate::session::use_session;
use crate::settings::{Settings, use_settings};
use crate::ui::button::Button;
use crate::ui::countdown::{Countdown, in_words};
use crate::ui::field::{InputKind, TextField};
use crate::ui::part::{Part, tag};
use frontdesk_wire::EmailProblem;
use frontdesk_wire::requests::ForgotPassword;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

const EMAIL: &str = "email";
/// How long the next mail has to wait, in seconds: most mail is there by then.
const BETWEEN_MAILS: u32 = 45;

/// Two steps at one address: the form, under its heading and the sentence below, and then where the link went.
/// `button` is what the button says, `next` the page that was wanted before the password was forgotten. To be drawn
/// `live`.
pub fn ask_for_link(
    title: &'static str,
    lead: Signal<String>,
    button: &'static str,
    next: Signal<Option<Route>>,
) -> impl Fn() -> Part + Copy + Send + Sync {
    let ask = Ask::new(next);
    move || match ask.sent_to.get() {
        Some(email) => check_mail(ask, email),
        None => ask_form(ask, title, lead, button),
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
        let problem = EmailProblem::at_first_sight(&text);
        let problem =
            problem.map(|wrong| Problem::Field { id: EMAIL, sentence: wrong.sentence().to_owned() });
        if !self.form.check(problem.into_iter().collect()) || !self.form.begin() {
            return;
        }
        let asked = Asked { email: text.trim().to_owned(), next: self.next.get_untracked() };
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

fn ask_form(ask: Ask, title: &'static str, lead: Signal<String>, button: &'static str) -> Part {
    let email = NodeRef::<html::Input>::new();
    let submit = move |event: Event| {
        event.prevent_default();
        ask.send(value_of(email));
    };
    let way_back = move || Route::SignIn { next: ask.next.get().map(Box::new) }.href();
    begin_with(email, || known_email(&carried::email()));
    let input = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            autocomplete="username"
            error=ask.form.error_of(EMAIL)
            required=true
            node_ref=email
            on_input=move |text: String| carried::set_email(&text)
        />
    };
    let back = tag("a").live_attr("href", way_back).with("Sign in");
    let form = tag("form")
        .attr("method", "post")
        .attr("novalidate", true)
        .on("submit", submit)
        .with(view! { <FormNotices form=ask.form refused="The link was not sent" id="wait" /> })
        .with(input)
        .with(submit_button(ask.form, move || button.to_owned(), "Sending…"))
        .with(tag("p").attr("class", "after").with("Remembered it? ").with(back));
    let lead = tag("span").live_text(move || lead.get());
    door_page(title, ask.form.is_wrong(), lead.into(), vec![form.into()])
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

fn check_mail(ask: Ask, email: String) -> Part {
    let send = send_again(ask, email.clone());
    let how_long = move || how_long(ask.settings.reset_link_seconds());
    let lead = vec![
        "If ".into(),
        tag("b").with(email).into(),
        " has an account, a link is on its way. ".into(),
        tag("span").live_text(how_long).into(),
    ];
    let other = tag("button")
        .attr("type", "button")
        .attr("class", "link")
        .on("click", move |_| ask.sent_to.set(None))
        .with("Use another");
    let hint = "Nothing there? Look in the spam folder, or have it sent again in a moment.";
    let form = tag("form")
        .attr("novalidate", true)
        .on("submit", |event| event.prevent_default())
        .with(view! { <FormNotices form=ask.form refused="The link was not sent" id="wait" /> })
        .with(tag("p").attr("class", "muted small").with(hint))
        .with(send)
        .with(tag("p").attr("class", "after").with("Wrong address? ").with(other));
    door_page("Check your mail", ask.form.is_wrong(), Part::Several(lead), vec![form.into()])
}

/// The button for another mail, which waits until the last one had time to come.
fn send_again(ask: Ask, email: String) -> Part {
    let waits = move || ask.until_next.running() || ask.form.wait().running();
    let clock = move || match ask.form.wait().running() {
        true => ask.form.wait().clock(),
        false => ask.until_next.clock(),
    };
    let text =
        move || if waits() { format!("Send again after {}", clock()) } else { "Send again".to_owned() };
    let reason = move || waits().then(|| "The last mail may still be on its way.".to_owned());
    view! {
        <Button
            text=Signal::derive(text)
            wide=true
            busy=ask.form.is_sending()
            busy_text="Sending…"
            disabled_because=Signal::derive(reason)
            on_click=move |_| ask.send(email.clone())
        />
    }
    .into()
}
