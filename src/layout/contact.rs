//! Whom to ask, so that it can be used: an address or a web address is a link, anything else stays text.

use crate::settings::use_settings;
use leptos::prelude::*;

/// Draws the support contact; `otherwise` where there is none. A link without an address is text.
#[component]
pub fn Contact(
    /// What it says where nobody is named.
    otherwise: &'static str,
) -> impl IntoView {
    let settings = use_settings();
    let words = move || match cfg!(feature = "ssr") {
        true => format!("{{{{support_words|{otherwise}}}}}"),
        false => settings.support_contact().unwrap_or_else(|| otherwise.to_owned()),
    };
    view! { <a class="link" href=move || settings.support_href()>{words}</a> }
}
