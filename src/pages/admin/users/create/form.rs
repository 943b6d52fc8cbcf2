//! The fields of a new user, and creating them.

use super::super::area::{Area, Beside};
use super::super::edit::draft;
use super::super::list::rows::address;
use super::super::set_password::source::{Source, chosen, of_source, sources};
use super::request::NewUser;
use crate::api::ApiError;
use crate::form::{Fields as Names, Form, Problem, when_answered};
use crate::layout::chosen_password::ChosenPassword;
use crate::layout::{focus_problem, value_of};
use crate::ui::field::{InputKind, TextField};
use crate::ui::part::{Part, tag};
use crate::ui::token_field::TokenField;
use frontdesk_wire::replies::User;
use frontdesk_wire::{Email, Password, SCOPES_MAX, VENDORS_MAX};
use leptos::html;
use leptos::prelude::*;

const EMAIL: &str = "new-user-email";
const PASSWORD: &str = "new-user-password";
const SCOPES: &str = "new-user-scopes";
const VENDORS: &str = "new-user-vendors";
const NAMES: Names =
    &[("email", EMAIL), ("username", EMAIL), ("password", PASSWORD), ("scope", SCOPES), ("vendor", VENDORS)];

/// A user being created. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Creating {
    area: Area,
    /// The submission.
    pub form: Form,
    /// The user and the password that was made here, to be shown once.
    pub made: RwSignal<Option<(User, String)>>,
    source: RwSignal<Source>,
    scopes: RwSignal<Vec<String>>,
    vendors: RwSignal<Vec<String>>,
    /// Has the password that was made been copied, or put away by whoever saw it?
    pub seen: RwSignal<bool>,
    /// Which of the fields, by their ids, hold anything.
    typed: RwSignal<Vec<&'static str>>,
    email: NodeRef<html::Input>,
    password: NodeRef<html::Input>,
}

impl Creating {
    /// An empty form: a new user has the scope that every user has.
    pub fn begin(area: Area) -> Self {
        Self {
            area,
            form: Form::new(NAMES),
            made: RwSignal::new(None),
            source: RwSignal::new(Source::Made),
            scopes: RwSignal::new(vec!["user".to_owned()]),
            vendors: RwSignal::new(Vec::new()),
            seen: RwSignal::new(false),
            typed: RwSignal::new(Vec::new()),
            email: NodeRef::new(),
            password: NodeRef::new(),
        }
    }

    /// Has anything been filled in? Tracked.
    pub fn is_begun(self) -> bool {
        let tokens = self.vendors.with(|vendors| !vendors.is_empty())
            || self.scopes.with(|scopes| *scopes != ["user"]);
        (self.typed.with(|typed| !typed.is_empty()) || tokens) && self.made.with(Option::is_none)
    }

    /// What leaving would lose, as a sentence. Tracked.
    pub fn unsaved(self) -> Option<String> {
        if self.is_begun() {
            return Some("The new user is not created yet, and what you typed would be lost.".to_owned());
        }
        let unseen = self.made.with(Option::is_some) && !self.seen.get();
        unseen.then(|| "The password was not copied, and it would not be shown again.".to_owned())
    }

    /// Notes whether a field holds anything.
    pub fn note(self, field: &'static str, text: &str) {
        self.typed.update(|typed| {
            typed.retain(|own| *own != field);
            if !text.is_empty() {
                typed.push(field);
            }
        });
    }

    /// Nothing of it is wanted any more.
    pub fn give_up(self) {
        self.seen.set(true);
        self.typed.set(Vec::new());
        self.vendors.set(Vec::new());
        self.scopes.set(vec!["user".to_owned()]);
    }

    /// Creates the user, or says what is missing.
    pub fn create(self) {
        let (new, made) = match self.filled_in() {
            Ok(filled_in) => filled_in,
            Err(problems) => {
                focus_problem(&problems);
                self.form.check(problems);
                return;
            }
        };
        if !self.form.check(Vec::new()) || !self.form.begin() {
            return;
        }
        let shown = made.then(|| new.password.reveal().to_owned());
        let answer = async move {
            let (user, told) = self.send(&new).await?;
            self.say_created(&user, made, told);
            Ok(user)
        };
        when_answered(self.form, answer, move |answer: Result<User, ApiError>| match answer {
            Err(error) => self.form.fail(&error),
            Ok(user) => {
                self.form.succeed();
                self.give_up();
                self.seen.set(false);
                match shown {
                    Some(password) => self.made.set(Some((user, password))),
                    None => self.area.open(Beside::User(user.id)),
                }
            }
        });
    }

