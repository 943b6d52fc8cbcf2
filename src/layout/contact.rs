//! Whom to ask, so that it can be used: an address or a web address is a link, anything else stays text.

use crate::settings::use_settings;
use crate::ui::part::{Tag, tag};

/// Draws the support contact; `otherwise` where there is none. A link without an address is text.
pub fn contact(otherwise: &'static str) -> Tag {
    let settings = use_settings();
    let words = move || match cfg!(feature = "ssr") {
        true => format!("{{{{support_words|{otherwise}}}}}"),
        false => settings.support_contact().unwrap_or_else(|| otherwise.to_owned()),
    };
    tag("a").attr("class", "link").live_attr("href", move || settings.support_href()).live_text(words)
}
