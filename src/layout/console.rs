//! Around the administrator's pages: bar above, rail beside (below on a phone), one page in the middle.

use crate::layout::Product;
use crate::routes::{Route, use_route};
use crate::session::use_session;
use crate::ui::avatar::{avatar, initials};
use crate::ui::icon::{Icon, icon};
use crate::ui::part::{Draw, Part, Tag, tag};
use crate::ui::skip_link::skip_link;
use leptos::prelude::*;

/// The bar, the rail and the page.
#[component]
pub fn Console(children: Draw) -> Part {
    let scope = stylers_macro::style_sheet!("style/pages/console.css");
    let top = tag("header")
        .attr("class", "top")
        .with(view! { <Product home=Route::users() /> })
        .with(tag("div").attr("class", "end").with_all(account_link()));
    let account = tag("a").attr("href", Route::Account.href()).with(icon(Icon::USER, 16)).with("Account");
    let rail = tag("nav").attr("class", "rail").attr("aria-label", "Main").with(users_link()).with(account);
    let work = tag("main").attr("class", "work").attr("id", "main").attr("tabindex", "-1");
    let console = tag("div")
        .attr("class", format!("console {scope}"))
        .with(top)
        .with(rail)
        .with(work.with(children.run()));
    vec![skip_link().into(), console.into()].into()
}

/// The list, from its first page.
fn users_link() -> Tag {
    let route = use_route();
    tag("a")
        .attr("href", Route::users().href())
        .live_attr("aria-current", move || route.with(Route::is_admin).then_some("page"))
        .with(icon(Icon::USERS, 16))
        .with("Users")
}

fn account_link() -> Vec<Part> {
    let session = use_session();
    let email = move || session.viewer().map(|viewer| viewer.email().to_owned()).unwrap_or_default();
    let link = tag("a")
        .attr("href", Route::Account.href())
        .live_attr("aria-label", move || name(&email()))
        .with(avatar(Signal::derive(email)));
    vec![tag("span").attr("class", "small muted phone-off").live_text(email).into(), link.into()]
}

/// Begins with what is drawn, once it is known who looks.
fn name(email: &str) -> String {
    if email.is_empty() { "Your account".to_owned() } else { format!("{}: your account", initials(email)) }
}
