//! `If-Match` (RFC 9110, 13.1.1): only as long as it is what the caller has seen.

use crate::error::{Error, Result};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

const MALFORMED: Error = Error::HeaderInvalid(
    "If-Match",
    "Write If-Match as * or as entity tags in quotes, with commas between them.",
);

/// What a request asks of what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// Nothing.
    Unasked,
    /// That it is there at all.
    Anything,
    /// That it has one of these strong tags, quotes included.
    OneOf(Vec<String>),
}

impl IfMatch {
    /// Reads the header's lines, put together. `None`: they are malformed, and what was meant cannot be known.
    fn read(line: &[u8]) -> Option<Self> {
        let line = line.trim_ascii();
        if line == b"*" {
            return Some(Self::Anything);
        }
        let (mut tags, mut rest) = (Vec::new(), line);
        loop {
            while let Some((b',' | b' ' | b'\t', after)) = rest.split_first() {
                rest = after;
            }
            if rest.is_empty() {
                return Some(Self::OneOf(tags));
            }
            let (is_weak, quoted) = rest.strip_prefix(b"W/").map_or((false, rest), |quoted| (true, quoted));
            let inside = quoted.strip_prefix(b"\"")?;
            let length = inside.iter().position(|byte| *byte == b'"')?;
            let (tag, after) = (quoted.get(..length + 2)?, inside.get(length + 1..)?);
            if tag.iter().any(|byte| *byte <= b' ' || *byte == 0x7f) {
                return None;
            }
            // Tags are compared strongly, and a weak one equals none.
            if !is_weak {
                tags.push(String::from_utf8_lossy(tag).into_owned());
            }
            rest = after.trim_ascii_start();
            if !(rest.is_empty() || rest.starts_with(b",")) {
                return None;
            }
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let lines: Vec<&[u8]> =
            parts.headers.get_all(header::IF_MATCH).iter().map(|line| line.as_bytes()).collect();
        if lines.is_empty() {
            return Ok(Self::Unasked);
        }
        Self::read(&lines.join(&b", "[..])).ok_or(MALFORMED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Option<IfMatch> {
        Some(IfMatch::OneOf(tags.iter().map(|tag| (*tag).to_owned()).collect()))
    }

    #[test]
    fn a_list_is_read_with_commas_blanks_and_empty_places() {
        assert_eq!(IfMatch::read(b" * "), Some(IfMatch::Anything));
        assert_eq!(IfMatch::read(b"\"a\""), tags(&["\"a\""]));
        assert_eq!(IfMatch::read(b"\"a\" ,, \"b,c\"\t,\"\""), tags(&["\"a\"", "\"b,c\"", "\"\""]));
        assert_eq!(IfMatch::read(b""), tags(&[]));
    }

    #[test]
    fn a_weak_tag_matches_nothing() {
        assert_eq!(IfMatch::read(b"W/\"a\", \"b\""), tags(&["\"b\""]));
        assert_eq!(IfMatch::read(b"W/\"a\""), tags(&[]));
    }

    #[test]
    fn what_is_malformed_is_not_guessed_at() {
        for line in
            ["a", "\"a", "\"a\"b", "\"a\" \"b\"", "*, \"a\"", "\"a\", *", "w/\"a\"", "\"a b\"", "'a'", "W/"]
        {
            assert_eq!(IfMatch::read(line.as_bytes()), None, "{line}");
        }
    }
}
