//! Reads when a token ends. The app believes nothing else a token says.

use crate::api::Token;
use serde::Deserialize;

#[derive(Deserialize)]
struct Claims {
    exp: Option<f64>,
}

/// The moment a token ends, in milliseconds since 1970; `None` where it does not say.
pub(super) fn ends_at(token: &Token) -> Option<i64> {
    let payload = token.reveal().split('.').nth(1)?;
    let claims: Claims = serde_json::from_str(&String::from_utf8(base64url(payload)?).ok()?).ok()?;
    // Past the end of time the cast stays at the end of time, and that is right here.
    claims.exp.map(|seconds| (seconds * 1000.0) as i64)
}

/// Decodes base64url without padding (RFC 4648, 5).
fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
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
            bytes.push(u8::try_from((bits >> held) & 0xFF).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_read_from_the_payload() {
        // {"alg":"none"} . {"exp":1800000000}
        let token = Token::new("eyJhbGciOiJub25lIn0.eyJleHAiOjE4MDAwMDAwMDB9.x".to_owned());
        assert_eq!(ends_at(&token), Some(1_800_000_000_000));
    }

    #[test]
    fn a_token_that_says_nothing_has_no_end() {
        for text in ["", "opaque", "a.b.c", "a.e30.c", "a.!!.c"] {
            assert_eq!(ends_at(&Token::new(text.to_owned())), None, "{text}");
        }
    }

    #[test]
    fn bytes_outside_ascii_survive() {
        assert_eq!(base64url("w6nimIM").as_deref(), Some("é☃".as_bytes()));
    }
}
