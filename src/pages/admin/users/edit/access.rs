//! How a user gets in: a new password, a reset link, and whether they get in at all.

use super::super::block::block_dialog;
use super::super::set_password::set_password_dialog;
use super::editing::Editing;
use crate::form::when_answered;
use crate::ui::button::Button;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{Part, live, live_if, tag};
use frontdesk_wire::requests::ForgotPassword;
use leptos::prelude::*;

/// The actions, each a button.
pub fn access(editing: Editing) -> Part {
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
    let set = view! { <Button text="Set a password" icon=Icon::KEY small=true disabled_because=editing.going on_click=move |_| setting.set(true) /> };
    let block = move || {
        view! {
            <Button
                text=verb
                icon=Icon::LOCK
                small=true
                disabled_because=not_now
                on_click=move |_| blocking.set(true)
            />
        }
    };
    let offers = move || area.offers().blocking;
    // Printed too: what shows on hover alone is not to be had by touch.
    let why = move || {
        let why = mine.get().filter(|_| offers());
        why.map(|why| tag("p").attr("class", "small muted").with(why))
    };
    let acts =
        tag("div").attr("class", "acts").with(set).with(send_link(editing)).with(live_if(offers, block));
    let heading = tag("h2").attr("class", "label").attr("id", "user-access").with("Signing in");
    let section = tag("section")
        .attr("class", "access")
        .attr("aria-labelledby", "user-access")
        .with(heading)
        .with(acts)
        .with(live(why));
    vec![section.into(), set_password_dialog(editing, setting), block_dialog(editing, blocking)].into()
}

/// Has a reset link sent; says so beside the button.
fn send_link(editing: Editing) -> Part {
    let sending = RwSignal::new(false);
    let said = RwSignal::new(None::<Result<String, String>>);
    let nowhere = Signal::derive(move || {
        let none = editing.user.with(|user| user.email.is_empty());
        editing.going.get().or_else(|| none.then(|| "This user has no email address.".to_owned()))
    });
    let button = view! {
        <Button
            text="Send a reset link"
            icon=Icon::MAIL
            small=true
            busy=sending
            busy_text="Sending…"
            disabled_because=nowhere
            on_click=move |_| send(editing, sending, said)
        />
    };
    let told = tag("div")
        .attr("class", "said")
        .attr("role", "status")
        .live_class("idle", move || said.with(Option::is_none))
        .live(move || said.get().map(outcome).into_iter().collect());
    vec![button.into(), told.into()].into()
}

fn send(editing: Editing, sending: RwSignal<bool>, said: RwSignal<Option<Result<String, String>>>) {
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
}

fn outcome(said: Result<String, String>) -> Part {
    let line = match said {
        Ok(sentence) => tag("p").attr("class", "hint good").with(sentence),
        Err(sentence) => tag("p").attr("class", "err").with(icon(Icon::WARNING, 14)).with(sentence),
    };
    line.into()
}
