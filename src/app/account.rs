//! My account, for whoever is signed in.

use super::Ground;
use super::address::Address;
use super::frames::AccountFrame;
use crate::layout::{Gate, SignInAgain};
use crate::pages::account::AccountPage;
use crate::routes::{self, Document};
use crate::session::Door;
use crate::ui::toast::ToastTray;
use frontdesk_wire::replies::Told;
use leptos::prelude::*;

/// The whole document.
#[component]
pub fn Account(
    /// What the page was told.
    told: Told,
) -> impl IntoView {
    let ground = Ground::provide(Document::Account, told);
    ground.forget_with_the_viewer(|| {});
    Address::provide(Document::Account, format!("/{}", routes::ACCOUNT), ground.crossing);
    ground.look();
    let crossing = ground.crossing;
    view! {
        <Show when=move || !crossing.is_leaving()>
            <Gate door=Door::Viewers frame=AccountFrame>
                <AccountPage />
            </Gate>
        </Show>
        <SignInAgain />
        <ToastTray />
    }
}
