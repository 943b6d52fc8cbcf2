//! A new password for somebody else: made here and shown once, or typed.

use super::edit::editing::Editing;
use super::generate;
use super::list::rows::address;
use crate::form::{Fields, Form, Problem, when_answered};
use crate::layout::chosen_password::{self, ChosenPassword};
use crate::layout::{FormNotices, focus_problem, value_of};
use crate::settings::Settings;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::copy_button::CopyButton;
use crate::ui::dialog::Dialog;
use crate::ui::notice::{Notice, NoticeKind, Say};
use crate::ui::segments::Segments;
use frontdesk_wire::Password;
use frontdesk_wire::requests::ResetPassword;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

const FIELDS: Fields = &[("password", PASSWORD)];
const PASSWORD: &str = "set-password";
const FORM: &str = "set-password-form";

/// Where the password comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Made in the browser.
    Made,
    /// Typed.
    Typed,
}

impl Source {
    /// Both, with their value in the choice and their words.
    pub fn choices() -> Vec<(String, String)> {
        vec![
            ("made".to_owned(), "Generate a password".to_owned()),
            ("typed".to_owned(), "Type a password".to_owned()),
        ]
    }

    /// The value in the choice.
    pub fn slug(self) -> &'static str {
        if self == Self::Made { "made" } else { "typed" }
    }

    /// Reads the value of the choice.
    pub fn from_slug(slug: &str) -> Self {
        if slug == "made" { Self::Made } else { Self::Typed }
    }
}

/// A password made now; `None` where the browser has no random source.
fn make() -> Option<String> {
    let mut random = [0; generate::BYTES];
    crate::clock::random_bytes(&mut random).then(|| generate::password(&random))
}

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

/// Asks for a password and sets it.
#[component]
pub fn SetPasswordDialog(
    /// The user.
    editing: Editing,
    /// Is it open?
    open: RwSignal<bool>,
) -> impl IntoView {
    let setting = Setting {
        editing,
        form: Form::new(FIELDS),
        open,
        source: RwSignal::new(Source::Made),
        shown: RwSignal::new(None),
        field: NodeRef::new(),
    };
    // Once it is closed, nothing of the password is left.
    Effect::new(move |_| {
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
    view! {
        <Dialog id="user-password" heading open held=setting.form.is_sending() actions=move || view! { <Answers setting /> }>
            {move || match setting.shown.get() {
                Some(password) => view! { <ShownOnce password /> }.into_any(),
                None => view! { <Choose setting /> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Answers(setting: Setting) -> impl IntoView {
    let sending = setting.form.is_sending();
    let under_way = Signal::derive(move || sending.get().then(|| "The password is being set.".to_owned()));
    move || {
        if setting.shown.with(Option::is_some) {
            view! { <Button text="Done" kind=ButtonKind::Primary on_click=move |_| setting.open.set(false) /> }.into_any()
        } else {
            view! {
                <Button
                    text="Cancel"
                    autofocus=true
                    disabled_because=under_way
                    on_click=move |_| setting.open.set(false)
                />
                <Button
                    text="Set the password"
                    kind=ButtonKind::Primary
                    submit=true
                    form=FORM
                    busy=setting.form.is_sending()
                    disabled_because=setting.form.waits()
                />
            }
            .into_any()
        }
    }
}

#[component]
fn Choose(setting: Setting) -> impl IntoView {
    let form = setting.form;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        run(setting);
    };
    view! {
        <FormNotices form refused="The password is not set" id="set-password-wait" />
        <p class="muted small">"All sessions of this user end, and the password they have now no longer works."</p>
        <form id=FORM novalidate on:submit=submit>
            <Segments
                name="set-password-source"
                legend="Where the password comes from"
                options=Source::choices()
                value=Signal::derive(move || setting.source.get().slug().to_owned())
                on_change=move |slug: String| setting.source.set(Source::from_slug(&slug))
            />
            <Show
                when=move || setting.source.get() == Source::Typed
                fallback=|| view! { <p class="hint">"It is made in this browser and shown to you once."</p> }
            >
                <ChosenPassword id=PASSWORD label="New password" form node_ref=setting.field />
            </Show>
        </form>
    }
}

/// A password that nobody can look up again.
#[component]
pub fn ShownOnce(
    /// The password.
    password: String,
    /// Runs once it was copied.
    #[prop(optional, into)]
    on_copied: Option<Callback<()>>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    // The button that asked for it is gone; what must be read now takes the focus.
    node.on_load(|shown| {
        request_animation_frame(move || {
            let _ = shown.focus();
        });
    });
    view! {
        <div class="once" tabindex="-1" node_ref=node>
            <Notice kind=NoticeKind::Good say=Say::Never>
                <p>"The password is set. Copy it now: it is not shown again."</p>
            </Notice>
            <p class="acts made">
                <code>{password.clone()}</code>
                <CopyButton text=password label="Copy the password" small=true nostrip:on_copied=on_copied />
            </p>
        </div>
    }
}

/// The password that was chosen, and whether it was made here.
pub fn chosen(
    source: Source,
    field: NodeRef<html::Input>,
    settings: Settings,
    id: &'static str,
) -> Result<(Password, bool), Problem> {
    if source == Source::Made {
        let none = || "This browser has no source of chance. Type a password instead.".to_owned();
        let made = make().ok_or_else(|| Problem::Form { code: None, sentence: none() })?;
        return Ok((Password::new(made), true));
    }
    let typed = Password::new(value_of(field));
    chosen_password::check(settings, &typed, id).map_or(Ok((typed, false)), Err)
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
