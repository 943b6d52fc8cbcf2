//! Whom to ask: an address becomes a mail link, a web address a link, anything else stays text.

use leptos::prelude::*;

/// Draws a contact so that it can be used.
#[component]
pub fn Contact(
    /// An address, a web address or words.
    contact: String,
    /// What the link says; the contact itself when left out.
    #[prop(optional, into)]
    text: Option<String>,
) -> impl IntoView {
    let words = text.unwrap_or_else(|| contact.clone());
    match address_of(&contact) {
        Some(href) => view! { <a class="link" href=href>{words}</a> }.into_any(),
        None => view! { <span>{contact}</span> }.into_any(),
    }
}

fn address_of(contact: &str) -> Option<String> {
    let contact = contact.trim();
    let is_web = contact.starts_with("https://") || contact.starts_with("http://");
    if is_web || contact.starts_with("mailto:") {
        return Some(contact.to_owned());
    }
    frontdesk_wire::Email::parse(contact).ok().map(|email| format!("mailto:{email}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mail_and_web_become_links() {
        assert_eq!(address_of("help@x.io").as_deref(), Some("mailto:help@x.io"));
        assert_eq!(address_of("https://x.io/help").as_deref(), Some("https://x.io/help"));
        assert_eq!(address_of("javascript:alert(1)"), None);
        assert_eq!(address_of("Room 12"), None);
    }
}
