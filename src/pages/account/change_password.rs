//! My password: the old one, the new one, and what that means elsewhere.

use super::part;
use crate::api;
use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{FormNotices, empty, focus_problem, value_of};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, Tag, tag};
use crate::ui::password_field::PasswordField;
use crate::ui::toast::{Toasts, use_toasts};
use crate::ui::{effect, focus_id};
use frontdesk_wire::{Password, code, requests};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const OLD: &str = "old-password";
const NEW: &str = "new-password";
const CHANGED: &str = "Your password is changed. You are signed out on every other device.";

/// The part. `is_wrong` is told whether something is wrong, for the window's title.
pub fn change_password(is_wrong: RwSignal<bool>) -> Tag {
    let fields = Fields::new();
    let wrong = fields.form.is_wrong();
    effect(move || is_wrong.set(wrong.get()));
    let changed = notice(NoticeKind::Good, fields.changed.into(), || vec![tag("p").with(CHANGED).into()]);
    let form = tag("form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            fields.submit();
        })
        .with(inputs(fields));
    part("password", tag("h2").with("Password"), vec![changed.into(), form.into()])
}

fn inputs(fields: Fields) -> Vec<Part> {
    let session = use_session();
    let Fields { form, old, new, .. } = fields;
    let username = move || session.viewer().map(|viewer| viewer.username().to_owned()).unwrap_or_default();
    let account = tag("input")
        .attr("class", "sr")
        .attr("type", "email")
        .attr("name", "username")
        .attr("autocomplete", "username")
        .attr("aria-label", "Account")
        .attr("readonly", true)
        .attr("tabindex", "-1")
        .live_attr("value", username);
    let change = view! {
        <Button
            text="Change password"
            kind=ButtonKind::Primary
            submit=true
            busy=form.is_sending()
            busy_text="Changing…"
            disabled_because=form.waits()
        />
    };
    vec![
        view! { <FormNotices form refused="Your password was not changed" id="password-wait" /> }.into(),
        account.into(),
        view! { <PasswordField id=OLD label="Current password" error=form.error_of(OLD) node_ref=old /> }
            .into(),
        view! { <ChosenPassword id=NEW label="New password" form node_ref=new /> }.into(),
        tag("p").attr("class", "hint").with("Changing it signs you out on every other device.").into(),
        tag("div").attr("class", "acts").with(change).into(),
    ]
}

#[derive(Clone, Copy)]
struct Fields {
    form: Form,
    old: NodeRef<html::Input>,
    new: NodeRef<html::Input>,
    changed: RwSignal<bool>,
    session: Keeper,
    settings: Settings,
    toasts: Toasts,
}

impl Fields {
    fn new() -> Self {
        Self {
            form: Form::new(&[("oldPassword", OLD), ("newPassword", NEW), ("password", NEW)]),
            old: NodeRef::new(),
            new: NodeRef::new(),
            changed: RwSignal::new(false),
            session: use_session(),
            settings: use_settings(),
            toasts: use_toasts(),
        }
    }

    fn submit(self) {
        self.changed.set(false);
        let old_password = Password::new(value_of(self.old));
        let new_password = Password::new(value_of(self.new));
        let mut problems = Vec::new();
        if old_password.reveal().is_empty() {
            problems.push(Problem::Field { id: OLD, sentence: "Enter your current password.".to_owned() });
        }
        problems.extend(chosen_password::check(self.settings, &new_password, NEW));
        focus_problem(&problems);
        if self.form.check(problems) && self.form.begin() {
            spawn_local(self.send(requests::ChangePassword { old_password, new_password }));
        }
    }

    async fn send(self, request: requests::ChangePassword) {
        match api::account::change_password(self.session.api(), &request).await {
            Ok(reply) => {
                self.form.succeed();
                if let Some(token) = reply.token {
                    self.session.renew(token);
                }
                for field in [self.old, self.new] {
                    empty(field);
                }
                self.changed.set(true);
                if self.form.is_left() {
                    self.toasts.say(CHANGED);
                }
            }
            Err(error) => {
                self.form.fail(&error);
                if error.is(code::OLD_PASSWORD_WRONG) && !self.form.is_left() {
                    empty(self.old);
                    focus_id(OLD);
                }
            }
        }
    }
}
