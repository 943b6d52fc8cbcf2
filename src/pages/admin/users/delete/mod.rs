//! Deleting a user: asked for in a dialog, followed to its end by its ticket, over reloads and with the drawer closed.

pub mod dialog;
pub mod progress;
pub mod ticket;

pub use ticket::{Deletions, use_deletions};

use super::area::use_area;
use super::edit::editing::Editing;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::icon::Icon;
use crate::ui::notice::{Notice, NoticeKind};
use crate::ui::progress::Progress as Bar;
use dialog::DeleteDialog;
use frontdesk_wire::UserId;
use leptos::prelude::*;
use progress::Progress;

/// The part of a user's drawer that deletes: folded away until it is wanted or under way.
#[component]
pub fn Deletion(
    /// The user.
    editing: Editing,
) -> impl IntoView {
    let state = use_deletions().of(editing.id);
    let asking = RwSignal::new(false);
    let idle = Memo::new({
        let state = state.clone();
        move |_| state.with(|progress| *progress == Progress::Idle)
    });
    let heading = {
        let state = state.clone();
        move || if state.with(Progress::is_running) { "Deleting this account" } else { "Delete this account" }
    };
    let body = move || match state.get() {
        Progress::Idle => view! { <Ask editing asking /> }.into_any(),
        Progress::Stopped(sentence) => view! { <Stopped sentence asking /> }.into_any(),
        under_way => view! { <UnderWay progress=under_way /> }.into_any(),
    };
    view! {
        <details class="danger" open=move || !idle.get()>
            <summary id=dialog::SUMMARY>{heading}</summary>
            <div>{body}</div>
        </details>
        <DeleteDialog editing open=asking />
    }
}

/// What deleting means, and the button that asks for it.
#[component]
fn Ask(editing: Editing, asking: RwSignal<bool>) -> impl IntoView {
    let area = editing.area;
    let mine = Signal::derive(move || {
        let why = "This is your own account. Another administrator can delete it.";
        area.is_viewer(&editing.id).then(|| why.to_owned())
    });
    view! {
        <p class="small muted">"Erases the account and everything kept beside it. This cannot be undone."</p>
        {move || mine.get().map(|why| view! { <p class="small muted">{why}</p> })}
        <Button
            text="Delete this user"
            kind=ButtonKind::Bad
            icon=Icon::TRASH
            small=true
            disabled_because=mine
            on_click=move |_| asking.set(true)
        />
    }
}

#[component]
fn UnderWay(progress: Progress) -> impl IntoView {
    let label = progress.label();
    let (value, max) = match progress {
        Progress::Running(Some((step, total))) => (Some(step), total),
        Progress::Done => (Some(1), 1),
        _ => (None, 1),
    };
    view! {
        <Bar label=format!("Deletion, {}", label.to_lowercase()) value=value max=max />
        <p class="small muted" role="status">
            <span class="num">{label}"."</span>
            " You can leave this page; it goes on."
        </p>
    }
}

#[component]
fn Stopped(sentence: String, asking: RwSignal<bool>) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Bad>
            <p>{sentence.clone()}</p>
        </Notice>
        <Button text="Try again" icon=Icon::RETRY small=true on_click=move |_| asking.set(true) />
    }
}

/// Where a user is gone already: follows the deletion to its end, if this browser began one.
#[component]
pub fn FollowGone(
    /// Which user.
    id: UserId,
) -> impl IntoView {
    let _ = use_area();
    let state = use_deletions().of(id);
    move || {
        let progress = state.get();
        progress.is_running().then(|| view! { <UnderWay progress /> })
    }
}
