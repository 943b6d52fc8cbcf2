//! Makes each page's first HTML, from the same components that take it over in the browser: `prerender FOLDER`.
//!
//! What only a running server knows stands in it as `{{name}}`, and `{{unless name}}` where an attribute hides what is
//! not set. `crates/server/src/assets/template.rs` fills both in.

// What leptos makes ahead of time it composes into deep types.
#![recursion_limit = "512"]

use any_spawner::Executor;
use frontdesk_app::app::door::Door;
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
    for page in
        [routes::SIGN_IN, routes::SIGN_UP, routes::FORGOT_PASSWORD, routes::RESET_PASSWORD, routes::SET_UP]
    {
        let path = format!("/{page}");
        write(&folder, page, move || view! { <Door told=told(SignUpDoor::Open) path /> })?;
    }
    let closed = || view! { <Door told=told(SignUpDoor::Closed) path=format!("/{}", routes::SIGN_UP) /> };
    write(&folder, "sign-up-closed", closed)?;
    let nowhere = || view! { <Door told=told(SignUpDoor::Open) path=routes::NOWHERE.to_owned() /> };
    write(&folder, "not-found", nowhere)?;
    write(&folder, "account", || view! { <MadeAccount told=told(SignUpDoor::Open) /> })?;
    write(&folder, "admin", || view! { <MadeAdmin told=told(SignUpDoor::Open) /> })
}

fn write<V: IntoView + 'static>(folder: &str, name: &str, page: impl FnOnce() -> V) -> std::io::Result<()> {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let html = owner.with(|| page().into_view().to_html());
    std::fs::write(Path::new(folder).join(name).with_extension("html"), html)
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
