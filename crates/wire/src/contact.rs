//! Whom to ask: an address leads to a mail, a web address to its page, anything else is words.

use crate::EmailProblem;

/// Where a contact leads, if it leads anywhere.
pub fn href(contact: &str) -> Option<String> {
    let contact = contact.trim();
    let is_web = contact.starts_with("https://") || contact.starts_with("http://");
    if is_web || contact.starts_with("mailto:") {
        return Some(contact.to_owned());
    }
    EmailProblem::at_first_sight(contact).is_none().then(|| ["mailto:", contact].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mail_and_web_become_links() {
        assert_eq!(href("help@x.io").as_deref(), Some("mailto:help@x.io"));
        assert_eq!(href("https://x.io/help").as_deref(), Some("https://x.io/help"));
        assert_eq!(href("javascript:alert(1)"), None);
        assert_eq!(href("Room 12"), None);
    }
}
