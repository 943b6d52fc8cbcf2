//! Whose user this is: a tenant's name.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How many vendors a user can have.
pub const VENDORS_MAX: usize = 32;

/// One vendor: 1 to 128 characters without control characters, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Vendor(String);

/// Why a text is no vendor, or texts are no list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorProblem {
    /// Empty, longer than 128 characters, or with control characters.
    Shape,
    /// More than [`VENDORS_MAX`].
    TooMany,
}

impl VendorProblem {
    /// One sentence for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Shape => "A vendor is 1 to 128 characters of plain text.",
            Self::TooMany => "A user has at most 32 vendors.",
        }
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
        if fits { Ok(Self(text.to_owned())) } else { Err(VendorProblem::Shape) }
    }

    /// The vendor as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a list of vendors, without repeats, in the order given.
///
/// # Errors
/// The first problem found.
pub fn check_vendors<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<Vendor>, VendorProblem> {
    let mut vendors = Vec::new();
    for text in texts {
        let vendor = Vendor::parse(text)?;
        if !vendors.contains(&vendor) {
            vendors.push(vendor);
        }
        if vendors.len() > VENDORS_MAX {
            return Err(VendorProblem::TooMany);
        }
    }
    Ok(vendors)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_drops_repeats_and_is_bounded() {
        assert_eq!(check_vendors(["acme", "zen", " acme "]).map(|list| list.len()), Ok(2));
        let many: Vec<String> = (0..33).map(|n| format!("v{n}")).collect();
        assert_eq!(check_vendors(many.iter().map(String::as_str)), Err(VendorProblem::TooMany));
        assert_eq!(check_vendors(["acme", ""]), Err(VendorProblem::Shape));
    }
}
