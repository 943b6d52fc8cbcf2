//! Lanes of work: a product that hangs holds its own workers up, and neither mail nor deletions behind it.

use frontdesk_store::Kinds;

/// Calls to the product and nothing else.
const CALLS: [&str; 2] = ["user-created", "call-forgot-password"];
/// Deletions, one step of which calls the product.
const DELETIONS: [&str; 1] = ["delete-user"];
/// Changes of many users, which take long.
const BULKS: [&str; 1] = ["bulk"];
const ELSEWHERE: [&str; 4] = ["user-created", "call-forgot-password", "delete-user", "bulk"];

/// Work that waits for the same workers.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lane {
    /// Mail and what leads to it: nobody outside can hold it up for long.
    Own,
    /// Calls to the product.
    Calls,
    /// Deletions.
    Deletions,
    /// Bulk changes.
    Bulks,
}

impl Lane {
    pub(super) const ALL: [Self; 4] = [Self::Own, Self::Calls, Self::Deletions, Self::Bulks];

    /// The kinds of jobs in it.
    pub(super) fn kinds(self) -> Kinds<'static> {
        match self {
            Self::Own => Kinds::AllBut(&ELSEWHERE),
            Self::Calls => Kinds::Only(&CALLS),
            Self::Deletions => Kinds::Only(&DELETIONS),
            Self::Bulks => Kinds::Only(&BULKS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::queue::{ResetLink, Work};
    use frontdesk_wire::{Email, Timestamp, UserId};

    #[test]
    fn the_lanes_names_are_those_of_the_queue_and_none_is_in_two() {
        let (user, at) = (UserId::from_parts(1, [0; 8]), Timestamp::from_millis(0));
        let email = Email::parse("ada@example.com").unwrap();
        let calls = [
            Work::UserCreated { user, username: email.clone(), email, created: at },
            Work::CallForgotPassword(ResetLink { user, origin: uuid::Uuid::nil(), created: at }),
            Work::DeleteUser { ticket: uuid::Uuid::nil(), user },
            Work::Bulk { ticket: uuid::Uuid::nil() },
        ];
        let kinds = calls.map(|work| work.queued(&Clock::still(at)).unwrap().kind.0);
        assert_eq!(kinds, ELSEWHERE);
        assert_eq!([&CALLS[..], &DELETIONS[..], &BULKS[..]].concat(), ELSEWHERE);
    }
}
