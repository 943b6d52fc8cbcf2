//! An e-mail address as a person wrote it.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An address of the shape `local@domain`, kept as written (trimmed).
///
/// Two addresses are the same person when their canonical keys are equal; the key needs IDNA tables and is made
/// by the store (`AddressKey`), so that they do not weigh on the app.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Email(String);

/// Why a text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailProblem {
    /// Nothing but white space.
    Empty,
    /// More than 254 bytes in all, or more than 64 before the at sign (RFC 5321, 4.5.3.1).
    TooLong,
    /// Not of the shape `name@example.com`.
    Shape,
}

impl EmailProblem {
    /// One sentence for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "Enter an email address.",
            Self::TooLong => "This address is too long: at most 254 characters.",
            Self::Shape => "Enter an address like name@example.com.",
        }
    }
}

impl Email {
    /// Reads an address: one `@`, a local part, a domain of at least two labels, no white space or control characters.
    ///
    /// # Errors
    /// Says what is wrong first.
    pub fn parse(text: &str) -> Result<Self, EmailProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EmailProblem::Empty);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailProblem::Shape)?;
        if text.len() > 254 || local.len() > 64 {
            return Err(EmailProblem::TooLong);
        }
        if local.is_empty()
            || !local.chars().all(local_char)
            || local.starts_with('.')
            || local.ends_with('.')
        {
            return Err(EmailProblem::Shape);
        }
        let labels = || domain.split('.');
        if labels().count() < 2 || !labels().all(is_label) || labels().next_back().is_some_and(is_number) {
            return Err(EmailProblem::Shape);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn local_char(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !is_invisible(c)
        && !matches!(c, '@' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"')
}

/// Zero-width and direction marks: two addresses that differ only in these look alike.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().count() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| {
            c == '-'
                || c.is_alphanumeric()
                || (!c.is_ascii() && !c.is_whitespace() && !is_invisible(c) && !c.is_control())
        })
}

fn is_number(label: &str) -> bool {
    label.chars().all(|c| c.is_ascii_digit())
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|problem| serde::de::Error::custom(problem.sentence()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_and_international_addresses_are_read() {
        for text in
            ["a@x.io", " Ada.Lovelace+news@Example.COM ", "jörg@bücher.example", "o'neil@sub.a.example"]
        {
            assert!(Email::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn rubbish_is_refused() {
        for text in [
            "",
            " ",
            "joyce",
            "joyce@acme",
            "@x.io",
            "a@",
            "a b@x.io",
            "a@x..io",
            "a@-x.io",
            "a@1.2.3.4",
            "a@x.io\u{200b}",
            "a\0@x.io",
            "a@@x.io",
        ] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
    }
}
