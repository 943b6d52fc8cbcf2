//! Reset codes and set-up codes, as digests.

use crate::User;

/// SHA-256 of a code. The code itself is never kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CodeDigest(pub [u8; 32]);

/// What became of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Redeemed {
    /// Spent; the password is set.
    User(Box<User>),
    /// Unknown, used or expired.
    Spent,
}