    fn filled_in(self) -> Result<(NewUser, bool), Vec<Problem>> {
        let email = Email::parse(&value_of(self.email))
            .map_err(|problem| Problem::Field { id: EMAIL, sentence: problem.sentence().to_owned() });
        let chosen = chosen(self.source.get_untracked(), self.password, self.area.settings, PASSWORD);
        match (email, chosen) {
            (Ok(email), Ok((password, made))) => Ok((self.new_user(email, password), made)),
            (email, chosen) => Err(email.err().into_iter().chain(chosen.err()).collect()),
        }
    }

    fn new_user(self, email: Email, password: Password) -> NewUser {
        let (scopes, vendors) = (self.scopes.get_untracked(), self.vendors.get_untracked());
        NewUser { email, password, scopes, vendors }
    }

    /// Creates the user; sets afterwards what a plain tenant does not take at once. Where only that fails, the user
    /// is there and the sentence says what is not.
    async fn send(self, new: &NewUser) -> Result<(User, Option<String>), ApiError> {
        let (sign_up, extras) = new.request();
        let made = self.area.users.create(&sign_up, &extras).await?;
        let Some(update) = new.missing(&made) else { return Ok((made, None)) };
        match self.area.users.update(&made.id, &update).await {
            Ok(user) => Ok((user, None)),
            Err(error) => Ok((made, Some(error.sentence()))),
        }
    }

    /// Said whatever page is shown by now: nothing of this page is touched, but for asking whether it is there.
    fn say_created(self, user: &User, made: bool, told: Option<String>) {
        let name = address(user);
        let without = told.map(|sentence| format!(", without the scopes and vendors. {sentence}"));
        let lost = (made && self.form.is_disposed())
            .then_some(" The password made for them was not shown; set another one.");
        let (without, lost) = (without.unwrap_or_else(|| ".".to_owned()), lost.unwrap_or_default());
        self.area.toasts.say(format!("{name} is created{without}{lost}"));
    }
}

/// The fields.
pub fn fields(creating: Creating) -> Vec<Part> {
    let form = creating.form;
    let email = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            required=true
            error=form.error_of(EMAIL)
            node_ref=creating.email
            on_input=move |typed: String| creating.note(EMAIL, &typed)
        />
    };
    let typed = move || {
        let field = view! { <ChosenPassword id=PASSWORD label="Password" form node_ref=creating.password /> };
        let note = move |_| creating.note(PASSWORD, &value_of(creating.password));
        tag("div").on("input", note).with(field).into()
    };
    let made = "The password is made in this browser and shown to you once.";
    vec![
        email.into(),
        sources("new-user-source", "Password", true, creating.source),
        of_source(creating.source, made, typed),
        scopes(creating),
        vendors(creating),
    ]
}

fn scopes(creating: Creating) -> Part {
    let hint = Signal::derive(move || {
        let admin = creating.scopes.with(|scopes| scopes.iter().any(|scope| scope == "admin"));
        let words = if admin {
            "admin gives full control over every account."
        } else {
            "Each a word of small letters and digits."
        };
        words.to_owned()
    });
    view! {
        <TokenField
            id=SCOPES
            label="Scopes"
            tokens=creating.scopes
            check=|typed: String| draft::scope(&typed)
            most=SCOPES_MAX
            strong=vec!["admin".to_owned()]
            placeholder="Add scope"
            hint
            error=creating.form.error_of(SCOPES)
        />
    }
    .into()
}

fn vendors(creating: Creating) -> Part {
    view! {
        <TokenField
            id=VENDORS
            label="Vendors"
            tokens=creating.vendors
            check=|typed: String| draft::vendor(&typed)
            phrases=true
            most=VENDORS_MAX
            placeholder="Add vendor"
            error=creating.form.error_of(VENDORS)
        />
    }
    .into()
}
