//! Deleting a user: asked for in a dialog, followed to its end by its ticket, over reloads and with the drawer closed.

pub mod dialog;
pub mod progress;
pub mod ticket;

pub use ticket::{Deletions, use_deletions};

use super::edit::editing::Editing;
use crate::ui::button::{Button, ButtonKind};
use crate::ui::icon::Icon;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Part, live, tag};
use crate::ui::progress::Progress as Bar;
use dialog::delete_dialog;
use frontdesk_wire::UserId;
use leptos::prelude::*;
use progress::Progress;

/// The part of a user's drawer that deletes: folded away until it is wanted or under way.
pub fn deletion(editing: Editing) -> Part {
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
        Progress::Idle => ask(editing, asking),
        Progress::Stopped(sentence) => stopped(sentence, asking),
        on_its_way => under_way(on_its_way),
    };
    let folded = tag("details")
        .attr("class", "danger")
        .live_attr("open", move || !idle.get())
        .with(tag("summary").attr("id", dialog::SUMMARY).live_text(heading))
        .with(tag("div").live(body));
    vec![folded.into(), delete_dialog(editing, asking)].into()
}

/// What deleting means, and the button that asks for it.
fn ask(editing: Editing, asking: RwSignal<bool>) -> Vec<Part> {
    let area = editing.area;
    let mine = Signal::derive(move || {
        let why = "This is your own account. Another administrator can delete it.";
        area.is_viewer(&editing.id).then(|| why.to_owned())
    });
    let small = || tag("p").attr("class", "small muted");
    let delete = view! {
        <Button
            text="Delete this user"
            kind=ButtonKind::Bad
            icon=Icon::TRASH
            small=true
            disabled_because=mine
            on_click=move |_| asking.set(true)
        />
    };
    vec![
        small().with("Erases the account and everything kept beside it. This cannot be undone.").into(),
        live(move || mine.get().map(|why| small().with(why))),
        delete.into(),
    ]
}

fn under_way(progress: Progress) -> Vec<Part> {
    let label = progress.label();
    let (value, max) = match progress {
        Progress::Running(Some((step, total))) => (Some(step), total),
        Progress::Done => (Some(1), 1),
        _ => (None, 1),
    };
    let bar = view! { <Bar label=format!("Deletion, {}", label.to_ascii_lowercase()) value=value max=max /> };
    let words = tag("p")
        .attr("class", "small muted")
        .attr("role", "status")
        .with(tag("span").attr("class", "num").with(format!("{label}.")))
        .with(" You can leave this page; it goes on.");
    vec![bar.into(), words.into()]
}

fn stopped(sentence: String, asking: RwSignal<bool>) -> Vec<Part> {
    let told = move || vec![tag("p").with(sentence.clone()).into()];
    let again =
        view! { <Button text="Try again" icon=Icon::RETRY small=true on_click=move |_| asking.set(true) /> };
    vec![notice(NoticeKind::Bad, true.into(), told).into(), again.into()]
}

/// Where a user is gone already: follows the deletion to its end, if this browser began one.
pub fn follow_gone(id: UserId) -> Part {
    let state = use_deletions().of(id);
    live(move || {
        let progress = state.get();
        progress.is_running().then(|| Part::from(under_way(progress)))
    })
}
