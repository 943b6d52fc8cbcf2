//! One user being edited: what is stored, what stands in the fields, and saving the difference.

use super::super::area::Area;
use super::super::drafts;
use super::super::found::Found;
use super::super::metadata::text;
use super::draft::{Change, Draft, Refusal, names};
use crate::api::ApiError;
use crate::form::{Fields, Form, Problem};
use crate::layout::focus_problem;
use frontdesk_wire::replies::User;
use frontdesk_wire::requests::UpdateUser;
use frontdesk_wire::{UserId, code};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The element id of the address field.
pub const EMAIL: &str = "user-email";
/// The element id of the scopes.
pub const SCOPES: &str = "user-scopes";
/// The element id of the vendors.
pub const VENDORS: &str = "user-vendors";
/// The element id of the metadata.
pub const METADATA: &str = "user-metadata";

const FIELDS: Fields = &[("email", EMAIL), ("scope", SCOPES), ("vendor", VENDORS), ("metadata", METADATA)];

/// A user in the editor. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The area around it.
    pub area: Area,
    /// Which user.
    pub id: UserId,
    /// The user as stored.
    pub user: RwSignal<User>,
    /// The address as it stands in the field.
    pub email: RwSignal<String>,
    /// The scopes as they stand in the field.
    pub scopes: RwSignal<Vec<String>>,
    /// The vendors as they stand in the field.
    pub vendors: RwSignal<Vec<String>>,
    /// The metadata as it stands in the editor.
    pub metadata: RwSignal<String>,
    /// The submission.
    pub form: Form,
    /// The address field, which is not bound to its signal.
    pub email_field: NodeRef<html::Input>,
}

impl Editing {
    /// Goes on with the draft of this user, where there is one, and follows what the server says of the user.
    pub fn begin(area: Area, user: User, found: Found) -> Self {
        let draft = drafts::read(&user.id);
        let editing = Self {
            area,
            id: user.id,
            email: RwSignal::new(draft.email.unwrap_or_else(|| user.email.clone())),
            scopes: RwSignal::new(draft.scopes.unwrap_or_else(|| user.scope.clone())),
            vendors: RwSignal::new(draft.vendors.unwrap_or_else(|| user.vendor.clone())),
            metadata: RwSignal::new(draft.metadata.unwrap_or_else(|| text::tidy(user.metadata.as_str()))),
            user: RwSignal::new(user),
            form: Form::new(FIELDS),
            email_field: NodeRef::new(),
        };
        Effect::new(move |_| {
            if let Some(fresh) = found.user() {
                editing.take(&Draft::default(), fresh);
            }
        });
        Effect::new(move |_| drafts::write(&editing.id, &editing.draft()));
        editing
    }

    /// What differs from what is stored. Tracked.
    pub fn draft(self) -> Draft {
        let whole = Draft {
            email: Some(self.email.get()),
            scopes: Some(self.scopes.get()),
            vendors: Some(self.vendors.get()),
            metadata: Some(self.metadata.get()),
        };
        let changes = self.user.with(|user| whole.changes(user));
        let differs = |change: &Change| changes.contains(change);
        Draft {
            email: whole.email.filter(|_| differs(&Change::Email)),
            scopes: whole.scopes.filter(|_| differs(&Change::Scopes)),
            vendors: whole.vendors.filter(|_| differs(&Change::Vendors)),
            metadata: whole.metadata.filter(|_| differs(&Change::Metadata)),
        }
    }

    /// The fields that differ. Tracked.
    pub fn changes(self) -> Vec<Change> {
        let draft = self.draft();
        self.user.with(|user| draft.changes(user))
    }

    /// What leaving would lose, as a sentence; `None` when nothing. Tracked.
    pub fn unsaved(self) -> Option<String> {
        let changes = self.changes();
        let verb = if changes.len() == 1 { "is" } else { "are" };
        (!changes.is_empty()).then(|| {
            let count = crate::ui::format::plural(changes.len().try_into().unwrap_or(0), "change", "changes");
            format!(
                "{count} to {} {verb} not saved: {}.",
                self.user.with(|user| user.email.clone()),
                names(&changes).to_lowercase()
            )
        })
    }

