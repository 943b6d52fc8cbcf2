//! The rows and counts of the list: asked for, kept while the next are on their way, told when they fail.

use super::super::area::Area;
use crate::api::{ApiError, Stop};
use crate::clock;
use crate::form::when_answered;
use crate::ui::countdown::Countdown;
use crate::ui::load::{Failure, Load};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::replies::User;
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;

/// Waits shorter than this pass unseen.
const NOTICEABLE: Duration = Duration::from_millis(300);
/// How long until a list that did not come is asked for again by itself, in seconds; doubled with each failure.
const AGAIN: u32 = 8;
/// The longest such wait.
const AGAIN_AT_MOST: u32 = 64;

/// Is the server being asked?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// No.
    No,
    /// For too short a time to say so.
    Briefly,
    /// For long enough to say so.
    Long,
}

/// What the place of the rows shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Nothing yet, and nothing flashes.
    Nothing,
    /// That it takes long.
    Waiting,
    /// Rows, perhaps of the question before.
    Rows,
    /// That nobody matches.
    NoMatch,
    /// That the list ends before this page.
    PastTheEnd,
    /// That there is nobody at all.
    Empty,
    /// Why nothing came.
    Failed(Failure),
}

/// What is known of the list. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Listing {
    area: Area,
    page: RwSignal<Load<Vec<User>>>,
    asking: RwSignal<Asking>,
    matching: RwSignal<Option<u64>>,
    all: RwSignal<Option<u64>>,
    again: RwSignal<u32>,
    wait: Countdown,
    failures: StoredValue<u32>,
    turn: StoredValue<u32>,
}

impl Listing {
    /// Asks for what the address says, now and whenever it or the users change.
    pub fn start(area: Area) -> Self {
        let again = RwSignal::new(0);
        let ask_again = Callback::new(move |()| again.update(|again| *again += 1));
        let listing = Self {
            area,
            page: RwSignal::new(Load::Waiting),
            asking: RwSignal::new(Asking::No),
            matching: RwSignal::new(None),
            all: RwSignal::new(None),
            again,
            wait: Countdown::new(Some(ask_again)),
            failures: StoredValue::new(0),
            turn: StoredValue::new(0),
        };
        let question = Memo::new(move |_| area.question());
        let asked = Memo::new(move |_| {
            let UserQuery { conditions, pattern, .. } = question.get();
            UserQuery { conditions, pattern, ..UserQuery::default() }
        });
        listing.whenever(move |stop| listing.ask(question.get(), stop));
        listing.whenever(move |stop| {
            let asked = asked.get();
            match asked == UserQuery::default() {
                // The whole list is counted once.
                true => listing.matching.set(listing.all.get()),
                false => listing.count(asked, listing.matching, stop),
            }
        });
        listing.whenever(move |stop| listing.count(UserQuery::default(), listing.all, stop));
        let online = window_event_listener(ev::online, move |_| listing.back_online());
        on_cleanup(move || online.remove());
        listing
    }

    fn back_online(self) {
        if self.page.with_untracked(|page| matches!(page, Load::Failed(failure) if failure.retry)) {
            self.retry();
        }
    }

    /// Runs now, when what it reads changes, and when what was answered may no longer hold. Stops what it asked before.
    fn whenever(self, ask: impl Fn(Stop) + 'static) {
        let last = StoredValue::new_local(Stop::new());
        Effect::new(move |_| {
            self.area.users.changes();
            self.area.session.times_signed_in();
            self.again.get();
            let stop = Stop::new();
            last.with_value(Stop::stop);
            last.set_value(stop.clone());
            ask(stop);
        });
        on_cleanup(move || {
            last.try_with_value(Stop::stop);
        });
    }

    fn ask(self, question: UserQuery, stop: Stop) {
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        let seen = self.area.users.page_seen(&question);
        self.page.update(|page| match (seen, &page) {
            (Some(users), _) => *page = Load::Here(users),
            // What was said last stands until there is something else to say.
            (None, Load::Here(_) | Load::Failed(_)) => {}
            (None, _) => *page = Load::Waiting,
        });
        self.wait.halt();
        self.asking.set(Asking::Briefly);
        clock::after(NOTICEABLE, move || self.take_long(turn));
        let users = self.area.users;
        when_answered(self.page, async move { users.list(&question, &stop).await }, move |found| {
            if self.turn.get_value() == turn {
                self.take(found);
            }
        });
    }

    fn take_long(self, turn: u32) {
        if self.turn.try_get_value() == Some(turn) && self.asking.get_untracked() == Asking::Briefly {
            self.asking.set(Asking::Long);
        }
    }

    fn take(self, found: Result<Vec<User>, ApiError>) {
        match found {
            Ok(users) => {
                self.failures.set_value(0);
                self.page.set(Load::Here(users));
            }
            Err(ApiError::Stopped) => return,
            // The rows stay; the session's own dialog asks for what is needed.
            Err(ApiError::SessionEnded) => {}
            Err(error) => self.fail(error.failure()),
        }
        self.asking.set(Asking::No);
    }

    /// Says why, and tries again by itself where that could help: less and less often.
    fn fail(self, failure: Failure) {
        if failure.retry {
            let failures = self.failures.get_value();
            self.failures.set_value(failures.saturating_add(1));
            self.wait.start(AGAIN.saturating_mul(1 << failures.min(3)).min(AGAIN_AT_MOST));
        }
        self.page.set(Load::Failed(failure));
    }

    /// How long until the list is asked for again by itself.
    pub fn wait(self) -> Countdown {
        self.wait
    }

    fn count(self, query: UserQuery, into: RwSignal<Option<u64>>, stop: Stop) {
        if let Some(seen) = self.area.users.count_seen(&query) {
            into.set(Some(seen));
        }
        let users = self.area.users;
        when_answered(into, async move { users.count(&query, &stop).await }, move |count| match count {
            Ok(count) => into.set(Some(count)),
            Err(ApiError::Stopped | ApiError::SessionEnded) => {}
            Err(_) => into.set(None),
        });
    }

    /// Asks once more.
    pub fn retry(self) {
        self.again.update(|again| *again += 1);
    }

    /// The rows to show. Tracked.
    pub fn users(self) -> Vec<User> {
        self.page.with(|page| page.here().cloned().unwrap_or_default())
    }

    /// What the place of the rows shows. Tracked.
    pub fn shows(self) -> Shows {
        let list = self.area.list();
        let long = self.asking.get() == Asking::Long;
        self.page.with(|page| match page {
            Load::Waiting | Load::WaitingLong if long => Shows::Waiting,
            Load::Waiting | Load::WaitingLong => Shows::Nothing,
            Load::Failed(failure) => Shows::Failed(failure.clone()),
            Load::Here(users) if !users.is_empty() => Shows::Rows,
            Load::Here(_) if list.offset > 0 => Shows::PastTheEnd,
            Load::Here(_) if list.narrows() => Shows::NoMatch,
            Load::Here(_) => Shows::Empty,
        })
    }

    /// Has the server been asked for long enough to say so? Tracked.
    pub fn is_long(self) -> bool {
        self.asking.get() == Asking::Long
    }

    /// Is the answer to what the address says here? Tracked.
    pub fn is_settled(self) -> bool {
        self.asking.get() == Asking::No
    }

    /// How many users there are, listed or not. Tracked.
    pub fn all(self) -> Option<u64> {
        self.all.get()
    }

    /// How many the list has on all its pages. Tracked.
    pub fn total(self) -> Option<u64> {
        if self.area.list().narrows() { self.matching.get() } else { self.all.get() }
    }
}
