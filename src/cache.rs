//! Users seen so far, and the only way to the administrator's calls: what changes here changes what was seen.

use crate::api::{Api, ApiError, Stop, users};
use frontdesk_wire::UserId;
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::replies::{DeletionStarted, DeletionStatus, User};
use frontdesk_wire::requests::{ForgotPassword, ResetPassword, SignUp, SignUpExtras, UpdateUser};
use leptos::prelude::*;
use std::collections::HashMap;

/// How many pages of lists are kept for Back.
const PAGES_KEPT: usize = 24;

/// What became of a change that was to stand on what had been seen.
pub enum Updated {
    /// It is saved.
    Done(User),
    /// Somebody else had changed the user first: nothing is written, and this is what they left.
    Meanwhile(User),
}

/// The users. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Users {
    api: Api,
    seen: StoredValue<Seen>,
    changes: RwSignal<u32>,
}

#[derive(Default)]
struct Seen {
    users: HashMap<UserId, User>,
    pages: Vec<(UserQuery, Vec<User>)>,
    counts: Vec<(UserQuery, u64)>,
    /// The user that was last read whole and alone, with the entity tag.
    tagged: Option<(User, String)>,
}

impl Users {
    /// Provides [`use_users`].
    pub fn provide(api: Api) -> Self {
        let users = Self { api, seen: StoredValue::new(Seen::default()), changes: RwSignal::new(0) };
        provide_context(users);
        users
    }

    /// Rises whenever a user was created, changed or deleted here: lists ask again. Tracked.
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    /// A user as last seen whole.
    pub fn seen(self, id: &UserId) -> Option<User> {
        self.seen.with_value(|seen| seen.users.get(id).cloned())
    }

    /// A page as last seen, to be shown while it is asked for again.
    pub fn page_seen(self, query: &UserQuery) -> Option<Vec<User>> {
        self.seen.with_value(|seen| found(&seen.pages, query).cloned())
    }

    /// A count as last seen.
    pub fn count_seen(self, query: &UserQuery) -> Option<u64> {
        self.seen.with_value(|seen| found(&seen.counts, &of_count(query)).copied())
    }

    /// One page of the list.
    ///
    /// # Errors
    /// A bad parameter, named; [`ApiError::Stopped`].
    pub async fn list(self, query: &UserQuery, stop: &Stop) -> Result<Vec<User>, ApiError> {
        let page = users::list(self.api, query, stop).await?;
        self.seen.update_value(|seen| {
            // A user without metadata is not the whole user.
            if query.projection.shows("metadata") {
                seen.users.extend(page.iter().map(|user| (user.id, user.clone())));
            }
            keep(&mut seen.pages, query.clone(), page.clone());
        });
        Ok(page)
    }

    /// How many the whole list has.
    ///
    /// # Errors
    /// A bad parameter, named; [`ApiError::Stopped`].
    pub async fn count(self, query: &UserQuery, stop: &Stop) -> Result<u64, ApiError> {
        let count = users::count(self.api, query, stop).await?.count;
        self.seen.update_value(|seen| keep(&mut seen.counts, of_count(query), count));
        Ok(count)
    }

    /// One user, fresh.
    ///
    /// # Errors
    /// Not found.
    pub async fn get(self, id: &UserId) -> Result<User, ApiError> {
        let (user, tag) = users::get(self.api, id).await?;
        self.remember_tagged(&user, tag);
        Ok(user)
    }

    /// Creates a user.
    ///
    /// # Errors
    /// The address is taken; fields otherwise.
    pub async fn create(self, user: &SignUp, extras: &SignUpExtras) -> Result<User, ApiError> {
        let user = users::create(self.api, user, extras).await?;
        self.remember(&user);
        self.changed();
        Ok(user)
    }

    /// Changes a user; what is absent stays.
    ///
    /// # Errors
    /// The last administrator; the address is taken; not found.
    pub async fn update(self, id: &UserId, changes: &UpdateUser) -> Result<User, ApiError> {
        let user = users::update(self.api, id, changes).await?;
        self.remember(&user);
        self.changed();
        Ok(user)
    }

