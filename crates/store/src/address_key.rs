//! The one canonical form by which addresses are compared.

use frontdesk_wire::Email;
use std::fmt;

/// Local part and domain, case folded and normalised, the domain in its ASCII (IDNA) form: equal keys, equal person.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AddressKey(String);

/// The domain is none that IDNA knows, or too long for the names of hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoKey;

impl AddressKey {
    /// The key of an address.
    ///
    /// # Errors
    /// The domain is none that IDNA knows, or a part of it is too long for a host once it is in ASCII: no mail could reach it.
    pub fn of(email: &Email) -> Result<Self, NoKey> {
        let (local, domain) = email.as_str().rsplit_once('@').ok_or(NoKey)?;
        let domain = idna::domain_to_ascii(domain).map_err(|_| NoKey)?;
        if domain.len() > 253 || domain.split('.').any(|label| label.is_empty() || label.len() > 63) {
            return Err(NoKey);
        }
        Ok(Self(format!("{}@{domain}", fold(local))))
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The key of what may be an address.
pub(crate) fn key(text: &str) -> String {
    let key = Email::parse(text).ok().and_then(|email| AddressKey::of(&email).ok());
    key.map_or_else(|| fold(text), |key| key.0)
}

/// Compatibility-normalised and case folded, twice over, so that folding what folding made changes nothing.
pub(crate) fn fold(text: &str) -> String {
    // Of ASCII nothing is left to normalise, and letters go up and down one by one: most of what comes.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    fold_once(&fold_once(text))
}

/// Up and down again, letter by letter: only so do `ß` and `SS`, `ς` and `σ` become one.
fn fold_once(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

impl fmt::Debug for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(text: &str) -> Option<String> {
        Email::parse(text).ok().and_then(|email| AddressKey::of(&email).ok()).map(|key| key.0)
    }

    #[test]
    fn addresses_that_look_alike_have_one_key() {
        for (one, other) in [
            ("Ada@X.io", "ada@x.io"),
            ("a@BÜCHER.example", "a@xn--bcher-kva.example"),
            ("ﬁ@x.io", "fi@x.io"),
            ("É@x.io", "e\u{301}@x.io"),
            ("straße@x.io", "STRASSE@x.io"),
            ("STRAẞE@x.io", "strasse@x.io"),
            ("ΝΙΚΟΣ@x.io", "νικος@x.io"),
            ("νικος@x.io", "νικοσ@x.io"),
        ] {
            assert!(key_of(one).is_some() && key_of(one) == key_of(other), "{one} {other}");
        }
        assert_ne!(key_of("a@x.io"), key_of("b@x.io"));
    }

    #[test]
    fn a_domain_that_no_host_can_have_has_no_key() {
        assert!(key_of(&format!("a@{}.example", "ж".repeat(30))).is_some());
        assert_eq!(key_of(&format!("a@{}.example", "ж".repeat(60))), None);
    }

    #[test]
    fn plain_text_is_folded_as_all_other_text_is() {
        for c in '\0'..='\u{7f}' {
            let text = format!("{c}Q{c}");
            assert_eq!(fold(&text), fold_once(&fold_once(&text)), "{c:?}");
        }
    }

    #[test]
    fn folding_what_was_folded_changes_nothing() {
        for c in '\0'..='\u{1ffff}' {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
