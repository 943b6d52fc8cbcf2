//! What a user may do, as short words.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The most scopes one user can have.
pub const SCOPES_MAX: usize = 32;

/// One scope: `^[a-z0-9][a-z0-9:_-]{0,63}$`. `admin` opens the administration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Scope(String);

/// Why a text is no scope, or a list no list of scopes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopeProblem {
    /// Not of the shape above.
    Shape,
    /// More than [`SCOPES_MAX`].
    TooMany,
}

impl ScopeProblem {
    /// One sentence for people.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Shape => {
                "A scope is up to 64 small letters, digits, colons, dashes or underscores, and starts with a letter or digit."
            }
            Self::TooMany => "A user can have at most 32 scopes.",
        }
    }
}

impl Scope {
    /// Reads a scope.
    ///
    /// # Errors
    /// [`ScopeProblem::Shape`].
    pub fn parse(text: &str) -> Result<Self, ScopeProblem> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let starts_well = text.chars().next().is_some_and(plain);
        let reads_well = text.len() <= 64 && text.chars().all(|c| plain(c) || matches!(c, ':' | '_' | '-'));
        if starts_well && reads_well { Ok(Self(text.to_owned())) } else { Err(ScopeProblem::Shape) }
    }

    /// The scope that every new user gets.
    pub fn user() -> Self {
        Self("user".to_owned())
    }

    /// The scope of administrators.
    pub fn admin() -> Self {
        Self("admin".to_owned())
    }

    /// Is this the administrators' scope?
    pub fn is_admin(&self) -> bool {
        self.0 == "admin"
    }

    /// The scope as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a list of scopes, without repeats, in the order given.
///
/// # Errors
/// The first problem found.
pub fn check_scopes<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Vec<Scope>, ScopeProblem> {
    let mut scopes = Vec::new();
    for text in texts {
        let scope = Scope::parse(text)?;
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
        if scopes.len() > SCOPES_MAX {
            return Err(ScopeProblem::TooMany);
        }
    }
    Ok(scopes)
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(|problem| serde::de::Error::custom(problem.sentence()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_short_plain_words() {
        assert!(["user", "acme1", "a:b_c-d", "0"].iter().all(|text| Scope::parse(text).is_ok()));
        assert!(["", "Admin", "-a", ":a", "a b", "é"].iter().all(|text| Scope::parse(text).is_err()));
        assert!(Scope::parse(&"a".repeat(64)).is_ok() && Scope::parse(&"a".repeat(65)).is_err());
    }

    #[test]
    fn a_list_drops_repeats_and_is_bounded() {
        assert_eq!(check_scopes(["user", "admin", "user"]).map(|list| list.len()), Ok(2));
        let many: Vec<String> = (0..33).map(|n| format!("s{n}")).collect();
        assert_eq!(check_scopes(many.iter().map(String::as_str)), Err(ScopeProblem::TooMany));
    }
}
