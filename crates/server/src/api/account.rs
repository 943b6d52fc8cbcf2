//! `GET /user`: my account.

use super::show;
use crate::auth::{Account, Caller};
use crate::reply::Tagged;
use frontdesk_wire::replies::User;

/// Shows the caller.
pub async fn account(Account(Caller { user, .. }): Account) -> Tagged<User> {
    Tagged(show(&user))
}
