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
    /// Latin letters beside Cyrillic, Greek or other ones that look the same.
    Mixed,
    /// Could be read as an address of plain letters, which is somebody else's.
    PassesForAnother,
}

impl EmailProblem {
    /// One sentence for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Empty => "Enter an email address.",
            Self::TooLong => "This address is too long: at most 254 characters.",
            Self::Shape => "Enter an address like name@example.com.",
            Self::Mixed => "This address mixes letters of different alphabets that look alike.",
            Self::PassesForAnother => "This address looks like another one in plain letters.",
        }
    }

    /// What is wrong with an address at first sight, without tables of letters. The server looks closer.
    pub fn at_first_sight(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.rsplit_once('@') {
            _ if text.is_empty() => Some(Self::Empty),
            Some((local, _)) if text.len() > 254 || local.len() > 64 => Some(Self::TooLong),
            Some((local, domain)) if !local.is_empty() && has_labels(domain) && has_no_gap(text) => None,
            _ => Some(Self::Shape),
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
            || local.contains("..")
        {
            return Err(EmailProblem::Shape);
        }
        let labels = || domain.split('.');
        if labels().count() < 2 || !labels().all(is_label) || labels().next_back().is_some_and(is_number) {
            return Err(EmailProblem::Shape);
        }
        if text.split(['@', '.']).any(is_mixed) {
            return Err(EmailProblem::Mixed);
        }
        if passes_for_plain(text) {
            return Err(EmailProblem::PassesForAnother);
        }
        Ok(Self(text.to_owned()))
    }

    /// An address out of what is kept: whoever was taken in under earlier rules can still be read.
    pub fn kept(text: &str) -> Option<Self> {
        text.contains('@').then(|| Self(text.to_owned()))
    }

    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn has_labels(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(|label| !label.is_empty())
}

fn has_no_gap(text: &str) -> bool {
    text.bytes().all(|byte| byte > b' ' && byte != 0x7f)
}

fn local_char(c: char) -> bool {
    !c.is_whitespace()
        && !c.is_control()
        && !is_invisible(c)
        && !matches!(c, '@' | ',' | ';' | ':' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"')
}

/// What shows as nothing (Unicode's default ignorable code points and blank letters): two addresses that differ only in
/// these look alike.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Latin beside Greek, Cyrillic, Armenian or Cherokee: nobody writes so but to look like somebody else.
fn is_mixed(part: &str) -> bool {
    let latin = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    let alike = |c: char| {
        matches!(c, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1c80}'..='\u{1c8f}' | '\u{1f00}'..='\u{1fff}'
            | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}' | '\u{ab70}'..='\u{abbf}')
    };
    part.chars().any(latin) && part.chars().any(alike)
}

/// Letters that look like one of the plain ones: of Latin's own, of Cyrillic, Greek and Armenian (from Unicode's confusables,
/// UTS 39, those that deceive in ordinary type).
const PASSING: &str = "ɑɡɩǀ\
    асеорхуіјѕԁһԛԝӏүАВСЕНІЈКМОРЅТХУԌԚԜҮ\
    αινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ\
    օսոհցյԼՏՍՕ";

/// Could the whole of it be taken for an address in plain letters? One letter that passes for none shows what it is.
fn passes_for_plain(text: &str) -> bool {
    !text.is_ascii() && text.chars().all(|c| c.is_ascii() || PASSING.contains(c))
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
            "a..b@x.io",
        ] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn what_is_read_has_nothing_wrong_at_first_sight() {
        for text in ["a@x.io", " Ada.Lovelace+news@Example.COM ", "jörg@bücher.example"] {
            assert_eq!(EmailProblem::at_first_sight(text), None, "{text}");
        }
        for (text, problem) in [
            (" ", EmailProblem::Empty),
            ("joyce", EmailProblem::Shape),
            ("joyce@acme", EmailProblem::Shape),
            ("@x.io", EmailProblem::Shape),
            ("a@x..io", EmailProblem::Shape),
            ("a b@x.io", EmailProblem::Shape),
            (&format!("{}@x.io", "a".repeat(65)), EmailProblem::TooLong),
        ] {
            assert_eq!(EmailProblem::at_first_sight(text), Some(problem), "{text:?}");
        }
    }

    #[test]
    fn an_address_that_was_taken_once_stays_readable() {
        assert_eq!(Email::kept("сара@x.io").map(|email| email.0).as_deref(), Some("сара@x.io"));
        assert_eq!(Email::kept("no address"), None);
    }

    #[test]
    fn what_cannot_be_seen_and_what_looks_like_another_letter_is_refused() {
        for hidden in [
            '\u{ad}',
            '\u{34f}',
            '\u{115f}',
            '\u{180e}',
            '\u{200d}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{e0061}',
            '\u{202e}',
        ] {
            assert_eq!(Email::parse(&format!("a{hidden}da@x.io")), Err(EmailProblem::Shape), "{hidden:?}");
        }
        for mixed in ["\u{430}da@x.io", "ad\u{3b1}@x.io", "ada@\u{445}x.io", "ada@x.i\u{43e}"] {
            assert_eq!(Email::parse(mixed), Err(EmailProblem::Mixed), "{mixed}");
        }
        for alike in ["ɑda@x.io", "асе@x.io", "АСЕ@x.io", "ΑΒΕ@x.io", "сара@x.io", "օօ@x.io"]
        {
            assert_eq!(Email::parse(alike), Err(EmailProblem::PassesForAnother), "{alike}");
        }
        for one in [
            "сара@пример.рф",
            "kɔfi@x.io",
            "анна@пример.рф",
            "anna@пример.рф",
            "νίκος@x.io",
            "josé@x.io",
            "李@x.io",
            "李x@x.io",
        ] {
            assert!(Email::parse(one).is_ok(), "{one}");
        }
    }
}
