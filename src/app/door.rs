//! The door: for those who are not signed in, and for addresses that lead nowhere.

use super::Ground;
use super::address::Address;
use crate::layout::go_on;
use crate::pages::{ForgotPasswordPage, NotFoundPage, ResetPasswordPage, SetUpPage, SignInPage, SignUpPage};
use crate::routes::{Document, Route, use_go, use_route};
use crate::session::{Session, use_session};
use crate::settings::use_settings;
use frontdesk_wire::replies::Told;
use leptos::either::EitherOf6;
use leptos::prelude::*;

/// On the page's root while it is not known whether the session that the device keeps still holds. The script in the
/// page's head sets it.
const KNOWN: &str = "known";

/// The pages of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    SignIn,
    SignUp,
    ForgotPassword,
    ResetPassword,
    SetUp,
    NotFound,
}

impl Page {
    /// The origin itself shows the sign-in page until it is known who looks.
    fn of(route: &Route) -> Self {
        match route {
            Route::Root | Route::SignIn { .. } => Self::SignIn,
            Route::SignUp { .. } => Self::SignUp,
            Route::ForgotPassword { .. } => Self::ForgotPassword,
            Route::ResetPassword { .. } => Self::ResetPassword,
            Route::SetUp { .. } => Self::SetUp,
            _ => Self::NotFound,
        }
    }
}

/// The whole document, at `path`.
#[component]
pub fn Door(
    /// What the page was told.
    told: Told,
    /// The path it was asked for.
    path: String,
) -> impl IntoView {
    let ground = Ground::provide(Document::Door, told);
    ground.forget_with_the_viewer(None);
    Address::provide(Document::Door, path, ground.crossing);
    lead_on();
    show_guests();
    ground.look();
    let route = use_route();
    let page = Memo::new(move |_| route.with(Page::of));
    let crossing = ground.crossing;
    move || {
        (!crossing.is_leaving()).then(|| match page.get() {
            Page::SignIn => EitherOf6::A(view! { <SignInPage /> }),
            Page::SignUp => EitherOf6::B(view! { <SignUpPage /> }),
            Page::ForgotPassword => EitherOf6::C(view! { <ForgotPasswordPage /> }),
            Page::ResetPassword => EitherOf6::D(view! { <ResetPasswordPage /> }),
            Page::SetUp => EitherOf6::E(view! { <SetUpPage /> }),
            Page::NotFound => EitherOf6::F(view! { <NotFoundPage /> }),
        })
    }
}

/// The origin itself leads on: to sign-in, or to where signing in would have led.
fn lead_on() {
    let (session, settings, go, route) = (use_session(), use_settings(), use_go(), use_route());
    Effect::new(move |_| {
        if !route.with(|route| *route == Route::Root) {
            return;
        }
        match session.now() {
            Session::Restoring => {}
            Session::Guest => go.replace(&Route::SignIn { next: None }),
            Session::SignedIn(_) | Session::Ended(_) => go_on(go, settings, None),
        }
    });
}

/// A page for guests is out of sight while it may be that somebody is signed in.
fn show_guests() {
    let session = use_session();
    Effect::new(move |_| {
        if session.now() == Session::Guest
            && let Some(root) = document().document_element()
        {
            drop(root.class_list().remove_1(KNOWN));
        }
    });
}
