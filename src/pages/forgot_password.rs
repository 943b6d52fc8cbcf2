//! `/forgot-password`: ask for a link; the same words for every address.

use crate::layout::ask_for_link;
use crate::routes::{Route, use_route};
use crate::ui::part::{Tag, tag};
use leptos::prelude::*;

/// The page.
pub fn forgot_password_page() -> Tag {
    let route = use_route();
    let next = Signal::derive(move || match route.get() {
        Route::ForgotPassword { next } => next.map(|next| *next),
        _ => None,
    });
    let lead = "Tell us your email and we send a link to set a new one.";
    let step = ask_for_link("Forgot your password?", lead.into(), "Send the link", next);
    tag("div").live(move || vec![step()])
}
