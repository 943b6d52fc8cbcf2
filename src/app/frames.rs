//! What stands around the pages of viewers before it is known who looks, made ahead of time and drawn again by the app.

use super::Ground;
use crate::layout::{Console, Home, NotKnownYet};
use crate::routes::{Document, Place, Route};
use crate::ui::part::{Part, tag};
use frontdesk_wire::replies::Told;
use leptos::prelude::*;

/// Around my account.
#[component]
pub fn AccountFrame() -> Part {
    // As a plain heading: nobody has arrived yet, so none is announced.
    let inside =
        || Part::Several(vec![tag("h1").with("Your account").into(), view! { <NotKnownYet /> }.into()]);
    view! { <Home>{inside()}</Home> }.into()
}

/// Around the administration.
#[component]
pub fn AdminFrame() -> Part {
    view! {
        <Console>
            <NotKnownYet />
        </Console>
    }
    .into()
}

/// The account's frame with its contexts.
#[component]
pub fn MadeAccount(
    /// What the page is told.
    told: Told,
) -> impl IntoView {
    Ground::provide(Document::Account, told);
    view! { <AccountFrame /> }
}

/// The administration's frame with its contexts.
#[component]
pub fn MadeAdmin(
    /// What the page is told.
    told: Told,
) -> impl IntoView {
    Ground::provide(Document::Admin, told);
    Place::provide(Route::users().href().into(), String::new().into());
    view! { <AdminFrame /> }
}
