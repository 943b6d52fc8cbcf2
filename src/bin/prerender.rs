//! Makes each page's first HTML, from the same components that take it over in the browser: `prerender FOLDER`.
//!
//! What only a running server knows stands in it as `{{name}}`, and `{{unless name}}` where an attribute hides what is
//! not set. `crates/server/src/assets/template.rs` fills both in.

// What leptos makes ahead of time it composes into deep types.
#![recursion_limit = "512"]

use any_spawner::Executor;
use frontdesk_app::app::choose::choose;
use frontdesk_app::app::door::door;
use frontdesk_app::app::frames::{MadeAccount, MadeAdmin};
use frontdesk_app::routes;
use frontdesk_wire::replies::{About, Config, SignUpDoor, Told};
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use std::path::Path;
use std::sync::Arc;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/pages".to_owned());
    std::fs::create_dir_all(&folder)?;
    drop(Executor::init_futures_executor());
    for page in [routes::SIGN_IN, routes::FORGOT_PASSWORD] {
        let path = format!("/{page}");
        write(&folder, page, move || door(told(SignUpDoor::Open), path).html())?;
    }
    for page in [routes::SIGN_UP, routes::RESET_PASSWORD, routes::SET_UP] {
        let path = format!("/{page}");
        write(&folder, page, move || choose(told(SignUpDoor::Open), path).html())?;
    }
    let closed = || choose(told(SignUpDoor::Closed), format!("/{}", routes::SIGN_UP)).html();
    write(&folder, "sign-up-closed", closed)?;
    let nowhere = || door(told(SignUpDoor::Open), routes::NOWHERE.to_owned()).html();
    write(&folder, "not-found", nowhere)?;
    write(&folder, "account", || view! { <MadeAccount told=told(SignUpDoor::Open) /> }.to_html())?;
    write(&folder, "admin", || view! { <MadeAdmin told=told(SignUpDoor::Open) /> }.to_html())
}

fn write(folder: &str, name: &str, page: impl FnOnce() -> String) -> std::io::Result<()> {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    std::fs::write(Path::new(folder).join(name).with_extension("html"), owner.with(page))
}

/// Names in place of values.
fn told(sign_up: SignUpDoor) -> Told {
    let named = |name: &str| Some(format!("{{{{{name}}}}}"));
    Told {
        config: Config {
            app_name: "{{app_name}}".to_owned(),
            logo: named("logo"),
            privacy_url: named("privacy_url"),
            support_contact: named("support_words"),
            ..Config::default()
        },
        about: Some(About { sign_up, ..About::default() }),
    }
}
