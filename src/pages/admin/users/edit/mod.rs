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
use super::delete::{deletion, follow_gone};
use super::found::{Found, Phase};
use super::leave::LeaveGuard;
use super::list::rows::{address, breaking};
use crate::layout::FormNotices;
use crate::ui::avatar::avatar;
use crate::ui::blank::blank;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::copy_button::CopyButton;
use crate::ui::drawer::Drawer;
use crate::ui::focus_id;
use crate::ui::icon::Icon;
use crate::ui::load::failed;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::page_title::PageTitle;
use crate::ui::part::{Part, Tag, live, live_if, tag};
use crate::ui::progress::Progress;
use crate::ui::time::absolute_here;
use access::access;
use conflict::conflict;
use draft::{names, saving};
use editing::Editing;
use fields::{fields, user_facts};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::prelude::*;

const HEADING: &str = "user-heading";
const FORM: &str = "user-form";

/// One user.
pub fn edit_user(id: UserId) -> Part {
    let area = use_area();
    let found = Found::start(area, id);
    let phase = Memo::new(move |_| found.phase());
    live(move || match phase.get() {
        Phase::Here => untrack(|| found.user().map(|user| editor(area, user, found))).into(),
        other => untrack(|| not_here(area, other, found)),
    })
}

/// The address of the list without the user beside it.
fn list_alone(area: Area) -> Signal<String> {
    Signal::derive(move || area.href(Beside::Nothing))
}

/// The drawer while there is no user in it.
fn not_here(area: Area, phase: Phase, found: Found) -> Part {
    let missing = phase == Phase::Missing;
    let retry = Callback::new(move |()| found.retry());
    let draw = move || match phase.clone() {
        Phase::WaitingLong => view! { <Progress label="Loading the user" /> }.into(),
        Phase::Missing => missing_user(area, found.id),
        Phase::Failed(failure) => failed(failure, "The user could not be loaded", Some(retry), None),
        Phase::Waiting | Phase::Here => None::<Part>.into(),
    };
    // The row knows already whose drawer this is.
    let known = area.users.page_seen(&area.question()).unwrap_or_default();
    let row = known.iter().find(|user| user.id == found.id).map(|user| address(user).to_owned());
    let title = if missing { "No such user".to_owned() } else { row.unwrap_or_else(|| "User".to_owned()) };
    view! {
        <Drawer
            label_id=HEADING
            close=list_alone(area)
            head=move || tag("div").with(view! { <PageTitle title=title.clone() id=HEADING /> })
        >
            {draw()}
        </Drawer>
    }
    .into()
}

fn missing_user(area: Area, id: UserId) -> Part {
    let way = view! { <LinkButton href=list_alone(area) text="Back to the list" kind=ButtonKind::Primary /> };
    let why = "The account was deleted, or the address of this page is wrong.";
    let blank = blank(Icon::USER, "There is no user with this ID", why, vec![way.into()]);
    vec![blank.into(), follow_gone(id)].into()
}

/// Everything about a user who is here.
fn editor(area: Area, user: User, found: Found) -> Part {
    let editing = Editing::begin(area, user, found);
    let drawer = view! {
        <Drawer
            label_id=HEADING
            close=list_alone(area)
            head=move || head(editing)
            foot=move || foot(editing)
        >
            {Part::from(inside(editing, found))}
        </Drawer>
    };
    let guard = view! {
        <LeaveGuard
            unsaved=Signal::derive(move || editing.unsaved())
            stays=|here, there| here.user() == there.user()
            on_leave=move |()| editing.discard()
        />
    };
    vec![drawer.into(), guard.into()].into()
}

fn inside(editing: Editing, found: Found) -> Tag {
    let scope = stylers_macro::style_sheet!("style/pages/user.css");
    let form = tag("form")
        .attr("id", FORM)
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            editing.save();
        })
        .with(fields(editing));
    tag("div")
        .attr("class", format!("user {scope}"))
        .with(stale(found))
        .with(view! { <FormNotices form=editing.form refused="The changes are not saved" id="user-wait" /> })
        .with(conflict(editing))
        .with(user_facts(editing))
        .with(form)
        .with(access(editing))
        .with(deletion(editing))
}

/// That the user is shown as last seen, and why.
pub fn stale(found: Found) -> Tag {
    let when = Signal::derive(move || found.stale().is_some());
    notice(NoticeKind::Calm, when, move || {
        let again = view! { <Button text="Load again" small=true on_click=move |_| found.retry() /> };
        let words =
            tag("p").with(tag("b").with("Shown as last seen.")).with(" ").with(live(move || found.stale()));
        vec![words.into(), tag("p").attr("class", "acts").with(again).into()]
    })
}

fn head(editing: Editing) -> Vec<Part> {
    let name = Signal::derive(move || editing.user.with(|user| address(user).to_owned()));
    let wrong = editing.form.is_wrong();
    let created = move || {
        let at = editing.user.with(|user| user.created)?.as_millis();
        Some(tag("p").attr("class", "small muted num").with(format!("Created {}", absolute_here(at))))
    };
    let title = view! {
        <PageTitle title=name id=HEADING wrong>
            {live(move || name.with(|name| breaking(name)))}
        </PageTitle>
    };
    vec![avatar(name).into(), tag("div").with(title).with(live(created)).into()]
}

fn foot(editing: Editing) -> Vec<Part> {
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
    let copy = view! { <CopyButton text=command label="Copy as curl" icon=Icon::TERMINAL icon_only=true kind=ButtonKind::Ghost /> };
    let save = view! {
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
    };
    let names = move || changes.with(|changes| names(changes));
    vec![
        copy.into(),
        tag("span").attr("class", "end").into(),
        live_if(
            move || !changes.with(Vec::is_empty),
            move || view! { <Button text="Discard" on_click=discard /> },
        ),
        save.into(),
        tag("span").attr("class", "sr").attr("id", "user-changes").live_text(names).into(),
    ]
}
