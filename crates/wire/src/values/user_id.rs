//! Which user.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Twelve bytes, written as 24 small hex digits; the first four are seconds since 1970, so ids sort by time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

    /// The twelve bytes.
    pub fn as_bytes(&self) -> &[u8; 12] {
        &self.0
    }
}

impl FromStr for UserId {
    type Err = NotAUserId;

    fn from_str(text: &str) -> Result<Self, NotAUserId> {
        if text.len() != 24 || !text.is_ascii() {
            return Err(NotAUserId);
        }
        let mut bytes = [0; 12];
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| NotAUserId)?;
            if !pair.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(NotAUserId);
            }
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NotAUserId)?;
        }
        Ok(Self(bytes))
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
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
