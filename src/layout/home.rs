//! Around the viewer's own pages: a bar with the brand, who looks, and the way out.

use crate::layout::Product;
use crate::routes::Route;
use crate::session::use_session;
use crate::storage;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::icon::Icon;
use crate::ui::notice::{Notice, NoticeKind};
use crate::ui::skip_link::SkipLink;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The bar above, the page below.
#[component]
pub fn Home(children: Children) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/home.css");
    let session = use_session();
    let email = move || session.viewer().map(|viewer| viewer.email().to_owned());
    let is_admin = move || session.viewer().is_some_and(|viewer| viewer.is_admin());
    let users = move || {
        view! { <LinkButton href=Route::users().href() text="Users" kind=ButtonKind::Ghost icon=Icon::USERS /> }
    };
    view! {
        <SkipLink />
        <div class="home" class=(scope, true)>
            <header class="top">
                <Product home=Route::Root />
                <div class="end">
                    <span class="small muted phone-off">{email}</span>
                    {move || is_admin().then(users)}
                    <SignOutButton />
                </div>
            </header>
            <main id="main" tabindex="-1">
                <Notice kind=NoticeKind::Calm when=!storage::is_kept()>
                    <p>
                        <b>"This browser keeps nothing for this site."</b>
                        " You stay signed in until you close or reload this tab."
                    </p>
                </Notice>
                {children()}
            </main>
        </div>
    }
}

#[component]
fn SignOutButton() -> impl IntoView {
    let session = use_session();
    let leaving = RwSignal::new(false);
    let sign_out = move |_| {
        leaving.set(true);
        spawn_local(async move {
            // Not everywhere: it succeeds here whatever the server says.
            drop(session.sign_out(false).await);
        });
    };
    view! {
        <Button
            text="Sign out"
            kind=ButtonKind::Ghost
            icon=Icon::SIGN_OUT
            busy=leaving
            busy_text="Signing out…"
            on_click=sign_out
        />
    }
}
