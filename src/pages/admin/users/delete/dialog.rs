//! The question before a user is deleted. An administrator's address has to be typed.

use super::super::edit::editing::Editing;
use super::super::list::rows::address;
use super::ticket::{Deletions, Ticket, use_deletions};
use crate::form::{Form, Problem, when_answered};
use crate::layout::{FormNotices, focus_problem, value_of};
use crate::ui::button::{Button, ButtonKind};
use crate::ui::dialog::Dialog;
use crate::ui::field::{InputKind, TextField};
use crate::ui::focus_id;
use crate::ui::part::{Part, live_if, tag};
use frontdesk_wire::replies::User;
use leptos::html;
use leptos::prelude::*;

const CONFIRMATION: &str = "delete-confirmation";
const FORM: &str = "delete-form";
/// The element id of what is unfolded to delete.
pub const SUMMARY: &str = "delete-summary";

/// What is asked, and what an answer goes on with.
#[derive(Clone, Copy)]
struct Question {
    editing: Editing,
    form: Form,
    open: RwSignal<bool>,
    /// The address as it is typed to confirm.
    field: NodeRef<html::Input>,
    deletions: Deletions,
}

impl Question {
    fn name(self) -> String {
        self.editing.user.with(|user| address(user).to_owned())
    }

    fn is_about_admin(self) -> bool {
        self.editing.user.with(User::is_admin)
    }
}

/// Asks while it is open, says what will go, and begins.
pub fn delete_dialog(editing: Editing, open: RwSignal<bool>) -> Part {
    let form = Form::new(&[]);
    let question = Question { editing, form, open, field: NodeRef::new(), deletions: use_deletions() };
    let heading = Signal::derive(move || format!("Delete {}?", question.name()));
    view! {
        <Dialog id="user-delete" heading open held=form.is_sending() actions=move || answers(form, open)>
            {inside(question)}
        </Dialog>
    }
    .into()
}

fn inside(question: Question) -> Part {
    let form = question.form;
    let notices = view! { <FormNotices form refused="The user is not deleted" id="delete-wait" /> };
    let confirmation = move || {
        view! {
            <TextField
                id=CONFIRMATION
                label="This is an administrator. Type their address to confirm."
                kind=InputKind::Email
                error=form.error_of(CONFIRMATION)
                node_ref=question.field
            />
        }
    };
    let form = tag("form")
        .attr("id", FORM)
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            run(question);
        })
        .with(live_if(move || question.is_about_admin(), confirmation));
    Part::Several(vec![notices.into(), what_goes(), form.into()])
}

fn run(question: Question) {
    let Question { editing, form, open, field, deletions } = question;
    let (is_admin, email) = untrack(|| (question.is_about_admin(), question.name()));
    let typed = is_admin.then(|| value_of(field));
    let wrong = typed.filter(|typed| !typed.trim().eq_ignore_ascii_case(&email));
    let problems: Vec<Problem> = wrong.map(|_| mistyped()).into_iter().collect();
    focus_problem(&problems);
    if !form.check(problems) || !form.begin() {
        return;
    }
    let (id, users) = (editing.id, editing.area.users);
    // The ticket is followed whether or not the page is still there.
    let answer = async move {
        let begun = users.delete(&id).await?;
        deletions.follow(id, Ticket { ticket: begun.ticket, email });
        Ok(())
    };
    when_answered(form, answer, move |answer| match answer {
        Err(error) => form.fail(&error),
        Ok(()) => {
            form.succeed();
            open.set(false);
            // The button that asked goes; the focus would go with it.
            request_animation_frame(|| request_animation_frame(|| focus_id(SUMMARY)));
        }
    });
}

fn mistyped() -> Problem {
    Problem::Field { id: CONFIRMATION, sentence: "This is not the address of the user to delete.".to_owned() }
}

fn what_goes() -> Part {
    let what = "Their sessions end, reset links stop working, mail that waits for them is thrown away, and the account \
        goes with its scopes, vendors and metadata.";
    vec![tag("p").with(what).into(), tag("p").with(tag("b").with("This cannot be undone.")).into()].into()
}

fn answers(form: Form, open: RwSignal<bool>) -> Vec<Part> {
    let delete = view! {
        <Button
            text="Delete this user"
            kind=ButtonKind::Bad
            submit=true
            form=FORM
            busy=form.is_sending()
            busy_text="Deleting…"
            disabled_because=form.waits()
        />
    };
    vec![
        view! { <Button text="Cancel" autofocus=true on_click=move |_| open.set(false) /> }.into(),
        delete.into(),
    ]
}
