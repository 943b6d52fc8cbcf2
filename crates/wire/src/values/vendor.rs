//! Whose user this is: a tenant's name.

use serde::{Deserialize, Serialize};
use std::fmt;

/// One vendor: 1 to 128 characters without control characters, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Vendor(String);

/// Why a text is no vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VendorProblem;

impl VendorProblem {
    /// One sentence for people.
    pub fn sentence(self) -> &'static str {
        "A vendor is 1 to 128 characters of plain text."
    }
}

impl Vendor {
    /// Reads a vendor.
    ///
    /// # Errors
    /// Empty, longer than 128 characters, or with control characters.
    pub fn parse(text: &str) -> Result<Self, VendorProblem> {
        let text = text.trim();
        let fits = (1..=128).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        if fits { Ok(Self(text.to_owned())) } else { Err(VendorProblem) }
    }

    /// The vendor as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Vendor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Vendor {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|problem| serde::de::Error::custom(problem.sentence()))
    }
}
