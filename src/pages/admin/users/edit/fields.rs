//! What of a user can be changed in fields, and what is only to be read.

use super::super::area::Beside;
use super::super::list::rows::dot;
use super::super::list::state::Status;
use super::super::metadata::text::{Kind, painted, tidy};
use super::draft;
use super::editing::{EMAIL, Editing, METADATA, SCOPES, VENDORS};
use crate::ui::button::ButtonKind;
use crate::ui::copy_button::CopyButton;
use crate::ui::facts::facts;
use crate::ui::field::{InputKind, TextField};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{Part, Tag, live, tag};
use crate::ui::status_dot::status_dot;
use crate::ui::token_field::TokenField;
use frontdesk_wire::replies::User;
use frontdesk_wire::{SCOPES_MAX, VENDORS_MAX};
use leptos::prelude::*;

/// What is only to be read.
pub fn user_facts(editing: Editing) -> Tag {
    let id = editing.id.to_string();
    let status = move || {
        let status = editing.user.with(Status::of);
        status_dot(status.word(), dot(status))
    };
    let plan = move || {
        editing.user.with(|user| if user.plan.is_empty() { "none".to_owned() } else { user.plan.clone() })
    };
    let code = tag("code").with(id.clone());
    let copy =
        view! { <CopyButton text=id label="Copy ID" small=true icon_only=true kind=ButtonKind::Ghost /> };
    facts(vec![
        tag("dt").with("ID").into(),
        tag("dd").attr("class", "acts id").with(code).with(copy).into(),
        tag("dt").with("Plan").into(),
        tag("dd").live_text(plan).into(),
        tag("dt").with("Status").into(),
        tag("dd").with(live(status)).into(),
    ])
}

/// What can be changed.
pub fn fields(editing: Editing) -> Vec<Part> {
    let form = editing.form;
    let email = view! {
        <TextField
            id=EMAIL
            label="Email"
            kind=InputKind::Email
            initial=editing.email.get_untracked()
            error=form.error_of(EMAIL)
            node_ref=editing.email_field
            on_input=move |typed: String| editing.email.set(typed)
        />
    };
    let vendors = view! {
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
    };
    vec![email.into(), scopes(editing), vendors.into(), metadata_view(editing).into()]
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
fn scopes(editing: Editing) -> Part {
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
    .into()
}

/// The metadata to be read; it is edited on a page of its own.
fn metadata_view(editing: Editing) -> Tag {
    let area = editing.area;
    let error = editing.form.error_of(METADATA);
    let painted = move || {
        let text = editing.metadata.get();
        let tidied = if frontdesk_wire::Metadata::parse(&text).is_ok() { tidy(&text) } else { text };
        let draw = |(kind, text)| match kind {
            Kind::Key => tag("span").attr("class", "k").with(text).into(),
            Kind::Value => tag("span").attr("class", "v").with(text).into(),
            Kind::Between => Part::from(text),
        };
        painted(&tidied).into_iter().map(draw).collect()
    };
    let said = move || {
        let draw =
            |sentence| tag("p").attr("class", "err").with(icon(Icon::WARNING, 14)).with(sentence).into();
        error.get().map(draw).into_iter().collect()
    };
    let wrong = format!("{METADATA}-error");
    let edit = tag("a")
        .attr("id", METADATA)
        .attr("class", "link")
        .live_attr("href", move || area.href(Beside::Metadata(editing.id)))
        .attr("aria-label", "Edit metadata")
        .attr("aria-describedby", wrong.clone())
        .with("Edit");
    let label = tag("span").attr("class", "label").attr("id", "user-metadata-label").with("Metadata");
    let text = tag("pre")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "user-metadata-label")
        .live(painted);
    tag("div")
        .attr("class", "metadata-view")
        .with(tag("div").attr("class", "row").with(label).with(edit))
        // Above the text, so that it is in sight when the link beside it takes the focus.
        .with(tag("div").attr("id", wrong).attr("role", "status").live(said))
        .with(text)
}
