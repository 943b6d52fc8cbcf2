//! `/admin/users/:id/metadata`: the JSON of one user, with what a save would change.

pub mod diff;
pub mod editor;
pub mod fields;
pub mod kinds;
pub mod merge;
pub mod review;
pub mod rows;
pub mod text;
pub mod tree;

use super::area::{Area, Beside, use_area};
use super::edit::conflict::conflict;
use super::edit::editing::Editing;
use super::edit::stale;
use super::found::{Found, Phase};
use super::leave::LeaveGuard;
use super::list::rows::{address, breaking};
use crate::clock;
use crate::layout::FormNotices;
use crate::ui::avatar::avatar;
use crate::ui::blank::blank;
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::icon::{Icon, icon};
use crate::ui::load::failed;
use crate::ui::page_title::PageTitle;
use crate::ui::part::{Part, Tag, live, tag};
use crate::ui::progress::Progress;
use editor::text_panel;
use fields::fields_panel;
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::prelude::*;
use review::review;
use std::time::Duration;

/// How long the typing pauses before the text is read.
const PAUSE: Duration = Duration::from_millis(150);

/// The page.
pub fn edit_metadata(id: UserId) -> Part {
    let scope = stylers_macro::style_sheet!("style/pages/metadata.css");
    let area = use_area();
    let found = Found::start(area, id);
    let phase = Memo::new(move |_| found.phase());
    let retry = Callback::new(move |()| found.retry());
    let body = move || -> Vec<Part> {
        match phase.get() {
            Phase::Here => untrack(|| found.user().map(|user| editor(area, user, found))).unwrap_or_default(),
            Phase::Waiting => Vec::new(),
            Phase::WaitingLong => vec![view! { <Progress label="Loading the metadata" /> }.into()],
            Phase::Missing => missing(area),
            Phase::Failed(failure) => vec![
                view! { <PageTitle title="Metadata" /> }.into(),
                failed(failure, "The metadata could not be loaded", Some(retry), None),
            ],
        }
    };
    tag("div").attr("class", format!("metadata flow {scope}")).with(tag("div").live(body)).into()
}

fn missing(area: Area) -> Vec<Part> {
    let list = Signal::derive(move || area.href(Beside::Nothing));
    let way = view! { <LinkButton href=list text="Back to the list" kind=ButtonKind::Primary /> };
    let why = "The account was deleted, or the address of this page is wrong.";
    vec![
        view! { <PageTitle title="No such user" /> }.into(),
        blank(Icon::USER, "There is no user with this ID", why, vec![way.into()]).into(),
    ]
}

fn editor(area: Area, user: User, found: Found) -> Vec<Part> {
    let editing = Editing::begin(area, user, found);
    let settled = clock::settled(editing.metadata, PAUSE);
    let title = title(editing);
    let back = tag("a")
        .attr("class", "link")
        .live_attr("href", move || area.href(Beside::User(editing.id)))
        .with(icon(Icon::CHEVRON_LEFT, 12))
        .with("Back to the user");
    let pair = tag("div")
        .attr("class", "pair")
        .with(text_panel(editing, settled))
        .with(fields_panel(editing, settled));
    let guard = view! {
        <LeaveGuard
            unsaved=Signal::derive(move || editing.unsaved())
            stays=|here, there| here.user() == there.user()
            on_leave=move |()| editing.discard()
        />
    };
    vec![
        tag("nav").attr("class", "small").attr("aria-label", "Breadcrumb").with(back).into(),
        title.into(),
        stale(found).into(),
        view! { <FormNotices form=editing.form refused="The metadata is not saved" id="metadata-wait" /> }
            .into(),
        pair.into(),
        conflict(editing),
        review(editing, settled).into(),
        guard.into(),
    ]
}

fn title(editing: Editing) -> Tag {
    let name = Signal::derive(move || editing.user.with(|user| address(user).to_owned()));
    let shown = move || -> Part {
        let of = tag("span").attr("class", "sr").with("Metadata of ");
        vec![of.into(), live(move || name.with(|name| breaking(name)))].into()
    };
    let title = view! {
        <PageTitle title=Signal::derive(move || format!("Metadata of {}", name.get())) wrong=editing.form.is_wrong()>
            {shown()}
        </PageTitle>
    };
    tag("div").attr("class", "title").with(avatar(name)).with(title)
}
