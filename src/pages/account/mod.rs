//! `/account`: who I am, my password, where I am signed in, how it looks.

pub mod change_password;
pub mod display;
pub mod profile;
pub mod sessions;
mod user_agent;

use crate::api;
use crate::layout::Home;
use crate::session::use_session;
use crate::settings::use_settings;
use crate::ui::page_title::PageTitle;
use change_password::ChangePassword;
use display::Display;
use leptos::prelude::*;
use leptos::task::spawn_local;
use profile::Profile;
use sessions::Sessions;

/// The page.
#[component]
pub fn AccountPage() -> impl IntoView {
    let (session, settings) = (use_session(), use_settings());
    let is_wrong = RwSignal::new(false);
    // What is shown at once is what was known; an administrator may have changed it since.
    Effect::new(move |_| {
        session.times_signed_in();
        spawn_local(async move {
            if let Ok(user) = api::account::get(session.api()).await {
                session.refresh(user);
            }
        });
    });
    view! {
        <Home>
            <PageTitle title="Your account" wrong=is_wrong />
            <Profile />
            <ChangePassword is_wrong />
            {move || settings.offers("sessions").then(|| view! { <Sessions /> })}
            <Display />
        </Home>
    }
}
