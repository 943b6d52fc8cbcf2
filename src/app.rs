//! The app: what it is told at start, its contexts and its table of pages.

use crate::api::{self, Api};
use crate::cache::Users;
use crate::carried::Carried;
use crate::layout::{Console, Gate, SignInAgain, go_on};
use crate::pages::account::AccountPage;
use crate::pages::admin::users::{UsersArea, listen_to_history};
use crate::pages::{ForgotPasswordPage, NotFoundPage, ResetPasswordPage, SetUpPage, SignInPage, SignUpPage};
use crate::routes::{self, Go, Route, use_route};
use crate::session::{Door, Keeper, Session, use_session};
use crate::settings::{Settings, use_settings};
use crate::theme::{self, Theme};
use crate::ui::page_title::AppName;
use crate::ui::toast::{ToastTray, provide_toasts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::{FlatRoutes, Route as Page, Router};
use leptos_router::{StaticSegment, WildcardSegment};
use std::time::Duration;

/// How long until a server that could not be reached is asked again what it is.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let settings = Settings::provide();
    let api = Api::new();
    let session = Keeper::provide(api);
    let users = Users::provide(api);
    let carried = Carried::provide();
    provide_toasts();
    provide_context(AppName(Signal::derive(move || settings.app_name())));
    Theme::chosen().show();
    forget_with_the_viewer(session, users, carried);
    listen_to_history();
    let is_told = RwSignal::new(false);
    spawn_local(async move {
        be_told(settings, api).await;
        is_told.set(true);
        session.watch();
        session.restore().await;
    });
    view! {
        <Show when=move || is_told.get()>
            <Router>
                <Pages />
                <SignInAgain />
            </Router>
        </Show>
        <ToastTray />
    }
}

/// Reads the app's settings before the first page is drawn: name, colour and where the API is.
async fn be_told(settings: Settings, api: Api) {
    let config = api::about::config().await;
    if let Some(hue) = config.accent_hue {
        theme::show_hue(hue);
    }
    settings.set_config(config);
    api.set_base(settings.api_base());
    ask_about(settings, api);
}

fn ask_about(settings: Settings, api: Api) {
    spawn_local(async move {
        match api::about::about(api).await {
            Ok(about) => settings.set_about(about),
            Err(_) => set_timeout(move || ask_about(settings, api), ASK_AGAIN),
        }
    });
}

/// Nothing that one person saw or typed is there for the next.
fn forget_with_the_viewer(session: Keeper, users: Users, carried: Carried) {
    let who = Memo::new(move |_| session.viewer().map(|viewer| viewer.user.id));
    Effect::new(move |before: Option<Option<frontdesk_wire::UserId>>| {
        let now = who.get();
        if before.flatten().is_some_and(|before| Some(before) != now) {
            users.clear();
            carried.set_email(String::new());
        }
        now
    });
}

/// The table of pages.
#[component]
fn Pages() -> impl IntoView {
    Go::provide();
    view! {
        <FlatRoutes fallback=NotFoundPage>
            <Page path=StaticSegment("") view=Root />
            <Page path=StaticSegment(routes::SIGN_IN) view=SignInPage />
            <Page path=StaticSegment(routes::SIGN_UP) view=SignUpPage />
            <Page path=StaticSegment(routes::FORGOT_PASSWORD) view=ForgotPasswordPage />
            <Page path=StaticSegment(routes::RESET_PASSWORD) view=ResetPasswordPage />
            <Page path=StaticSegment(routes::SET_UP) view=SetUpPage />
            <Page path=StaticSegment(routes::ACCOUNT) view=Account />
            <Page path=(StaticSegment(routes::ADMIN), WildcardSegment("rest")) view=Admin />
        </FlatRoutes>
    }
}

/// The origin itself leads on: to sign-in, or to where signing in would have led.
#[component]
fn Root() -> impl IntoView {
    let (session, settings, go) = (use_session(), use_settings(), routes::use_go());
    Effect::new(move |_| match session.now() {
        Session::Restoring => {}
        Session::Guest => go.replace(&Route::SignIn { next: None }),
        Session::SignedIn(_) | Session::Ended(_) => go_on(go, settings, None),
    });
}

#[component]
fn Account() -> impl IntoView {
    view! {
        <Gate door=Door::Viewers>
            <AccountPage />
        </Gate>
    }
}

/// All of the administration is one page to the router, so that the list stays while a user opens beside it.
#[component]
fn Admin() -> impl IntoView {
    let route = use_route();
    let is_known = Memo::new(move |_| route.with(Route::is_admin));
    move || match is_known.get() {
        true => view! {
            <Gate door=Door::Admins>
                <Console>
                    <UsersArea />
                </Console>
            </Gate>
        }
        .into_any(),
        false => view! { <NotFoundPage /> }.into_any(),
    }
}