    /// Changes a user, if what is changed still `stands` as it was seen; what is absent stays.
    ///
    /// Where a server `tags` its users, it takes the change only for the version that was looked at, and shows what is there instead if
    /// that is another. Elsewhere the user is read before the write, and a change within that one round trip is not seen.
    ///
    /// # Errors
    /// As [`Users::update`].
    pub async fn update_if(
        self,
        id: &UserId,
        changes: &UpdateUser,
        tags: bool,
        stands: impl Fn(&User) -> bool,
    ) -> Result<Updated, ApiError> {
        let (user, tag) = match self.tagged(id).filter(|(user, _)| tags && stands(user)) {
            Some((user, tag)) => (user, Some(tag)),
            None => {
                let user = self.get(id).await?;
                (user, self.tagged(id).filter(|_| tags).map(|(_, tag)| tag))
            }
        };
        if !stands(&user) {
            return Ok(Updated::Meanwhile(user));
        }
        let Some(mut tag) = tag else { return self.update(id, changes).await.map(Updated::Done) };
        loop {
            match users::update_only(self.api, id, changes, tag).await {
                Ok((user, tag)) => {
                    self.remember_tagged(&user, tag);
                    self.changed();
                    return Ok(Updated::Done(user));
                }
                Err(refused) => {
                    let (user, now) = refused.changed_meanwhile()?;
                    self.remember_tagged(&user, Some(now.clone()));
                    if !stands(&user) {
                        return Ok(Updated::Meanwhile(user));
                    }
                    // Something else of the user has changed: what is saved goes on top of it.
                    tag = now;
                }
            }
        }
    }

    fn tagged(self, id: &UserId) -> Option<(User, String)> {
        self.seen.with_value(|seen| seen.tagged.clone()).filter(|(user, _)| user.id == *id)
    }

    fn remember_tagged(self, user: &User, tag: Option<String>) {
        self.remember(user);
        self.seen.update_value(|seen| seen.tagged = tag.map(|tag| (user.clone(), tag)));
    }

    /// Sets a user's password.
    ///
    /// # Errors
    /// Not found; the password is refused.
    pub async fn set_password(self, request: &ResetPassword) -> Result<(), ApiError> {
        users::set_password(self.api, request).await.map(|_| ())
    }

    /// Has a reset link sent to a user.
    ///
    /// # Errors
    /// Too often.
    pub async fn send_reset_link(self, request: &ForgotPassword) -> Result<(), ApiError> {
        users::send_reset_link(self.api, request).await.map(|_| ())
    }

    /// Begins to delete a user.
    ///
    /// # Errors
    /// The last administrator; not found.
    pub async fn delete(self, id: &UserId) -> Result<DeletionStarted, ApiError> {
        users::delete(self.api, id).await
    }

    /// How far a deletion is.
    ///
    /// # Errors
    /// Not found some minutes after its end.
    pub async fn delete_status(self, id: &UserId, ticket: &str) -> Result<DeletionStatus, ApiError> {
        users::delete_status(self.api, id, ticket).await
    }

    /// A user is gone: drops them from what was seen.
    pub fn forget(self, id: &UserId) {
        self.seen.update_value(|seen| {
            seen.users.remove(id);
            for (_, page) in &mut seen.pages {
                page.retain(|user| user.id != *id);
            }
        });
        self.changed();
    }

    /// Forgets everything: somebody else looks now.
    pub fn clear(self) {
        self.seen.set_value(Seen::default());
    }

    fn remember(self, user: &User) {
        self.seen.update_value(|seen| {
            seen.users.insert(user.id, user.clone());
            for (_, page) in &mut seen.pages {
                if let Some(old) = page.iter_mut().find(|old| old.id == user.id) {
                    *old = user.clone();
                }
            }
        });
    }

    fn changed(self) {
        self.seen.update_value(|seen| seen.counts.clear());
        self.changes.update(|changes| *changes += 1);
    }
}

/// A count asks for nothing but conditions and pattern.
fn of_count(query: &UserQuery) -> UserQuery {
    UserQuery { conditions: query.conditions.clone(), pattern: query.pattern.clone(), ..UserQuery::default() }
}

fn found<'a, T>(kept: &'a [(UserQuery, T)], query: &UserQuery) -> Option<&'a T> {
    kept.iter().find(|(of, _)| of == query).map(|(_, value)| value)
}

fn keep<T>(kept: &mut Vec<(UserQuery, T)>, query: UserQuery, value: T) {
    kept.retain(|(of, _)| *of != query);
    if kept.len() >= PAGES_KEPT {
        kept.remove(0);
    }
    kept.push((query, value));
}

/// The users.
pub fn use_users() -> Users {
    use_context().unwrap_or_else(|| Users::provide(Api::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_kept_newest_last_and_never_twice() {
        let mut kept = Vec::new();
        for offset in 0..40 {
            keep(&mut kept, UserQuery { offset, ..UserQuery::default() }, offset);
        }
        keep(&mut kept, UserQuery { offset: 39, ..UserQuery::default() }, 1000);
        assert_eq!(kept.len(), PAGES_KEPT);
        assert_eq!(found(&kept, &UserQuery { offset: 39, ..UserQuery::default() }), Some(&1000));
        assert_eq!(found(&kept, &UserQuery::default()), None);
    }
}
