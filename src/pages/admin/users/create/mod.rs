//! `/admin/users/new`: a new user, beside the list.

pub mod form;
pub mod request;

use super::area::{Beside, use_area};
use super::leave::LeaveGuard;
use super::list::rows::address;
use super::set_password::ShownOnce;
use crate::layout::FormNotices;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::drawer::Drawer;
use crate::ui::page_title::PageTitle;
use form::{Creating, Fields};
use frontdesk_wire::replies::User;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

const HEADING: &str = "new-user-heading";
const FORM: &str = "new-user-form";

/// The form of a new user; then, where the password was made here, the password.
#[component]
pub fn CreateUser() -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/create.css");
    let area = use_area();
    let creating = Creating::begin(area);
    let body = move || match creating.made.get() {
        Some((user, password)) => view! { <Created creating user password /> }.into_any(),
        None => view! { <Ask creating /> }.into_any(),
    };
    view! {
        <Drawer
            label_id=HEADING
            close=Signal::derive(move || area.href(Beside::Nothing))
            head=move || view! { <div><PageTitle title="New user" id=HEADING wrong=creating.form.is_wrong() /></div> }
            foot=move || view! { <Foot creating /> }
        >
            <div class="create" class=(scope, true)>{body}</div>
        </Drawer>
        <LeaveGuard unsaved=Signal::derive(move || creating.unsaved()) stays=|here, there| here == there on_leave=move |()| creating.give_up() />
    }
}

#[component]
fn Ask(creating: Creating) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        creating.create();
    };
    view! {
        <FormNotices form=creating.form refused="The user is not created" id="new-user-wait" />
        <form id=FORM novalidate on:submit=submit>
            <Fields creating />
        </form>
    }
}

#[component]
fn Foot(creating: Creating) -> impl IntoView {
    let area = use_area();
    move || match creating.made.get() {
        Some((user, _)) => {
            let id = user.id;
            let open = Signal::derive(move || area.href(Beside::User(id)));
            let done = Signal::derive(move || area.href(Beside::Nothing));
            view! {
                <span class="end"></span>
                <LinkButton href=open text="Open the user" />
                // Whoever is done has seen the password.
                <span on:pointerdown=move |_| creating.seen.set(true) on:keydown=move |event| creating.seen.update(|seen| *seen |= event.key() == "Enter")>
                    <LinkButton href=done text="Done" kind=ButtonKind::Primary />
                </span>
            }
            .into_any()
        }
        None => {
            let cancel = Signal::derive(move || area.href(Beside::Nothing));
            view! {
                <span class="end"></span>
                <LinkButton href=cancel text="Cancel" />
                <Button
                    text="Create the user"
                    kind=ButtonKind::Primary
                    submit=true
                    form=FORM
                    busy=creating.form.is_sending()
                    busy_text="Creating…"
                    disabled_because=creating.form.waits()
                />
            }
            .into_any()
        }
    }
}

#[component]
fn Created(creating: Creating, user: User, password: String) -> impl IntoView {
    view! {
        <p><b>{address(&user).to_owned()}</b>" can sign in with this password."</p>
        <ShownOnce password on_copied=move |()| creating.seen.set(true) />
    }
}