    /// What saving would send; `None` while a field cannot be saved. Tracked.
    pub fn request(self) -> Option<UpdateUser> {
        let draft = self.draft();
        self.user.with(|user| draft.request(user)).ok()
    }

    /// Takes a newer state of the user. Fields follow it, but for those that were changed since `sent`.
    fn take(self, sent: &Draft, user: User) {
        let now = untrack(|| self.draft());
        let goes_on = |changed: bool, same: bool| changed && !same;
        if !goes_on(now.email.is_some(), now.email == sent.email) {
            self.set_email(user.email.clone());
        }
        if !goes_on(now.scopes.is_some(), now.scopes == sent.scopes) {
            self.scopes.set(user.scope.clone());
        }
        if !goes_on(now.vendors.is_some(), now.vendors == sent.vendors) {
            self.vendors.set(user.vendor.clone());
        }
        if !goes_on(now.metadata.is_some(), now.metadata == sent.metadata) {
            self.metadata.set(text::tidy(user.metadata.as_str()));
        }
        self.user.set(user);
    }

    fn set_email(self, email: String) {
        if let Some(field) = self.email_field.try_get_untracked().flatten()
            && field.value() != email
        {
            field.set_value(&email);
        }
        self.email.set(email);
    }

    /// Puts every field back to what is stored.
    pub fn discard(self) {
        let (user, draft) = (self.user.get_untracked(), untrack(|| self.draft()));
        self.form.check(Vec::new());
        self.take(&draft, user);
    }

    /// Puts the metadata back to what is stored.
    pub fn discard_metadata(self) {
        self.form.check(Vec::new());
        self.metadata.set(self.user.with_untracked(|user| text::tidy(user.metadata.as_str())));
    }

    /// Saves the changes, and nothing else.
    pub fn save(self) {
        let draft = untrack(|| self.draft());
        self.send(draft);
    }

    /// Saves the metadata alone; other changes stay unsaved.
    pub fn save_metadata(self) {
        let draft = untrack(|| self.draft());
        self.send(Draft { metadata: draft.metadata, ..Draft::default() });
    }

    fn send(self, draft: Draft) {
        let checked = self.user.with_untracked(|user| draft.request(user));
        let request = match checked {
            Ok(request) => request,
            Err(refusals) => {
                let problems: Vec<Problem> = refusals.into_iter().map(problem).collect();
                focus_problem(&problems);
                self.form.check(problems);
                return;
            }
        };
        if !self.form.check(Vec::new()) || !self.form.begin() {
            return;
        }
        spawn_local(async move {
            match self.area.users.update(&self.id, &request).await {
                Ok(user) => self.saved(&draft, user),
                Err(error) => self.refused(&error, &draft),
            }
        });
    }

    fn saved(self, sent: &Draft, user: User) {
        let before = self.user.try_get_untracked();
        let said = before.map(|before| names(&sent.changes(&before))).unwrap_or_default();
        self.area.session.refresh(user.clone());
        self.area.toasts.say(format!("Saved: {}.", said.to_lowercase()));
        drafts::forget(&self.id);
        if self.user.is_disposed() {
            return;
        }
        self.form.succeed();
        self.take(sent, user);
        drafts::write(&self.id, &untrack(|| self.draft()));
    }

    fn refused(self, error: &ApiError, sent: &Draft) {
        if self.user.is_disposed() {
            return;
        }
        if error.is(code::LAST_ADMIN) && sent.scopes.is_some() {
            self.form.check(vec![Problem::Field { id: SCOPES, sentence: error.sentence() }]);
        } else {
            self.form.fail(error);
        }
    }

    /// Takes a user that another action has changed.
    pub fn changed_elsewhere(self, user: User) {
        self.area.session.refresh(user.clone());
        if !self.user.is_disposed() {
            self.take(&Draft::default(), user);
        }
    }
}

fn problem(refusal: Refusal) -> Problem {
    let id = match refusal.change {
        Change::Email => EMAIL,
        Change::Scopes => SCOPES,
        Change::Vendors => VENDORS,
        Change::Metadata => METADATA,
    };
    Problem::Field { id, sentence: refusal.sentence }
}
