//! `/forgot-password`: ask for a link; the same words for every address.

use crate::layout::AskForLink;
use crate::routes::{Route, use_route};
use leptos::prelude::*;

/// The page.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let route = use_route();
    let next = Signal::derive(move || match route.get() {
        Route::ForgotPassword { next } => next.map(|next| *next),
        _ => None,
    });
    view! {
        <AskForLink
            title="Forgot your password?"
            lead="Tell us your email and we send a link to set a new one."
            button="Send the link"
            next
        />
    }
}
