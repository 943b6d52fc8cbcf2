//! Lets in whom a page is for; leads guests through sign-in and tells users which pages are for administrators.

use crate::clock;
use crate::layout::door_page;
use crate::routes::{Route, use_go, use_route};
use crate::session::{Door, Parting, use_session};
use crate::ui::button::{ButtonKind, LinkButton};
use crate::ui::effect;
use crate::ui::load::{Load, NOTICEABLE, loading, wait_long};
use crate::ui::part::{Draw, Part, live, stood, tag};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::RefCell;

/// Draws what is inside for those whom the door admits. While it is not known who looks, `frame` stands there: what
/// stands around the page.
pub fn gate(door: Door, frame: Draw, inside: Draw) -> Part {
    let session = use_session();
    let (route, go) = (use_route(), use_go());
    let is_guest = Memo::new(move |_| session.admits(Door::Guests) == Some(true));
    effect(move || {
        if is_guest.get() {
            let wanted = route.get_untracked();
            // Whoever signed out by will does not come back to this page with the next sign-in.
            let by_will = matches!(
                untrack(|| session.parting()),
                Some(Parting::SignedOut | Parting::SignedOutEverywhere | Parting::PasswordSet)
            );
            let way = if by_will { Route::SignIn { next: None } } else { wanted.through_sign_in() };
            session.pass_on_parting();
            go.replace(&way);
        }
    });
    let admitted = Memo::new(move |_| session.admits(door));
    live(move || match (admitted.get(), is_guest.get()) {
        (Some(true), _) => inside.run(),
        (Some(false), false) => view! { <NotForYou /> }.into(),
        (None, _) => waiting(frame.clone()),
        // On the way to the door.
        _ => None::<Part>.into(),
    })
}

/// The frame as it stood before the app did; drawn, once it has to say that this takes long.
fn waiting(frame: Draw) -> Part {
    let Some(stood) = stood() else { return frame.run() };
    let long = RwSignal::new(false);
    clock::after(NOTICEABLE, move || long.set(true));
    let stood = RefCell::new(Some(stood));
    live(move || match long.get() {
        true => frame.run(),
        false => stood.take().into(),
    })
}

/// In the middle of a frame: the server takes long to say who is looking.
#[component]
pub fn NotKnownYet() -> Part {
    let load = RwSignal::new(Load::<()>::Waiting);
    if !cfg!(feature = "ssr") {
        wait_long(load);
    }
    let nothing = |()| None::<Part>;
    tag("div").attr("class", "starting").with(loading(load.into(), "the page", None, nothing)).into()
}

#[component]
fn NotForYou() -> Part {
    let session = use_session();
    let leave = move |_| {
        spawn_local(async move {
            // Not everywhere: it succeeds here whatever the server says.
            drop(session.sign_out(false).await);
        });
    };
    let who = move || session.viewer().map(|viewer| viewer.email().to_owned()).unwrap_or_default();
    let lead = vec![
        "You are signed in as ".into(),
        tag("b").live_text(who).into(),
        ". That account is not an administrator.".into(),
    ];
    let account = view! {
        <LinkButton
            href=Route::Account.href()
            text="Go to your account"
            kind=ButtonKind::Primary
            wide=true
        />
    };
    let other = tag("button")
        .attr("type", "button")
        .attr("class", "link")
        .on("click", leave)
        .with("Sign in as someone else");
    let after = tag("p").attr("class", "after").with("Not you? ").with(other);
    let inside = vec![account.into(), after.into()];
    door_page("This area is for administrators", false.into(), Part::Several(lead), inside)
}
