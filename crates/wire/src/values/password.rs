//! What a person types to prove who they are.

use serde::{Deserialize, Serialize};

/// The least characters of a password that the documented API accepts.
pub const PASSWORD_MIN_CHARS: usize = 5;

/// The most characters of a password.
pub const PASSWORD_MAX_CHARS: usize = 1000;

/// A password as typed. Neither printed nor logged: no `Display`, no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Fewer code points than the server's rule asks for.
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More than [`PASSWORD_MAX_CHARS`].
    TooLong,
    /// On the list of common passwords (policy `hardened`).
    Common,
}

impl PasswordProblem {
    /// One sentence for people.
    pub fn sentence(self) -> String {
        match self {
            Self::TooShort { min } => format!("Use at least {min} characters."),
            Self::TooLong => format!("Use at most {PASSWORD_MAX_CHARS} characters."),
            Self::Common => {
                "This password is on every guesser's list. Choose one that only you would think of."
                    .to_owned()
            }
        }
    }
}

impl Password {
    /// Takes what was typed, untouched.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The characters, for hashing and for the one request that carries them.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Checks the length in code points.
    ///
    /// # Errors
    /// Too short or too long.
    pub fn check_length(&self, min: usize) -> Result<(), PasswordProblem> {
        match self.0.chars().count() {
            n if n < min => Err(PasswordProblem::TooShort { min }),
            n if n > PASSWORD_MAX_CHARS => Err(PasswordProblem::TooLong),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_code_points() {
        let five = Password::new("ééééé".to_owned());
        assert_eq!(five.check_length(5), Ok(()));
        assert_eq!(five.check_length(6), Err(PasswordProblem::TooShort { min: 6 }));
        assert_eq!(Password::new("a".repeat(1001)).check_length(5), Err(PasswordProblem::TooLong));
    }
}
