//! My password: the old one, the new one, and what that means elsewhere.

use crate::api;
use crate::form::{Form, Problem};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{FormNotices, empty, focus_problem, value_of};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::focus_id;
use crate::ui::notice::{Notice, NoticeKind};
use crate::ui::password_field::PasswordField;
use crate::ui::toast::{Toasts, use_toasts};
use frontdesk_wire::{Password, code, requests};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

const OLD: &str = "old-password";
const NEW: &str = "new-password";
const CHANGED: &str = "Your password is changed. You are signed out on every other device.";

/// The part.
#[component]
pub fn ChangePassword(
    /// Told whether something is wrong, for the window's title.
    is_wrong: RwSignal<bool>,
) -> impl IntoView {
    let fields = Fields::new();
    let wrong = fields.form.is_wrong();
    Effect::new(move |_| is_wrong.set(wrong.get()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.submit();
    };
    view! {
        <section class="part" aria-labelledby="password">
            <h2 id="password">"Password"</h2>
            <div>
                <Notice kind=NoticeKind::Good when=fields.changed>
                    <p>{CHANGED}</p>
                </Notice>
                <form novalidate on:submit=submit>
                    <Inputs fields />
                </form>
            </div>
        </section>
    }
}

#[component]
fn Inputs(fields: Fields) -> impl IntoView {
    let session = use_session();
    let Fields { form, old, new, .. } = fields;
    let username = move || session.viewer().map(|viewer| viewer.username().to_owned()).unwrap_or_default();
    view! {
        <FormNotices form refused="Your password was not changed" id="password-wait" />
        <input
            class="sr"
            type="email"
            name="username"
            autocomplete="username"
            aria-label="Account"
            readonly
            tabindex="-1"
            value=username
        />
        <PasswordField id=OLD label="Current password" error=form.error_of(OLD) node_ref=old />
        <ChosenPassword id=NEW label="New password" form node_ref=new />
        <p class="hint">"Changing it signs you out on every other device."</p>
        <div class="acts">
            <Button
                text="Change password"
                kind=ButtonKind::Primary
                submit=true
                busy=form.is_sending()
                busy_text="Changing…"
                disabled_because=form.waits()
            />
        </div>
    }
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
