//! What was typed on one page and is wanted on the next: the address, and what a reset link was asked for.

use crate::clock;
use crate::routes::Route;
use crate::storage::{self, Shelf};
use frontdesk_wire::lean::{self, Members, Read, Write, Writer};

/// How many seconds a reset link is taken to hold where the server does not say, as documented.
const LINK_SECONDS: u32 = 3_600;

/// The address typed last in this tab, to begin a field with; never a password. It goes along to other documents.
pub fn email() -> String {
    Shelf::Tab.read(storage::TYPED).unwrap_or_default()
}

/// Takes an address as it is typed.
pub fn set_email(email: &str) {
    match email {
        "" => Shelf::Tab.remove(storage::TYPED),
        email => Shelf::Tab.write(storage::TYPED, email),
    }
}

/// For whom a reset link was asked for on this device, and the page that was wanted then. The mail opens a new tab.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// The address.
    pub email: String,
    /// The page that was wanted.
    pub next: Option<Route>,
}

struct Written {
    email: String,
    next: Option<String>,
    until: i64,
}

impl Read for Written {
    fn of(members: &mut Members<'_>) -> Self {
        let until = members.json("until").and_then(lean::whole);
        Self {
            email: members.must("email"),
            next: members.text_or_null("next"),
            until: members.or_misfit(until),
        }
    }
}

impl Write for Written {
    fn members(&self, to: &mut Writer) {
        to.text("email", &self.email);
        to.text_if_any("next", self.next.as_deref());
        to.json("until", &self.until.to_string());
    }
}

impl Asked {
    /// Keeps it for as long as the link holds: after that it says nothing any more.
    pub fn write(&self, link_seconds: Option<u32>) {
        let next = self.next.as_ref().map(Route::href);
        let holds = i64::from(link_seconds.unwrap_or(LINK_SECONDS)) * 1_000;
        let written = Written { email: self.email.clone(), next, until: clock::now().as_millis() + holds };
        Shelf::Device.write(storage::ASKED, &lean::write(&written));
    }

    /// What was asked for, while the link may still hold.
    pub fn read() -> Option<Self> {
        Self::parse(&Shelf::Device.read(storage::ASKED)?, clock::now().as_millis())
    }

    fn parse(text: &str, now: i64) -> Option<Self> {
        let Written { email, next, until } = lean::read(text)?;
        let next = next.and_then(|next| Route::parse_next(&next));
        (now < until).then_some(Self { email, next })
    }

    /// The link has done its work.
    pub fn forget() {
        Shelf::Device.remove(storage::ASKED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_holds_as_long_as_the_link() {
        let text = r#"{"email":"ada@x.io","next":"/account","until":3000}"#;
        let asked = Asked::parse(text, 2000);
        assert!(asked == Some(Asked { email: "ada@x.io".to_owned(), next: Some(Route::Account) }));
        assert!(Asked::parse(text, 3000).is_none());
        assert!(Asked::parse("", 0).is_none());
    }

    #[test]
    fn a_foreign_address_is_not_carried_on() {
        let text = r#"{"email":"a@x.io","next":"//evil.example/","until":2}"#;
        assert!(Asked::parse(text, 1).is_some_and(|asked| asked.next.is_none()));
    }
}
