//! Users who come in numbers, from a file.

use crate::{Change, NewUser};

/// Somebody who is to be brought in: added, or, if they are there already, left or changed.
#[derive(Clone)]
pub struct Arrival {
    /// As they are to be added.
    pub user: NewUser,
    /// What of it was said, and so is to hold for somebody who is there already.
    pub given: Given,
}

/// What of a user was said rather than taken for granted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The plan.
    pub plan: bool,
    /// The scopes.
    pub scope: bool,
    /// The vendors.
    pub vendor: bool,
    /// The metadata.
    pub metadata: bool,
    /// Whether active.
    pub is_active: bool,
    /// Whether kept out.
    pub blocked: bool,
}

/// What becomes of somebody who is there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnExisting {
    /// They stay as they are.
    #[default]
    Skip,
    /// What was given holds from now on. Id, addresses, creation and a password that is there stay.
    Update,
}

/// What became of somebody who was to be brought in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrived {
    /// Added.
    Added,
    /// There already, and changed.
    Changed,
    /// There already, and left as they are.
    Same,
    /// The user name or the e-mail, whichever is said, belongs to somebody else.
    Taken(&'static str),
    /// One of the addresses is that of somebody before in the same write.
    Repeated,
    /// The id belongs to somebody else.
    IdTaken,
    /// There already and not changed: nobody would be left to administer.
    LastAdmin,
}

impl Arrival {
    /// What is to hold for somebody who is there already.
    pub(crate) fn change(&self) -> Change {
        let (user, given) = (&self.user, self.given);
        Change {
            scope: given.scope.then(|| user.scope.clone()),
            vendor: given.vendor.then(|| user.vendor.clone()),
            metadata: given.metadata.then(|| user.metadata.clone()),
            plan: given.plan.then(|| user.plan.clone()),
            is_active: given.is_active.then_some(user.is_active),
            blocked: given.blocked.then_some(user.blocked),
            ..Change::default()
        }
    }
}
