//! Keeping a user out, and letting them in again.

use super::edit::editing::Editing;
use crate::form::Form;
use crate::layout::FormNotices;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use frontdesk_wire::requests::UpdateUser;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Asks, says what follows, and does it.
#[component]
pub fn BlockDialog(
    /// The user.
    editing: Editing,
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let form = Form::new(&[]);
    // While the dialog is open it keeps asking what it asked at first.
    let block = Memo::new(move |old: Option<&bool>| match (open.get(), old) {
        (true, Some(asked)) => *asked,
        _ => !editing.user.with(|user| user.blocked),
    });
    let email = move || editing.user.with(|user| user.email.clone());
    let heading = Signal::derive(move || format!("{} {}?", verb(block.get()), email()));
    let consequence = move || {
        if block.get() {
            "They cannot sign in, and all their sessions end now. Nothing is deleted, and you can unblock them at any time."
        } else {
            "They can sign in again with the password they had."
        }
    };
    view! {
        <Dialog
            id="user-block"
            heading
            open
            actions=move || view! {
                <Button text="Cancel" autofocus=true on_click=move |_| open.set(false) />
                <Button
                    text=Signal::derive(move || verb(block.get()).to_owned())
                    kind=if untrack(|| block.get()) { ButtonKind::Bad } else { ButtonKind::Primary }
                    busy=form.is_sending()
                    on_click=move |_| run(editing, form, open, untrack(|| block.get()))
                />
            }
        >
            <FormNotices form refused="Nothing is changed" id="user-block-wait" />
            <p>{consequence}</p>
        </Dialog>
    }
}

fn verb(block: bool) -> &'static str {
    if block { "Block" } else { "Unblock" }
}

fn run(editing: Editing, form: Form, open: RwSignal<bool>, block: bool) {
    if !form.begin() {
        return;
    }
    let request = UpdateUser { blocked: Some(block), ..UpdateUser::default() };
    spawn_local(async move {
        match editing.area.users.update(&editing.id, &request).await {
            Ok(user) => {
                let said = if block { "is blocked" } else { "can sign in again" };
                editing.area.toasts.say(format!("{} {said}.", user.email));
                editing.changed_elsewhere(user);
                if !open.is_disposed() {
                    form.succeed();
                    open.set(false);
                }
            }
            Err(error) if !open.is_disposed() => form.fail(&error),
            Err(_) => {}
        }
    });
}
