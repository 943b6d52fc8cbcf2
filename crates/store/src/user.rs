//! Users as they are kept.

use crate::AddressKey;
use frontdesk_wire::{Email, Metadata, Scope, Timestamp, UserId, Vendor};
use std::sync::Arc;

/// A user as kept, without the password's hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Which user.
    pub id: UserId,
    /// The name to sign in with.
    pub username: Email,
    /// Where mail goes.
    pub email: Email,
    /// Starts true; no call sets it.
    pub is_active: bool,
    /// Kept out by an administrator.
    pub blocked: bool,
    /// Being deleted: no sign-in, no token holds.
    pub deleting: bool,
    /// The plan.
    pub plan: String,
    /// What the user may do, in the order given.
    pub scope: Vec<Scope>,
    /// Whose user this is, in the order given.
    pub vendor: Vec<Vendor>,
    /// Whatever the product keeps beside a user.
    pub metadata: Metadata,
    /// Since when.
    pub created_at: Timestamp,
    /// Raised whenever all older tokens must end.
    pub epoch: i64,
}

impl User {
    /// May this user administer?
    pub fn is_admin(&self) -> bool {
        self.scope.iter().any(Scope::is_admin)
    }
}

/// A password's hash in PHC form (`$argon2id$…`), or as another program made it. Never leaves the store but for verifying: no `Display`, no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// A hash of its PHC text.
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    /// What stands for a password that nobody has set: nothing fits it.
    pub fn none() -> Self {
        Self("!".to_owned())
    }

    /// Is there no password?
    pub fn is_none(&self) -> bool {
        self.0 == "!"
    }

    /// The PHC text, for verifying.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A user to be added. Keys are of `username` and `email`, made by the caller so that bad domains are refused early.
#[derive(Clone)]
pub struct NewUser {
    /// Which user.
    pub id: UserId,
    /// The name to sign in with.
    pub username: Email,
    /// Its key.
    pub username_key: AddressKey,
    /// Where mail goes.
    pub email: Email,
    /// Its key.
    pub email_key: AddressKey,
    /// The password's hash.
    pub password: PasswordHash,
    /// Starts true, but for demonstrations.
    pub is_active: bool,
    /// Starts false, but for demonstrations.
    pub blocked: bool,
    /// The plan.
    pub plan: String,
    /// The scopes.
    pub scope: Vec<Scope>,
    /// The vendors.
    pub vendor: Vec<Vendor>,
    /// The metadata.
    pub metadata: Metadata,
    /// Since when.
    pub created_at: Timestamp,
}

/// What to change; `None` leaves as it is.
#[derive(Clone, Default)]
pub struct Change {
    /// The scopes, all of them.
    pub scope: Option<Vec<Scope>>,
    /// The vendors, all of them.
    pub vendor: Option<Vec<Vendor>>,
    /// The metadata, all of it.
    pub metadata: Option<Metadata>,
    /// The e-mail and its key.
    pub email: Option<(Email, AddressKey)>,
    /// Kept out?
    pub blocked: Option<bool>,
    /// Only if this holds of the user as it is when the write begins, and nothing changes it before the write ends.
    pub only_if: Option<Condition>,
    /// The plan.
    pub plan: Option<String>,
    /// Active?
    pub is_active: Option<bool>,
}

/// What must hold of a user. It must be quick and touch nothing else.
pub type Condition = Arc<dyn Fn(&User) -> bool + Send + Sync>;

/// What became of adding a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Created {
    /// Added.
    User(Box<User>),
    /// One of the addresses belongs to somebody.
    AddressTaken,
}

/// What became of changing a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Updated {
    /// Changed; what it was and what it is.
    Changed {
        /// As it was.
        before: Box<User>,
        /// As it is.
        after: Box<User>,
    },
    /// There is no such user.
    Absent,
    /// The e-mail belongs to somebody else.
    AddressTaken,
    /// Nobody would be left to administer.
    LastAdmin,
    /// What was to hold does not; the user as it is.
    Otherwise(Box<User>),
}

/// What became of making the first administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirstAdmin {
    /// Made.
    User(Box<User>),
    /// There is an administrator already.
    NotFirst,
    /// The code is not the one kept, or was used.
    CodeSpent,
    /// The address belongs to somebody.
    AddressTaken,
}

/// What signing in needs.
#[derive(Clone)]
pub struct Login {
    /// Who.
    pub user: User,
    /// The password's hash.
    pub hash: PasswordHash,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("user", &self.user.id).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser").field("id", &self.id).finish_non_exhaustive()
    }
}
