//! Values past which strings do not go: addresses, ids, scopes, vendors, passwords, moments, metadata.

mod email;
mod metadata;
mod password;
mod scope;
mod timestamp;
mod user_id;
mod vendor;

pub use email::{Email, EmailProblem};
pub use metadata::Metadata;
pub use password::{PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, Password, PasswordProblem};
pub use scope::{SCOPES_MAX, Scope, ScopeProblem, check_scopes};
pub use timestamp::Timestamp;
pub use user_id::{NotAUserId, UserId};
pub use vendor::{VENDORS_MAX, Vendor, VendorProblem, check_vendors};
