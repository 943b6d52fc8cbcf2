//! `/admin/users/:id`: one user beside the list, or alone where there is no room for both.

pub mod access;
pub mod clash;
pub mod conflict;
pub mod draft;
pub mod editing;
pub mod fields;
pub mod saving;

use super::area::{Area, Beside, use_area};
use super::curl;
use super::delete::{Deletion, FollowGone};
use super::found::{Found, Phase};
use super::leave::LeaveGuard;
use super::list::rows::{Address, address};
use crate::layout::FormNotices;
use crate::ui::avatar::Avatar;
use crate::ui::blank::Blank;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::copy_button::CopyButton;
use crate::ui::drawer::Drawer;
use crate::ui::focus_id;
use crate::ui::icon::Icon;
use crate::ui::load::Failed;
use crate::ui::notice::{Notice, NoticeKind};
use crate::ui::page_title::PageTitle;
use crate::ui::progress::Progress;
use crate::ui::time::absolute_here;
use access::Access;
use conflict::Conflict;
use draft::{names, saving};
use editing::Editing;
use fields::{Fields, UserFacts};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const HEADING: &str = "user-heading";
const FORM: &str = "user-form";

/// One user.
#[component]
pub fn EditUser(
    /// Which.
    id: UserId,
) -> impl IntoView {
    let area = use_area();
    let found = Found::start(area, id);
    let phase = Memo::new(move |_| found.phase());
    move || match phase.get() {
        Phase::Here => match untrack(|| found.user()) {
            Some(user) => view! { <Editor user found /> }.into_any(),
            None => ().into_any(),
        },
        other => view! { <NotHere phase=other found /> }.into_any(),
    }
}

/// The address of the list without the user beside it.
fn list_alone(area: Area) -> Signal<String> {
    Signal::derive(move || area.href(Beside::Nothing))
}

/// The drawer while there is no user in it.
#[component]
fn NotHere(phase: Phase, found: Found) -> impl IntoView {
    let area = use_area();
    let missing = phase == Phase::Missing;
    let body = match phase {
        Phase::WaitingLong => view! { <Progress label="Loading the user" /> }.into_any(),
        Phase::Missing => view! { <Missing area id=found.id /> }.into_any(),
        Phase::Failed(failure) => {
            view! { <Failed failure heading="The user could not be loaded" on_retry=move |()| found.retry() /> }.into_any()
        }
        Phase::Waiting | Phase::Here => ().into_any(),
    };
    // The row knows already whose drawer this is.
    let known = untrack(|| area.users.page_seen(&area.question())).unwrap_or_default();
    let row = known.iter().find(|user| user.id == found.id).map(|user| address(user).to_owned());
    let title = if missing { "No such user".to_owned() } else { row.unwrap_or_else(|| "User".to_owned()) };
    view! {
        <Drawer
            label_id=HEADING
            close=list_alone(area)
            head=move || view! { <div><PageTitle title=title.clone() id=HEADING /></div> }
        >
            {body}
        </Drawer>
    }
}

#[component]
fn Missing(area: Area, id: UserId) -> impl IntoView {
    view! {
        <Blank
            icon=Icon::USER
            heading="There is no user with this ID"
            actions=move || view! { <LinkButton href=list_alone(area) text="Back to the list" kind=ButtonKind::Primary /> }
        >
            "The account was deleted, or the address of this page is wrong."
        </Blank>
        <FollowGone id />
    }
}

/// Everything about a user who is here.
#[component]
fn Editor(user: User, found: Found) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/user.css");
    let area = use_area();
    let editing = Editing::begin(area, user, found);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        editing.save();
    };
    view! {
        <Drawer
            label_id=HEADING
            close=list_alone(area)
            head=move || view! { <Head editing /> }
            foot=move || view! { <Foot editing /> }
        >
            <div class="user" class=(scope, true)>
                <Stale found />
                <FormNotices form=editing.form refused="The changes are not saved" id="user-wait" />
                <Conflict editing />
                <UserFacts editing />
                <form id=FORM novalidate on:submit=submit>
                    <Fields editing />
                </form>
                <Access editing />
                <Deletion editing />
            </div>
        </Drawer>
        <LeaveGuard
            unsaved=Signal::derive(move || editing.unsaved())
            stays=|here, there| here.user() == there.user()
            on_leave=move |()| editing.discard()
        />
    }
}

/// That the user is shown as last seen, and why.
#[component]
pub fn Stale(
    /// What is known of the user.
    found: Found,
) -> impl IntoView {
    let when = Signal::derive(move || found.stale().is_some());
    view! {
        <Notice kind=NoticeKind::Calm when>
            <p><b>"Shown as last seen."</b>" " {move || found.stale()}</p>
            <p class="acts"><Button text="Load again" small=true on_click=move |_| found.retry() /></p>
        </Notice>
    }
}

#[component]
fn Head(editing: Editing) -> impl IntoView {
    let name = Signal::derive(move || editing.user.with(|user| address(user).to_owned()));
    let wrong = editing.form.is_wrong();
    let created = move || {
        let at = editing.user.with(|user| user.created)?.as_millis();
        Some(view! { <p class="small muted num">{format!("Created {}", absolute_here(at))}</p> })
    };
    view! {
        <Avatar text=name />
        <div>
            <PageTitle title=name id=HEADING wrong>
                {move || view! { <Address text=name.get() /> }}
            </PageTitle>
            {created}
        </div>
    }
}

#[component]
fn Foot(editing: Editing) -> impl IntoView {
    let area = editing.area;
    let command = Signal::derive(move || curl::user(&area.origin(), &editing.id, editing.request().as_ref()));
    let changes = Memo::new(move |_| editing.changes());
    let unchanged = Signal::derive(move || {
        let nothing = changes.with(Vec::is_empty).then(|| "Nothing is changed.".to_owned());
        editing.held().or(nothing)
    });
    let discard = move |_| {
        // The button goes with the changes.
        focus_id(HEADING);
        editing.discard();
    };
    view! {
        <CopyButton text=command label="Copy as curl" icon=Icon::TERMINAL icon_only=true kind=ButtonKind::Ghost />
        <span class="end"></span>
        <Show when=move || !changes.with(Vec::is_empty)>
            <Button text="Discard" on_click=discard />
        </Show>
        <Button
            text=Signal::derive(move || changes.with(|changes| saving(changes)))
            kind=ButtonKind::Primary
            submit=true
            form=FORM
            busy=editing.form.is_sending()
            busy_text="Saving…"
            disabled_because=unchanged
            described_by="user-changes"
        />
        <span class="sr" id="user-changes">{move || changes.with(|changes| names(changes))}</span>
    }
}
