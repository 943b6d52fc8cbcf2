//! Values bound to a statement, and what becomes one.

use crate::{CodeDigest, PasswordHash};
use frontdesk_wire::{Timestamp, UserId};
use uuid::Uuid;

/// A value, bound. What is absent has a type all the same: PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bind {
    Text(Option<String>),
    Int(Option<i64>),
    Real(f64),
    Blob(Option<Vec<u8>>),
    /// One JSON text.
    Json(String),
    /// A list of texts: an array where there are arrays, else one JSON text.
    Texts(Vec<String>),
    /// The same of numbers.
    Ints(Vec<i64>),
    /// A column of many rows, all of one kind; for PostgreSQL alone, which has arrays.
    Array(Vec<Self>),
}

impl Bind {
    pub(super) fn int(self) -> Option<i64> {
        if let Self::Int(number) = self { number } else { None }
    }

    pub(super) fn blob(self) -> Option<Vec<u8>> {
        if let Self::Blob(bytes) = self { bytes } else { None }
    }

    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => text,
            Self::Json(text) => Some(text),
            _ => None,
        }
    }
}

impl From<Vec<u8>> for Bind {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Blob(Some(bytes))
    }
}

impl From<&str> for Bind {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Bind {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<String>> for Bind {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Bind {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}

impl From<Vec<String>> for Bind {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

impl From<&[String]> for Bind {
    fn from(texts: &[String]) -> Self {
        Self::Texts(texts.to_vec())
    }
}

impl From<&[i64]> for Bind {
    fn from(numbers: &[i64]) -> Self {
        Self::Ints(numbers.to_vec())
    }
}

impl From<u32> for Bind {
    fn from(number: u32) -> Self {
        Self::Int(Some(number.into()))
    }
}

impl From<Option<i64>> for Bind {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}

/// One for yes, zero for no, on every engine.
impl From<bool> for Bind {
    fn from(truth: bool) -> Self {
        Self::Int(Some(truth.into()))
    }
}

impl From<Timestamp> for Bind {
    fn from(at: Timestamp) -> Self {
        Self::Int(Some(at.as_millis()))
    }
}

impl From<UserId> for Bind {
    fn from(id: UserId) -> Self {
        Self::Blob(Some(id.as_bytes().to_vec()))
    }
}

impl From<Option<UserId>> for Bind {
    fn from(id: Option<UserId>) -> Self {
        Self::Blob(id.map(|id| id.as_bytes().to_vec()))
    }
}

impl From<Uuid> for Bind {
    fn from(id: Uuid) -> Self {
        Self::Blob(Some(id.as_bytes().to_vec()))
    }
}

impl From<Option<Uuid>> for Bind {
    fn from(id: Option<Uuid>) -> Self {
        Self::Blob(id.map(|id| id.as_bytes().to_vec()))
    }
}

impl From<CodeDigest> for Bind {
    fn from(digest: CodeDigest) -> Self {
        Self::Blob(Some(digest.0.to_vec()))
    }
}

impl From<&PasswordHash> for Bind {
    fn from(hash: &PasswordHash) -> Self {
        hash.reveal().into()
    }
}
