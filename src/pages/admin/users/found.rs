//! One user, fetched by id: as last seen at once, fresh a moment later.

use super::area::Area;
use crate::api::ApiError;
use crate::form::when_answered;
use crate::ui::effect;
use crate::ui::load::{Failure, Load, wait_long};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::prelude::*;

/// What is known of one user. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Found {
    area: Area,
    /// Which user.
    pub id: UserId,
    load: RwSignal<Load<Option<User>>>,
    again: RwSignal<u32>,
    stale: RwSignal<Option<String>>,
}

/// What there is to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nothing yet, and nothing flashes.
    Waiting,
    /// That it takes long.
    WaitingLong,
    /// The user.
    Here,
    /// That there is no such user.
    Missing,
    /// Why nothing came.
    Failed(Failure),
}

impl Found {
    /// Asks for the user, and again after the viewer has signed in anew.
    pub fn start(area: Area, id: UserId) -> Self {
        let found = Self {
            area,
            id,
            load: RwSignal::new(Load::Waiting),
            again: RwSignal::new(0),
            stale: RwSignal::new(None),
        };
        match area.users.seen(&id) {
            Some(user) => found.load.set(Load::Here(Some(user))),
            None => wait_long(found.load),
        }
        effect(move || {
            area.session.times_signed_in();
            found.again.get();
            found.ask();
        });
        found
    }

    fn ask(self) {
        let (users, id) = (self.area.users, self.id);
        when_answered(self.load, async move { users.get(&id).await }, move |answer| self.take(answer));
    }

    fn take(self, answer: Result<User, ApiError>) {
        let seen = self.load.with_untracked(|load| load.here().is_some_and(Option::is_some));
        let stale = match answer {
            Ok(user) => {
                self.load.set(Load::Here(Some(user)));
                None
            }
            Err(ApiError::SessionEnded | ApiError::Stopped) => return,
            Err(error) if error.is_not_found() => {
                self.load.set(Load::Here(None));
                None
            }
            Err(error) if seen => Some(error.sentence()),
            Err(error) => {
                self.load.set(Load::Failed(error.failure()));
                None
            }
        };
        self.stale.set(stale);
    }

    /// Why the newest state is not shown, where the user is shown as last seen. Tracked.
    pub fn stale(self) -> Option<String> {
        self.stale.get()
    }

    /// Asks once more.
    pub fn retry(self) {
        if untrack(|| self.user()).is_none() {
            wait_long(self.load);
        }
        self.again.update(|again| *again += 1);
    }

    /// What there is to draw. Tracked.
    pub fn phase(self) -> Phase {
        self.load.with(|load| match load {
            Load::Waiting => Phase::Waiting,
            Load::WaitingLong => Phase::WaitingLong,
            Load::Here(Some(_)) => Phase::Here,
            Load::Here(None) => Phase::Missing,
            Load::Failed(failure) => Phase::Failed(failure.clone()),
        })
    }

    /// The user, once here. Tracked.
    pub fn user(self) -> Option<User> {
        self.load.with(|load| load.here().cloned().flatten())
    }
}
