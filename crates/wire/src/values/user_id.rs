//! Which user.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Twelve bytes, written as 24 small hex digits; the first four are seconds since 1970, so ids sort by time.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UserId([u8; 12]);

/// The text is not 24 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAUserId;

impl UserId {
    /// An id of its twelve bytes.
    pub fn from_bytes(bytes: [u8; 12]) -> Self {
        Self(bytes)
    }

    /// An id of a moment (seconds since 1970) and eight more bytes, which must never repeat within that second.
    pub fn from_parts(seconds: u32, rest: [u8; 8]) -> Self {
        let mut bytes = [0; 12];
        let (head, tail) = bytes.split_at_mut(4);
        head.copy_from_slice(&seconds.to_be_bytes());
        tail.copy_from_slice(&rest);
        Self(bytes)
    }

    /// As it is written. The same as [`Display`](fmt::Display), without what formatting costs.
    pub fn to_text(&self) -> String {
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        digits.map(|digit| char::from(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 })).collect()
    }

    /// The twelve bytes.
    pub fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }
}

impl FromStr for UserId {
    type Err = NotAUserId;

    fn from_str(text: &str) -> Result<Self, NotAUserId> {
        if text.len() != 24 {
            return Err(NotAUserId);
        }
        let mut bytes = [0; 12];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            for digit in pair {
                *byte = *byte << 4 | nibble(*digit).ok_or(NotAUserId)?;
            }
        }
        Ok(Self(bytes))
    }
}

/// What a hex digit is worth.
fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for UserId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UserId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(|_| serde::de::Error::custom("an id is 24 hex digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        let text = "5c88c7cc04a917256c726c3d";
        assert_eq!(text.parse::<UserId>().map(|id| id.to_string()), Ok(text.to_owned()));
        for bad in
            ["", "5c88", "5c88c7cc04a917256c726c3g", "+c88c7cc04a917256c726c3d", "5c88c7cc04a917256c726c3d0"]
        {
            assert_eq!(bad.parse::<UserId>(), Err(NotAUserId));
        }
    }
}
