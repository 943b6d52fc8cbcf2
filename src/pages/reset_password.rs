//! `/reset-password?code=`: a new password by a mailed link. Opening it spends nothing; a spent link is replaced in one tap.

use crate::carried::Asked;
use crate::form::Form;
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{
    FormNotices, LinkCode, ask_for_link, door_page, focus_problem, go_on, submit_button, use_link_code,
    value_of,
};
use crate::routes::{Go, Route, use_go};
use crate::session::{Keeper, Parting, use_session};
use crate::settings::{Settings, use_settings};
use crate::storage::{RESET_CODE, Shelf};
use crate::ui::countdown::in_words;
use crate::ui::field::{Aside, InputKind, TextField};
use crate::ui::focus_id;
use crate::ui::part::{Part, Tag, tag};
use crate::{api, carried, clock};
use frontdesk_wire::requests::{RedeemResetCode, SignIn};
use frontdesk_wire::{Password, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Event;

const PASSWORD: &str = "new-password";

/// The page.
pub fn reset_password_page() -> Tag {
    let asked = clock::once_started(None, Asked::read);
    let code = use_link_code(RESET_CODE, |route| match route {
        Route::ResetPassword { code } => Some((code, Route::ResetPassword { code: None })),
        _ => None,
    });
    let fields = Fields::new(code, asked);
    let settings = fields.settings;
    let expired = Signal::derive(move || expired(settings.reset_link_seconds()));
    let next = Signal::derive(move || asked.get().and_then(|asked| asked.next));
    let is_gone = Memo::new(move |_| code.with(|code| *code == LinkCode::Gone));
    let ask = ask_for_link("This link no longer works", expired, "Send a new link", next);
    tag("div").live(move || match is_gone.get() {
        false => vec![new_password(fields)],
        true => vec![ask()],
    })
}

/// Why a link no longer works, as far as the server says.
fn expired(seconds: Option<u32>) -> String {
    let old = seconds.map_or("has run out".to_owned(), |life| format!("is older than {}", in_words(life)));
    format!("It was used already, or {old}. Each link works once, so that nobody else can use yours.")
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    code: RwSignal<LinkCode>,
    asked: Signal<Option<Asked>>,
    is_other: RwSignal<bool>,
    password: NodeRef<html::Input>,
    session: Keeper,
    settings: Settings,
    go: Go,
}

impl Fields {
    fn new(code: RwSignal<LinkCode>, asked: Signal<Option<Asked>>) -> Self {
        Self {
            form: Form::new(&[("password", PASSWORD)]),
            code,
            asked,
            is_other: RwSignal::new(false),
            password: NodeRef::new(),
            session: use_session(),
            settings: use_settings(),
            go: use_go(),
        }
    }

    fn submit(self) {
        let Some(code) = self.code.with_untracked(LinkCode::code) else { return };
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
        let asked = untrack(|| self.asked());
        match api::auth::redeem_reset_code(self.session.api(), &request).await {
            Ok(_) => {
                Shelf::Tab.remove(RESET_CODE);
                self.enter(asked, request.password).await;
            }
            Err(error) if error.is(code::RESET_CODE_SPENT) => {
                Shelf::Tab.remove(RESET_CODE);
                self.form.succeed();
                self.code.set(LinkCode::Gone);
            }
            Err(error) => self.form.fail(&error),
        }
    }

    /// For whom the link was asked for on this device, unless somebody else says that it was not them. Tracked.
    fn asked(self) -> Option<Asked> {
        self.asked.get().filter(|_| !self.is_other.get())
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
                Err(error) if error.is(code::CREDENTIALS_REFUSED) => carried::set_email(""),
                Err(_) => {}
            }
        }
        self.session.forget(Parting::PasswordSet);
        self.session.pass_on_parting();
        if !self.form.is_left() {
            self.go.replace(&Route::SignIn { next: None });
        }
    }
}

fn new_password(fields: Fields) -> Part {
    let Fields { form, password, is_other, .. } = fields;
    let known = Memo::new(move |_| fields.asked().is_some());
    let lead = move || match known.get() {
        true => "You will be signed in here, and signed out everywhere else.",
        false => "You will be signed out everywhere, and sign in with the new one.",
    };
    let text = move || if known.get() { "Set password and sign in" } else { "Set password" }.to_owned();
    let submit = move |event: Event| {
        event.prevent_default();
        fields.submit();
    };
    let whose =
        move || fields.asked().map(|Asked { email, .. }| account(email, is_other)).into_iter().collect();
    let inside = tag("form")
        .attr("method", "post")
        .attr("novalidate", true)
        .on("submit", submit)
        .with(view! { <FormNotices form refused="Your password was not set" id="wait" /> })
        .with(tag("div").attr("class", "whose").live_class("other", move || is_other.get()).live(whose))
        .with(view! { <ChosenPassword id=PASSWORD label="New password" form node_ref=password /> })
        .with(submit_button(form, text, "Setting…"));
    let lead = tag("span").live_text(lead);
    door_page("Set a new password", form.is_wrong(), lead.into(), vec![inside.into()])
}

/// Whose password it is, for the person and for their password manager: whoever asked for a link on this device last, and
/// only the person knows whether that is who they are.
fn account(email: String, is_other: RwSignal<bool>) -> Part {
    let drop_it = move |()| {
        Asked::forget();
        is_other.set(true);
        focus_id(PASSWORD);
    };
    view! {
        <TextField
            id="email"
            label="Link asked for by"
            aside=Aside::Button { words: "Not you?", on_click: Callback::new(drop_it) }
            kind=InputKind::Email
            autocomplete="username"
            initial=email
            fixed=true
        />
    }
    .into()
}
