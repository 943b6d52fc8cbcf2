//! What of a user can be changed in fields, and what is only to be read.

use super::super::area::Beside;
use super::super::list::rows::dot;
use super::super::list::state::Status;
use super::super::metadata::text::{Kind, painted, tidy};
use super::draft;
use super::editing::{EMAIL, Editing, METADATA, SCOPES, VENDORS};
use crate::ui::copy_button::CopyButton;
use crate::ui::facts::Facts;
use crate::ui::field::{InputKind, TextField};
use crate::ui::icon::{Icon, Svg};
use crate::ui::status_dot::StatusDot;
use crate::ui::token_field::TokenField;
use frontdesk_wire::replies::User;
use frontdesk_wire::{SCOPES_MAX, VENDORS_MAX};
use leptos::prelude::*;

/// What is only to be read.
#[component]
pub fn UserFacts(
    /// The user.
    editing: Editing,
) -> impl IntoView {
    let id = editing.id.to_string();
    let status = move || {
        let status = editing.user.with(Status::of);
        view! { <StatusDot word=status.word() dot=dot(status) /> }
    };
    let plan = move || {
        editing.user.with(|user| if user.plan.is_empty() { "none".to_owned() } else { user.plan.clone() })
    };
    view! {
        <Facts>
            <dt>"ID"</dt>
            <dd class="acts id">
                <code>{id.clone()}</code>
                <CopyButton text=id label="Copy ID" small=true icon_only=true kind=crate::ui::button::ButtonKind::Ghost />
            </dd>
            <dt>"Plan"</dt>
            <dd>{plan}</dd>
            <dt>"Status"</dt>
            <dd>{status}</dd>
        </Facts>
    }
}

/// What can be changed.
#[component]
pub fn Fields(
    /// The user.
    editing: Editing,
) -> impl IntoView {
    let form = editing.form;
    view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            initial=editing.email.get_untracked()
            error=form.error_of(EMAIL)
            node_ref=editing.email_field
            on_input=move |typed: String| editing.email.set(typed)
        />
        <Scopes editing />
        <TokenField
            id=VENDORS
            label="Vendors"
            tokens=editing.vendors
            suggestions=seen(editing, |user| &user.vendor)
            check=|typed: String| draft::vendor(&typed)
            phrases=true
            most=VENDORS_MAX
            placeholder="Add vendor"
            error=form.error_of(VENDORS)
        />
        <MetadataView editing />
    }
}

/// Values of the users seen so far, the most common first.
fn seen(editing: Editing, of: fn(&User) -> &Vec<String>) -> Signal<Vec<String>> {
    Signal::derive(move || {
        let area = editing.area;
        let page = area.users.page_seen(&area.question()).unwrap_or_default();
        let mut counted: Vec<(usize, String)> = Vec::new();
        for value in page.iter().flat_map(of) {
            match counted.iter_mut().find(|(_, known)| known == value) {
                Some((times, _)) => *times += 1,
                None => counted.push((1, value.clone())),
            }
        }
        counted.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
        counted.into_iter().map(|(_, value)| value).collect()
    })
}

/// The scopes. An administrator cannot take the administration from themselves: somebody else has to.
#[component]
fn Scopes(editing: Editing) -> impl IntoView {
    let mine = move || editing.area.is_viewer(&editing.id);
    let was_admin = move || editing.user.with(User::is_admin);
    let keep =
        Signal::derive(move || if mine() && was_admin() { vec!["admin".to_owned()] } else { Vec::new() });
    let hint = Signal::derive(move || {
        let is_admin = editing.scopes.with(|scopes| scopes.iter().any(|scope| scope == "admin"));
        match (mine() && was_admin(), is_admin, was_admin()) {
            (true, ..) => "This is you. Only another administrator can take admin away.".to_owned(),
            (false, true, _) => "admin gives full control over every account.".to_owned(),
            (false, false, true) => {
                "Without admin this user can no longer open the administration.".to_owned()
            }
            (false, false, false) => "Each a word of small letters and digits.".to_owned(),
        }
    });
    view! {
        <TokenField
            id=SCOPES
            label="Scopes"
            tokens=editing.scopes
            suggestions=seen(editing, |user| &user.scope)
            check=|typed: String| draft::scope(&typed)
            most=SCOPES_MAX
            strong=vec!["admin".to_owned()]
            keep
            placeholder="Add scope"
            hint
            error=editing.form.error_of(SCOPES)
        />
    }
}

/// The metadata to be read; it is edited on a page of its own.
#[component]
fn MetadataView(editing: Editing) -> impl IntoView {
    let area = editing.area;
    let error = editing.form.error_of(METADATA);
    let parts = move || {
        let text = editing.metadata.get();
        let tidied = if frontdesk_wire::Metadata::parse(&text).is_ok() { tidy(&text) } else { text };
        painted(&tidied)
            .into_iter()
            .map(|(kind, text)| match kind {
                Kind::Key => view! { <span class="k">{text}</span> }.into_any(),
                Kind::Value => view! { <span class="v">{text}</span> }.into_any(),
                Kind::Between => text.into_any(),
            })
            .collect_view()
    };
    let said = move || {
        error.get().map(|sentence| view! { <p class="err"><Svg icon=Icon::WARNING size=14 />{sentence}</p> })
    };
    let wrong = format!("{METADATA}-error");
    view! {
        <div class="metadata-view">
            <div class="row">
                <span class="label" id="user-metadata-label">"Metadata"</span>
                <a
                    id=METADATA
                    class="link"
                    href=move || area.href(Beside::Metadata(editing.id))
                    aria-label="Edit metadata"
                    aria-describedby=wrong.clone()
                >
                    "Edit"
                </a>
            </div>
            // Above the text, so that it is in sight when the link beside it takes the focus.
            <div id=wrong role="status">{said}</div>
            <pre tabindex="0" role="group" aria-labelledby="user-metadata-label">{parts}</pre>
        </div>
    }
}
