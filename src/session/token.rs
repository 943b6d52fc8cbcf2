//! Reads when a token ends. The app believes nothing else a token says.

use crate::api::Token;
use frontdesk_wire::lean::{self, Members, Read};

/// The whole seconds until the end.
struct Claims(Option<i64>);

impl Read for Claims {
    fn of(members: &mut Members<'_>) -> Self {
        let end = members.json("exp").map(|end| end.split('.').next().unwrap_or_default());
        Self(end.and_then(lean::whole))
    }
}

/// The moment a token ends, in milliseconds since 1970; `None` where it does not say.
pub(super) fn ends_at(token: &Token) -> Option<i64> {
    let payload = token.reveal().split('.').nth(1)?;
    let Claims(end) = lean::read(&base64url(payload)?)?;
    Some(end?.saturating_mul(1000))
}

/// Decodes base64url without padding (RFC 4648, 5), each byte to a letter: nothing is read that is not ASCII.
fn base64url(text: &str) -> Option<String> {
    let mut letters = String::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for c in text.trim_end_matches('=').bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            letters.push(char::from((bits >> held) as u8));
        }
    }
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_read_from_the_payload() {
        // {"alg":"none"} . {"exp":1800000000}
        let token = Token::new("eyJhbGciOiJub25lIn0.eyJleHAiOjE4MDAwMDAwMDB9.x".to_owned());
        assert_eq!(ends_at(&token), Some(1_800_000_000_000));
        // {"exp":1800000000.75}
        let token = Token::new("a.eyJleHAiOjE4MDAwMDAwMDAuNzV9.x".to_owned());
        assert_eq!(ends_at(&token), Some(1_800_000_000_000));
    }

    #[test]
    fn a_token_that_says_nothing_has_no_end() {
        for text in ["", "opaque", "a.b.c", "a.e30.c", "a.!!.c"] {
            assert_eq!(ends_at(&Token::new(text.to_owned())), None, "{text}");
        }
    }

    #[test]
    fn what_is_not_ascii_does_no_harm() {
        // {"sub":"é☃","exp":1800000000}
        let token = Token::new("a.eyJzdWIiOiLDqeKYgyIsImV4cCI6MTgwMDAwMDAwMH0.x".to_owned());
        assert_eq!(ends_at(&token), Some(1_800_000_000_000));
    }
}
