//! How a user is shown.

use frontdesk_store::User;
use frontdesk_wire::replies;

/// A user as every call shows one.
pub fn show(user: &User) -> replies::User {
    replies::User {
        id: user.id,
        username: user.username.as_str().to_owned(),
        email: user.email.as_str().to_owned(),
        is_active: user.is_active,
        blocked: user.blocked,
        plan: user.plan.clone(),
        scope: user.scope.iter().map(ToString::to_string).collect(),
        vendor: user.vendor.iter().map(ToString::to_string).collect(),
        metadata: user.metadata.clone(),
        created: Some(user.created_at),
    }
}
