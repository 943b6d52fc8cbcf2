//! `/admin/users/new`: a new user, beside the list.

pub mod form;
pub mod request;

use super::area::{Area, Beside, use_area};
use super::leave::LeaveGuard;
use super::list::rows::address;
use super::set_password::source::shown_once;
use crate::layout::FormNotices;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::drawer::Drawer;
use crate::ui::page_title::PageTitle;
use crate::ui::part::{Part, live, tag};
use form::{Creating, fields};
use frontdesk_wire::replies::User;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

const HEADING: &str = "new-user-heading";
const FORM: &str = "new-user-form";

/// The form of a new user; then, where the password was made here, the password.
pub fn create_user() -> Part {
    let scope = stylers_macro::style_sheet!("style/pages/create.css");
    let area = use_area();
    let creating = Creating::begin(area);
    let body = move || match creating.made.get() {
        Some((user, password)) => created(creating, &user, password),
        None => ask(creating),
    };
    let drawer = view! {
        <Drawer
            label_id=HEADING
            close=Signal::derive(move || area.href(Beside::Nothing))
            head=move || tag("div").with(view! { <PageTitle title="New user" id=HEADING wrong=creating.form.is_wrong() /> })
            foot=move || live(move || foot(area, creating))
        >
            {Part::from(tag("div").attr("class", format!("create {scope}")).with(live(body)))}
        </Drawer>
    };
    let guard = view! {
        <LeaveGuard
            unsaved=Signal::derive(move || creating.unsaved())
            stays=|here, there| here == there
            on_leave=move |()| creating.give_up()
        />
    };
    vec![drawer.into(), guard.into()].into()
}

fn ask(creating: Creating) -> Vec<Part> {
    let notices =
        view! { <FormNotices form=creating.form refused="The user is not created" id="new-user-wait" /> };
    let form = tag("form")
        .attr("id", FORM)
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            creating.create();
        })
        .with(fields(creating));
    vec![notices.into(), form.into()]
}

/// Tracked.
fn foot(area: Area, creating: Creating) -> Vec<Part> {
    let list = Signal::derive(move || area.href(Beside::Nothing));
    let end = tag("span").attr("class", "end");
    let Some((user, _)) = creating.made.get() else {
        let create = view! {
            <Button
                text="Create the user"
                kind=ButtonKind::Primary
                submit=true
                form=FORM
                busy=creating.form.is_sending()
                busy_text="Creating…"
                disabled_because=creating.form.waits()
            />
        };
        return vec![end.into(), view! { <LinkButton href=list text="Cancel" /> }.into(), create.into()];
    };
    let id = user.id;
    let open = Signal::derive(move || area.href(Beside::User(id)));
    // Whoever is done has seen the password.
    let done = tag("span")
        .on("pointerdown", move |_| creating.seen.set(true))
        .on("keydown", move |event| {
            let event: KeyboardEvent = event.unchecked_into();
            creating.seen.update(|seen| *seen |= event.key() == "Enter");
        })
        .with(view! { <LinkButton href=list text="Done" kind=ButtonKind::Primary /> });
    vec![end.into(), view! { <LinkButton href=open text="Open the user" /> }.into(), done.into()]
}

fn created(creating: Creating, user: &User, password: String) -> Vec<Part> {
    let who = tag("b").with(address(user).to_owned());
    let copied = Callback::new(move |()| creating.seen.set(true));
    vec![
        tag("p").with(who).with(" can sign in with this password.").into(),
        shown_once(password, Some(copied)).into(),
    ]
}
