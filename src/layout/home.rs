//! Around the viewer's own pages: a bar with the brand, who looks, and the way out.

use crate::layout::Product;
use crate::routes::Route;
use crate::session::use_session;
use crate::storage;
use crate::ui::button::{Button, ButtonKind, LinkButton};
use crate::ui::icon::Icon;
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::part::{Draw, Part, live_if, tag};
use crate::ui::skip_link::skip_link;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The bar above, the page below.
#[component]
pub fn Home(children: Draw) -> Part {
    let scope = stylers_macro::style_sheet!("style/pages/home.css");
    let session = use_session();
    let email = move || session.viewer().map(|viewer| viewer.email().to_owned());
    let is_admin = move || session.viewer().is_some_and(|viewer| viewer.is_admin());
    let users = move || {
        view! { <LinkButton href=Route::users().href() text="Users" kind=ButtonKind::Ghost icon=Icon::USERS /> }
    };
    let end = tag("div")
        .attr("class", "end")
        .with(tag("span").attr("class", "small muted phone-off").live_text(email))
        .with(live_if(is_admin, users))
        // In the page made ahead of time nothing hears it yet.
        .with(tag("span").attr("inert", cfg!(feature = "ssr")).with(sign_out_button()));
    let kept_nothing = notice(NoticeKind::Calm, (!storage::is_kept()).into(), || {
        let what = tag("b").with("This browser keeps nothing for this site.");
        vec![tag("p").with(what).with(" You stay signed in until you close or reload this tab.").into()]
    });
    let main = tag("main").attr("id", "main").attr("tabindex", "-1").with(kept_nothing).with(children.run());
    let home = tag("div")
        .attr("class", format!("home {scope}"))
        .with(tag("header").attr("class", "top").with(view! { <Product home=Route::Root /> }).with(end))
        .with(main);
    vec![skip_link().into(), home.into()].into()
}

fn sign_out_button() -> Part {
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
    .into()
}
