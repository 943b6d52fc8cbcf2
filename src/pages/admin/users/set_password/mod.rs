//! A new password for somebody else.

pub mod source;

use super::edit::editing::Editing;
use super::list::rows::address;
use crate::form::{Fields, Form, when_answered};
use crate::layout::chosen_password::ChosenPassword;
use crate::layout::{FormNotices, focus_problem};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::effect;
use crate::ui::part::{Part, live, tag};
use frontdesk_wire::requests::ResetPassword;
use leptos::html;
use leptos::prelude::*;
use source::{Source, chosen, of_source, shown_once, sources};

const FIELDS: Fields = &[("password", PASSWORD)];
const PASSWORD: &str = "set-password";
const FORM: &str = "set-password-form";

/// The dialog and what goes on in it.
#[derive(Clone, Copy)]
struct Setting {
    editing: Editing,
    form: Form,
    open: RwSignal<bool>,
    source: RwSignal<Source>,
    /// The password that was made and set; shown until the dialog closes.
    shown: RwSignal<Option<String>>,
    field: NodeRef<html::Input>,
}

/// Asks for a password while it is open, and sets it.
pub fn set_password_dialog(editing: Editing, open: RwSignal<bool>) -> Part {
    let setting = Setting {
        editing,
        form: Form::new(FIELDS),
        open,
        source: RwSignal::new(Source::Made),
        shown: RwSignal::new(None),
        field: NodeRef::new(),
    };
    // Once it is closed, nothing of the password is left.
    effect(move || {
        if !open.get() {
            setting.shown.set(None);
            setting.source.set(Source::Made);
            setting.form.check(Vec::new());
        }
    });
    let heading = Signal::derive(move || match setting.shown.with(Option::is_some) {
        true => format!("The new password of {}", editing.user.with(|user| user.email.clone())),
        false => format!("Set a password for {}", editing.user.with(|user| user.email.clone())),
    });
    let inside = move || {
        live(move || match setting.shown.get() {
            Some(password) => shown_once(password, None).into(),
            None => choose(setting),
        })
    };
    view! {
        <Dialog id="user-password" heading open held=setting.form.is_sending() actions=move || answers(setting)>
            {inside()}
        </Dialog>
    }
    .into()
}

fn answers(setting: Setting) -> Part {
    let sending = setting.form.is_sending();
    let under_way = Signal::derive(move || sending.get().then(|| "The password is being set.".to_owned()));
    let done = move |_| setting.open.set(false);
    let is_set = Memo::new(move |_| setting.shown.with(Option::is_some));
    live(move || -> Vec<Part> {
        if is_set.get() {
            return vec![view! { <Button text="Done" kind=ButtonKind::Primary on_click=done /> }.into()];
        }
        let cancel =
            view! { <Button text="Cancel" autofocus=true disabled_because=under_way on_click=done /> };
        let set = view! {
            <Button
                text="Set the password"
                kind=ButtonKind::Primary
                submit=true
                form=FORM
                busy=setting.form.is_sending()
                disabled_because=setting.form.waits()
            />
        };
        vec![cancel.into(), set.into()]
    })
}

fn choose(setting: Setting) -> Part {
    let form = setting.form;
    let notices = view! { <FormNotices form refused="The password is not set" id="set-password-wait" /> };
    let follows = "All sessions of this user end, and the password they have now no longer works.";
    let typed = move || {
        view! { <ChosenPassword id=PASSWORD label="New password" form node_ref=setting.field /> }.into()
    };
    let form = tag("form")
        .attr("id", FORM)
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            run(setting);
        })
        .with(sources("set-password-source", "Where the password comes from", false, setting.source))
        .with(of_source(setting.source, "It is made in this browser and shown to you once.", typed));
    let follows = tag("p").attr("class", "muted small").with(follows);
    vec![notices.into(), follows.into(), form.into()].into()
}

fn run(setting: Setting) {
    let Setting { editing, form, .. } = setting;
    let source = setting.source.get_untracked();
    let (password, made) = match chosen(source, setting.field, editing.area.settings, PASSWORD) {
        Ok(chosen) => chosen,
        Err(problem) => {
            focus_problem(std::slice::from_ref(&problem));
            form.check(vec![problem]);
            return;
        }
    };
    if !form.check(Vec::new()) || !form.begin() {
        return;
    }
    let email = editing.user.with_untracked(|user| address(user).to_owned());
    let (users, toasts, shown) =
        (editing.area.users, editing.area.toasts, made.then(|| password.reveal().to_owned()));
    let answer = async move {
        users.set_password(&ResetPassword { email: email.clone(), password }).await?;
        // Whoever left by Back would not know that it was set, nor ever see it.
        match (form.is_disposed(), made) {
            (true, true) => {
                toasts.say(format!("The password of {email} was changed and not shown. Set another one."))
            }
            (_, false) => toasts.say(format!("The password of {email} is set.")),
            (false, true) => {}
        }
        Ok(())
    };
    when_answered(form, answer, move |answer| match answer {
        Err(error) => form.fail(&error),
        Ok(()) => {
            form.succeed();
            if shown.is_none() {
                setting.open.set(false);
            }
            setting.shown.set(shown);
        }
    });
}
