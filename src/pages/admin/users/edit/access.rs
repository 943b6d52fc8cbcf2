//! How a user gets in: a new password, a reset link, and whether they get in at all.

use super::super::block::BlockDialog;
use super::super::set_password::SetPasswordDialog;
use super::editing::Editing;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, Svg};
use frontdesk_wire::requests::ForgotPassword;
use leptos::prelude::*;
use leptos::task::spawn_local;

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
    let verb = Signal::derive(move || if blocked() { "Unblock" } else { "Block" }.to_owned());
    view! {
        <section class="access" aria-labelledby="user-access">
            <h2 class="label" id="user-access">"Signing in"</h2>
            <div class="acts">
                <Button text="Set a password" icon=Icon::Key small=true on_click=move |_| setting.set(true) />
                <SendLink editing />
                <Show when=move || area.offers().blocking>
                    <Button
                        text=verb
                        icon=Icon::Lock
                        small=true
                        disabled_because=mine
                        on_click=move |_| blocking.set(true)
                    />
                </Show>
            </div>
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
        spawn_local(async move {
            let sent = editing.area.users.send_reset_link(&ForgotPassword { email: email.clone() }).await;
            let told = sent.map(|()| format!("A reset link is on its way to {email}."));
            said.try_set(Some(told.map_err(|error| error.sentence())));
            sending.try_set(false);
        });
    };
    let nowhere = Signal::derive(move || {
        editing.user.with(|user| user.email.is_empty()).then(|| "This user has no email address.".to_owned())
    });
    let told = move || match said.get() {
        Some(Ok(sentence)) => view! { <p class="hint good">{sentence}</p> }.into_any(),
        Some(Err(sentence)) => {
            view! { <p class="err"><Svg icon=Icon::Warning size=14 />{sentence}</p> }.into_any()
        }
        None => ().into_any(),
    };
    view! {
        <Button
            text="Send a reset link"
            icon=Icon::Mail
            small=true
            busy=sending
            busy_text="Sending…"
            disabled_because=nowhere
            on_click=send
        />
        <div class="said" role="status" class:idle=move || said.with(Option::is_none)>{told}</div>
    }
}
