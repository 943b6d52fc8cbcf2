//! Around the administrator's pages: bar above, rail beside (below on a phone), one page in the middle.

use crate::layout::Product;
use crate::routes::{Route, use_route};
use crate::session::use_session;
use crate::ui::avatar::{Avatar, initials};
use crate::ui::icon::{Icon, Svg};
use crate::ui::skip_link::SkipLink;
use leptos::prelude::*;

/// The bar, the rail and the page.
#[component]
pub fn Console(children: Children) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/console.css");
    view! {
        <SkipLink />
        <div class="console" class=(scope, true)>
            <header class="top">
                <Product home=Route::users() />
                <div class="end">
                    <AccountLink />
                </div>
            </header>
            <nav class="rail" aria-label="Main">
                <UsersLink />
                <a href=Route::Account.href()>
                    <Svg icon=Icon::USER />
                    "Account"
                </a>
            </nav>
            <main class="work" id="main" tabindex="-1">
                {children()}
            </main>
        </div>
    }
}

/// The list, from its first page.
#[component]
fn UsersLink() -> impl IntoView {
    let route = use_route();
    let current = move || route.with(Route::is_admin).then_some("page");
    view! {
        <a href=Route::users().href() aria-current=current>
            <Svg icon=Icon::USERS />
            "Users"
        </a>
    }
}

#[component]
fn AccountLink() -> impl IntoView {
    let session = use_session();
    let email = move || session.viewer().map(|viewer| viewer.email().to_owned()).unwrap_or_default();
    view! {
        <span class="small muted phone-off">{email}</span>
        <a href=Route::Account.href() aria-label=move || name(&email())>
            <Avatar text=Signal::derive(email) />
        </a>
    }
}

/// Begins with what is drawn, once it is known who looks.
fn name(email: &str) -> String {
    if email.is_empty() { "Your account".to_owned() } else { format!("{}: your account", initials(email)) }
}
