//! The administration. All of it is one page to the router, so that the list stays while a user opens beside it.

use super::Ground;
use super::frames::AdminFrame;
use crate::cache::Users;
use crate::crossing::Crossing;
use crate::layout::{Console, Gate, SignInAgain};
use crate::pages::NotFoundPage;
use crate::pages::admin::users::{UsersArea, listen_to_history};
use crate::routes::{self, Document, Go, How, Place, Route, use_route};
use crate::session::Door;
use crate::ui::toast::ToastTray;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route as Page, Router};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, StaticSegment, WildcardSegment};

/// The whole document.
#[component]
pub fn Admin(
    /// What the page was told.
    told: Told,
) -> impl IntoView {
    let ground = Ground::provide(Document::Admin, told);
    let users = Users::provide(ground.api);
    ground.forget_with_the_viewer(move || users.clear());
    listen_to_history();
    let crossing = ground.crossing;
    crossing.follow_links(|_| false);
    ground.look();
    view! {
        <Router>
            <Pages crossing />
            <SignInAgain />
        </Router>
        <ToastTray />
    }
}

/// The table of pages.
#[component]
fn Pages(crossing: Crossing) -> impl IntoView {
    let (location, navigate) = (use_location(), use_navigate());
    Place::provide(location.pathname.into(), location.search.into());
    Go::provide(move |route, how| {
        let href = route.href();
        if route.document() != Document::Admin {
            crossing.go(href, how);
            return;
        }
        let (replace, scroll) = (how != How::Push, how != How::Rewrite);
        navigate(&href, NavigateOptions { resolve: false, replace, scroll, ..NavigateOptions::default() });
    });
    view! {
        <Show when=move || !crossing.is_leaving()>
            <FlatRoutes fallback=NotFoundPage>
                <Page path=(StaticSegment(routes::ADMIN), WildcardSegment("rest")) view=Area />
            </FlatRoutes>
        </Show>
    }
}

#[component]
fn Area() -> impl IntoView {
    let route = use_route();
    let is_known = Memo::new(move |_| route.with(Route::is_admin));
    move || match is_known.get() {
        true => view! {
            <Gate door=Door::Admins frame=AdminFrame>
                <Console>
                    <UsersArea />
                </Console>
            </Gate>
        }
        .into_any(),
        false => view! { <NotFoundPage /> }.into_any(),
    }
}
