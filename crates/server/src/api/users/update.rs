//! `PUT /users/:id`: changes what an administrator may change.

use crate::api::{addresses, fields, show};
use crate::auth::{Admin, Client};
use crate::clock::Clock;
use crate::error::{Error, NO_SUCH_USER, Result};
use crate::extract::{IfMatch, PathPart, Payload};
use crate::queue::Work;
use crate::reply::{Tagged, entity_tag};
use crate::state::State;
use frontdesk_store::{Change, Condition, NewJob, Updated, User};
use frontdesk_wire::requests::UpdateUser;
use frontdesk_wire::{UserId, replies};
use std::sync::Arc;

/// The user as changed. What is absent or `null` stays; `metadata` is replaced whole. With `If-Match`, only while the user is what its tag says.
///
/// # Errors
/// 404; 412 with the user as it is now; 400 for a value that breaks its rule, an address that is taken, and the last administrator stepping down.
pub async fn update(
    state: State,
    Admin(caller): Admin,
    client: Client,
    PathPart(id): PathPart<UserId>,
    seen: IfMatch,
    Payload(wish): Payload<UpdateUser>,
) -> Result<Tagged<replies::User>> {
    let change = Change { only_if: as_seen(seen), ..change(wish)? };
    let by = caller.by(&client, state.clock.now());
    match state.store.update_user(id, change, &notice(&state.clock), &by).await? {
        Updated::Changed { after, .. } => {
            state.ring();
            Ok(Tagged(show(&after)))
        }
        Updated::Absent => Err(NO_SUCH_USER),
        Updated::AddressTaken => Err(Error::AddressTaken("email")),
        Updated::LastAdmin => Err(Error::LastAdmin),
        Updated::Otherwise(now) => Err(Error::PreconditionFailed(Box::new(show(&now)))),
    }
}

/// What the wish comes to, each value held to its rule.
fn change(wish: UpdateUser) -> Result<Change> {
    Ok(Change {
        scope: wish.scope.map(|texts| fields::scopes("scope", &texts)).transpose()?,
        vendor: wish.vendor.map(|texts| fields::vendors("vendor", &texts.into_vec())).transpose()?,
        metadata: wish.metadata,
        email: wish.email.map(|text| addresses::email("email", &text)).transpose()?,
        blocked: wish.blocked,
        ..Change::default()
    })
}

/// The condition that the user is what the caller has seen. A user who is there is anything.
fn as_seen(seen: IfMatch) -> Option<Condition> {
    let IfMatch::OneOf(tags) = seen else { return None };
    Some(Arc::new(move |user| entity_tag(&show(user)).is_some_and(|tag| tags.contains(&tag))))
}

/// After a new e-mail, the old address hears of it.
fn notice(clock: &Clock) -> impl Fn(&User, &User) -> Vec<NewJob> + Send + Sync {
    let clock = clock.clone();
    move |before, after| {
        let moved = before.email != after.email;
        let work =
            Work::EmailChanged { user: after.id, before: before.email.clone(), after: after.email.clone() };
        moved.then(|| work.queued(&clock)).flatten().into_iter().collect()
    }
}
