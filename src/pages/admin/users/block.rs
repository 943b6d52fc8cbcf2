//! Keeping a user out, and letting them in again.

use super::edit::editing::Editing;
use crate::form::{Form, when_answered};
use crate::layout::FormNotices;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::part::{Part, tag};
use frontdesk_wire::requests::UpdateUser;
use leptos::prelude::*;

/// Asks while it is open, says what follows, and does it.
pub fn block_dialog(editing: Editing, open: RwSignal<bool>) -> Part {
    let form = Form::new(&[]);
    // While the dialog is open it keeps asking what it asked at first.
    let block = Memo::new(move |old: Option<&bool>| match (open.get(), old) {
        (true, Some(asked)) => *asked,
        _ => !editing.user.with(|user| user.blocked),
    });
    let email = move || editing.user.with(|user| user.email.clone());
    let heading = Signal::derive(move || format!("{} {}?", verb(block.get()), email()));
    let actions = move || answers(editing, form, open, block);
    let inside = move || {
        let notices = view! { <FormNotices form refused="Nothing is changed" id="user-block-wait" /> };
        Part::Several(vec![notices.into(), tag("p").live_text(move || consequence(block.get())).into()])
    };
    view! {
        <Dialog id="user-block" heading open held=form.is_sending() actions>
            {inside()}
        </Dialog>
    }
    .into()
}

fn answers(editing: Editing, form: Form, open: RwSignal<bool>, block: Memo<bool>) -> Vec<Part> {
    let act = view! {
        <Button
            text=Signal::derive(move || verb(block.get()).to_owned())
            kind=if block.get_untracked() { ButtonKind::Bad } else { ButtonKind::Primary }
            busy=form.is_sending()
            disabled_because=form.waits()
            on_click=move |_| run(editing, form, open, block.get_untracked())
        />
    };
    vec![
        view! { <Button text="Cancel" autofocus=true on_click=move |_| open.set(false) /> }.into(),
        act.into(),
    ]
}

fn consequence(block: bool) -> &'static str {
    if block {
        "They cannot sign in, and all their sessions end now. Nothing is deleted, and you can unblock them at any time."
    } else {
        "They can sign in again with the password they had."
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
    let (area, id) = (editing.area, editing.id);
    let answer = async move {
        let user = area.users.update(&id, &request).await?;
        let said = if block { "is blocked" } else { "can sign in again" };
        area.toasts.say(format!("{} {said}.", user.email));
        area.session.refresh(user.clone());
        Ok(user)
    };
    when_answered(form, answer, move |answer| match answer {
        Err(error) => form.fail(&error),
        Ok(user) => {
            editing.changed_elsewhere(user);
            form.succeed();
            open.set(false);
        }
    });
}
