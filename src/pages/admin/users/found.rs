//! One user, fetched by id: as last seen at once, fresh a moment later.

use super::area::Area;
use crate::api::ApiError;
use crate::ui::load::{Failure, Load, wait_long};
use frontdesk_wire::UserId;
use frontdesk_wire::replies::User;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is known of one user. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Found {
    area: Area,
    /// Which user.
    pub id: UserId,
    load: RwSignal<Load<Option<User>>>,
    again: RwSignal<u32>,
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
        let found = Self { area, id, load: RwSignal::new(Load::Waiting), again: RwSignal::new(0) };
        match area.users.seen(&id) {
            Some(user) => found.load.set(Load::Here(Some(user))),
            None => wait_long(found.load),
        }
        Effect::new(move |_| {
            area.session.times_signed_in();
            found.again.get();
            found.ask();
        });
        found
    }

    fn ask(self) {
        spawn_local(async move {
            let answer = self.area.users.get(&self.id).await;
            let seen = self.load.try_with_untracked(|load| load.here().is_some_and(Option::is_some));
            let next = match (answer, seen) {
                (Ok(user), Some(_)) => Load::Here(Some(user)),
                (Err(error), Some(_)) if error.is_not_found() => Load::Here(None),
                (Err(ApiError::SessionEnded | ApiError::Stopped), _) | (Err(_), Some(true)) | (_, None) => {
                    return;
                }
                (Err(error), Some(false)) => Load::Failed(error.failure()),
            };
            drop(self.load.try_set(next));
        });
    }

    /// Asks once more.
    pub fn retry(self) {
        wait_long(self.load);
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
