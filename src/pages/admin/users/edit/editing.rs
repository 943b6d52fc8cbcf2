//! One user being edited: what is stored, what stands in the fields, and what of it differs.

use super::super::area::Area;
use super::super::delete::use_deletions;
use super::super::drafts;
use super::super::found::Found;
use super::super::metadata::{merge, text};
use super::clash::{Clash, clashes, kept};
use super::draft::{Change, Draft, names};
use crate::form::{Fields, Form};
use crate::ui::effect;
use frontdesk_wire::replies::User;
use frontdesk_wire::requests::UpdateUser;
use frontdesk_wire::{Metadata, UserId};
use leptos::html;
use leptos::prelude::*;

/// The element id of the address field.
pub const EMAIL: &str = "user-email";
/// The element id of the scopes.
pub const SCOPES: &str = "user-scopes";
/// The element id of the vendors.
pub const VENDORS: &str = "user-vendors";
/// The element id of the metadata.
pub const METADATA: &str = "user-metadata";

const FIELDS: Fields = &[("email", EMAIL), ("scope", SCOPES), ("vendor", VENDORS), ("metadata", METADATA)];

/// What each field began from: the user as stored, but for what a draft had changed from another state of it.
fn began_from(user: &User, draft: &Draft, began: Option<&User>) -> User {
    let mut base = user.clone();
    if let Some(began) = began {
        draft.fields().into_iter().for_each(|change| change.copy(began, &mut base));
    }
    base
}

/// A user in the editor. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The area around it.
    pub area: Area,
    /// Which user.
    pub id: UserId,
    /// The user as stored, as far as is known.
    pub user: RwSignal<User>,
    /// The user that each field, as it stands here, began from. A field that differs from `user` was changed by
    /// somebody else since.
    pub began: RwSignal<User>,
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
    /// Why nothing may be changed now: the user is being deleted.
    pub going: Signal<Option<String>>,
    /// What somebody else changed last that touches nothing of mine.
    pub beside: RwSignal<Vec<Change>>,
    draft: Memo<Draft>,
    clashes: Memo<Vec<Clash>>,
}

impl Editing {
    /// Goes on with the draft of this user, where there is one, and follows what the server says of the user.
    pub fn begin(area: Area, user: User, found: Found) -> Self {
        let id = user.id;
        let drafts::Unsaved { draft, began } = drafts::read(&id);
        let began = RwSignal::new(began_from(&user, &draft, began.as_ref()));
        let email = RwSignal::new(draft.email.unwrap_or_else(|| user.email.clone()));
        let scopes = RwSignal::new(draft.scopes.unwrap_or_else(|| user.scope.clone()));
        let vendors = RwSignal::new(draft.vendors.unwrap_or_else(|| user.vendor.clone()));
        let metadata = RwSignal::new(draft.metadata.unwrap_or_else(|| text::tidy(user.metadata.as_str())));
        let user = RwSignal::new(user);
        let draft = Memo::new(move |_| {
            let whole = Draft {
                email: Some(email.get()),
                scopes: Some(scopes.get()),
                vendors: Some(vendors.get()),
                metadata: Some(metadata.get()),
            };
            user.with(|user| whole.against(user))
        });
        let clashes = Memo::new(move |_| {
            draft.with(|draft| began.with(|began| user.with(|user| clashes(draft, began, user))))
        });
        let editing = Self {
            area,
            id,
            user,
            began,
            email,
            scopes,
            vendors,
            metadata,
            form: Form::new(FIELDS),
            email_field: NodeRef::new(),
            going: use_deletions().going(id),
            beside: RwSignal::new(Vec::new()),
            draft,
            clashes,
        };
        editing.follow(found);
        editing
    }

    /// Takes what the server says of the user, and keeps the draft.
    fn follow(self, found: Found) {
        effect(move || {
            if let Some(fresh) = found.user() {
                self.take(&Draft::default(), fresh);
            }
        });
        effect(move || drafts::write(&self.id, self.draft.get(), self.began.get()));
    }

    /// What differs from what is stored. Tracked.
    pub fn draft(self) -> Draft {
        self.draft.get()
    }

    /// The fields that differ. Tracked.
    pub fn changes(self) -> Vec<Change> {
        self.draft.with(Draft::fields)
    }

    /// What somebody else has changed, too, and waits for a choice. Tracked.
    pub fn clashes(self) -> Vec<Clash> {
        self.clashes.get()
    }

    /// Why saving has to wait. Tracked.
    pub fn held(self) -> Option<String> {
        let clashing = || {
            let why = "Somebody else saved first: choose between yours and theirs.";
            self.clashes.with(|clashes| !clashes.is_empty()).then(|| why.to_owned())
        };
        self.going.get().or_else(|| self.form.waits().get()).or_else(clashing)
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
                names(&changes).to_ascii_lowercase()
            )
        })
    }

    /// What saving would send; `None` while a field cannot be saved. Tracked.
    pub fn request(self) -> Option<UpdateUser> {
        let draft = self.draft();
        self.user.with(|user| draft.request(user)).ok()
    }

    /// Takes a newer state of the user. Fields follow it, but for those that were changed since `sent`; of the metadata
    /// the keys follow that were not changed here.
    pub fn take(self, sent: &Draft, fresh: User) {
        let (now, before) = (self.draft.get_untracked(), self.user.get_untracked());
        let mut began = self.began.get_untracked();
        for change in Change::ALL {
            if !now.has(change) || now.agrees(sent, change) {
                self.put(change, &fresh);
                change.copy(&fresh, &mut began);
            } else if change == Change::Metadata {
                self.merge_metadata(&fresh, &mut began);
            }
        }
        let still = now.against(&fresh);
        for alike in Change::ALL.into_iter().filter(|change| !still.has(*change)) {
            alike.copy(&fresh, &mut began);
        }
        self.began.set(began);
        self.user.set(fresh.clone());
        if fresh != before {
            self.beside.set(kept(&before, &fresh, &self.clashes.get_untracked()));
        }
    }

    fn merge_metadata(self, fresh: &User, began: &mut User) {
        let mine = self.metadata.get_untracked();
        let Some(merged) = merge::merged(began.metadata.as_str(), &mine, fresh.metadata.as_str()) else {
            return;
        };
        if let Ok(base) = Metadata::parse(&merged.began) {
            began.metadata = base;
            if merged.text != mine {
                self.metadata.set(merged.text);
            }
        }
    }

    /// Makes a field what it is in `from`.
    pub fn put(self, change: Change, from: &User) {
        match change {
            Change::Email => self.put_email(from.email.clone()),
            Change::Scopes => self.scopes.set(from.scope.clone()),
            Change::Vendors => self.vendors.set(from.vendor.clone()),
            Change::Metadata => self.metadata.set(text::tidy(from.metadata.as_str())),
        }
    }

    fn put_email(self, email: String) {
        if let Some(field) = self.email_field.try_get_untracked().flatten()
            && field.value() != email
        {
            field.set_value(&email);
        }
        self.email.set(email);
    }

    /// Puts every field back to what is stored.
    pub fn discard(self) {
        let (user, draft) = (self.user.get_untracked(), self.draft.get_untracked());
        self.form.check(Vec::new());
        self.take(&draft, user);
    }

    /// Puts the metadata back to what is stored.
    pub fn discard_metadata(self) {
        let metadata = Draft { metadata: self.draft.get_untracked().metadata, ..Draft::default() };
        self.form.check(Vec::new());
        self.take(&metadata, self.user.get_untracked());
    }

    /// Takes a user that another action has changed.
    pub fn changed_elsewhere(self, user: User) {
        self.take(&Draft::default(), user);
    }
}
