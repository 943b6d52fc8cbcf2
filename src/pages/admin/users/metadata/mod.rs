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
use super::edit::Stale;
use super::edit::conflict::Conflict;
use super::edit::editing::Editing;
use super::found::{Found, Phase};
use super::leave::LeaveGuard;
use super::list::rows::{Address, address};
use crate::clock;
use crate::layout::FormNotices;
use crate::ui::avatar::Avatar;
use crate::ui::blank::Blank;
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::icon::{Icon, Svg};
use crate::ui::load::Failed;
use crate::ui::page_title::PageTitle;
use crate::ui::progress::Progress;
use editor::TextPanel;
use fields::FieldsPanel;
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::prelude::*;
use review::Review;
use std::time::Duration;

/// How long the typing pauses before the text is read.
const PAUSE: Duration = Duration::from_millis(150);

/// The page.
#[component]
pub fn EditMetadata(
    /// Whose.
    id: UserId,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/metadata.css");
    let area = use_area();
    let found = Found::start(area, id);
    let phase = Memo::new(move |_| found.phase());
    let body = move || match phase.get() {
        Phase::Here => match untrack(|| found.user()) {
            Some(user) => view! { <Editor user found /> }.into_any(),
            None => ().into_any(),
        },
        Phase::Waiting => ().into_any(),
        Phase::WaitingLong => view! { <Progress label="Loading the metadata" /> }.into_any(),
        Phase::Missing => view! { <Missing area /> }.into_any(),
        Phase::Failed(failure) => view! {
            <PageTitle title="Metadata" />
            <Failed failure heading="The metadata could not be loaded" on_retry=move |()| found.retry() />
        }
        .into_any(),
    };
    view! {
        <div class="metadata flow" class=(scope, true)>
            <div>{body}</div>
        </div>
    }
}

#[component]
fn Missing(area: Area) -> impl IntoView {
    let list = Signal::derive(move || area.href(Beside::Nothing));
    view! {
        <PageTitle title="No such user" />
        <Blank
            icon=Icon::USER
            heading="There is no user with this ID"
            actions=move || view! { <LinkButton href=list text="Back to the list" kind=ButtonKind::Primary /> }
        >
            "The account was deleted, or the address of this page is wrong."
        </Blank>
    }
}

#[component]
fn Editor(user: User, found: Found) -> impl IntoView {
    let area = use_area();
    let editing = Editing::begin(area, user, found);
    let settled = clock::settled(editing.metadata, PAUSE);
    let name = Signal::derive(move || editing.user.with(|user| address(user).to_owned()));
    view! {
        <nav class="small" aria-label="Breadcrumb">
            <a class="link" href=move || area.href(Beside::User(editing.id))>
                <Svg icon=Icon::CHEVRON_LEFT size=12 />
                "Back to the user"
            </a>
        </nav>
        <div class="title">
            <Avatar text=name />
            <PageTitle title=Signal::derive(move || format!("Metadata of {}", name.get())) wrong=editing.form.is_wrong()>
                <span class="sr">"Metadata of "</span>
                {move || view! { <Address text=name.get() /> }}
            </PageTitle>
        </div>
        <Stale found />
        <FormNotices form=editing.form refused="The metadata is not saved" id="metadata-wait" />
        <div class="pair">
            <TextPanel editing settled />
            <FieldsPanel editing settled />
        </div>
        <Conflict editing />
        <Review editing settled />
        <LeaveGuard
            unsaved=Signal::derive(move || editing.unsaved())
            stays=|here, there| here.user() == there.user()
            on_leave=move |()| editing.discard()
        />
    }
}
