//! How a user gets in: a new password, a reset link, and whether they get in at all.

use super::super::block::BlockDialog;
use super::super::set_password::SetPasswordDialog;
use super::editing::Editing;
use crate::form::when_answered;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, Svg};
use frontdesk_wire::requests::ForgotPassword;
use leptos::prelude::*;

/// The actions, each a button.
#[component]
pub fn Access(
    /// The user.
    editing: Editing,
) -> impl IntoView {
    let area = editing.area;
    let setting = RwSignal::new(false);
    let blocking = RwSignal::new(false);
    let blocked = move || editing.user.with(|user| user.blocked);
    let mine = Signal::derive(move || {
        let why = "This is your own account: blocking it would lock you out.";
        (area.is_viewer(&editing.id) && !blocked()).then(|| why.to_owned())
    });
    let not_now = Signal::derive(move || editing.going.get().or_else(|| mine.get()));
    let verb = Signal::derive(move || if blocked() { "Unblock" } else { "Block" }.to_owned());
    view! {
        <section class="access" aria-labelledby="user-access">
            <h2 class="label" id="user-access">"Signing in"</h2>
            <div class="acts">
                <Button text="Set a password" icon=Icon::KEY small=true disabled_because=editing.going on_click=move |_| setting.set(true) />
                <SendLink editing />
                <Show when=move || area.offers().blocking>
                    <Button
                        text=verb
                        icon=Icon::LOCK
                        small=true
                        disabled_because=not_now
                        on_click=move |_| blocking.set(true)
                    />
                </Show>
            </div>
            // Printed too: what shows on hover alone is not to be had by touch.
            {move || {
                let why = mine.get().filter(|_| area.offers().blocking);
                why.map(|why| view! { <p class="small muted">{why}</p> })
            }}
        </section>
        <SetPasswordDialog editing open=setting />
        <BlockDialog editing open=blocking />
    }
}

/// Has a reset link sent; says so beside the button.
#[component]
fn SendLink(editing: Editing) -> impl IntoView {
    let sending = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, String>>);
    let send = move |_| {
        let email = editing.user.with_untracked(|user| user.email.clone());
        sending.set(true);
        said.set(None);
        let users = editing.area.users;
        let answer = async move {
            let sent = users.send_reset_link(&ForgotPassword { email: email.clone() }).await;
            sent.map(|()| format!("A reset link is on its way to {email}."))
        };
        when_answered(said, answer, move |told| {
            said.set(Some(told.map_err(|error| error.sentence())));
            sending.set(false);
        });
    };
    let nowhere = Signal::derive(move || {
        let none = editing.user.with(|user| user.email.is_empty());
        editing.going.get().or_else(|| none.then(|| "This user has no email address.".to_owned()))
    });
    let told = move || match said.get() {
        Some(Ok(sentence)) => view! { <p class="hint good">{sentence}</p> }.into_any(),
        Some(Err(sentence)) => {
            view! { <p class="err"><Svg icon=Icon::WARNING size=14 />{sentence}</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <Button
            text="Send a reset link"
            icon=Icon::MAIL
            small=true
            busy=sending
            busy_text="Sending…"
            disabled_because=nowhere
            on_click=send
        />
        <div class="said" role="status" class:idle=move || said.with(Option::is_none)>{told}</div>
    }
}
