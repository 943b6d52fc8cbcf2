//! What the list shows, as a person thinks of it: search, filters, status, order and page. The address keeps the same as
//! the API's own query, so that both can be read by one look.

use frontdesk_wire::query::{Condition, Direction, Field, Projection, Sort, SortField, Test, UserQuery};
use frontdesk_wire::replies::User;

/// The order of a list that nobody ordered.
pub const NEWEST_FIRST: Sort = Sort { field: SortField::Created, direction: Direction::Descending };

/// Everything that decides which users are listed. Made from the address's query and made into one, nothing else kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListState {
    /// A part of the address or user name.
    pub search: String,
    /// All must hold, beside the status.
    pub filters: Vec<Condition>,
    /// Only users of this status.
    pub status: Option<Status>,
    /// First key first; empty means newest first.
    pub sort: Vec<Sort>,
    /// How many users are passed over.
    pub offset: u64,
    /// How many a page has.
    pub size: u32,
}

/// What the console calls the state of a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Can sign in.
    Active,
    /// Marked so by the product; says nothing about signing in.
    Inactive,
    /// Kept out by an administrator.
    Blocked,
}

impl Status {
    /// Every status, with its word in the address and for people.
    pub const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Active, "active", "Active"),
        (Self::Inactive, "inactive", "Inactive"),
        (Self::Blocked, "blocked", "Blocked"),
    ];

    /// The word for people.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(status, ..)| *status == self).map_or("", |(_, _, word)| word)
    }

    /// The word in the address.
    pub fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(status, ..)| *status == self).map_or("", |(_, slug, _)| slug)
    }

    /// Reads the word of the address.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, slug, _)| *slug == text).map(|(status, ..)| *status)
    }

    /// A user's status.
    pub fn of(user: &User) -> Self {
        match (user.blocked, user.is_active) {
            (true, _) => Self::Blocked,
            (false, false) => Self::Inactive,
            (false, true) => Self::Active,
        }
    }

    /// The conditions that find users of this status; a server without blocking knows only `isActive`.
    fn conditions(self, offers: Offers) -> Vec<Condition> {
        match self {
            Self::Blocked => vec![is(Field::Blocked, true)],
            other => {
                let mut conditions = vec![is(Field::IsActive, other == Self::Active)];
                conditions.extend(offers.blocking.then(|| is(Field::Blocked, false)));
                conditions
            }
        }
    }

    /// The status that conditions stand for, where they stand for one, and the others.
    fn taken_from(conditions: &[Condition]) -> (Option<Self>, Vec<Condition>) {
        let about = |condition: &&Condition| matches!(condition.field, Field::IsActive | Field::Blocked);
        let found: Vec<&Condition> = conditions.iter().filter(about).collect();
        let either = [true, false].map(|blocking| Offers { blocking, multi_sort: false });
        let status = Self::ALL.iter().map(|(status, ..)| *status).find(|status| {
            !found.is_empty()
                && either.iter().any(|offers| {
                    let wanted = status.conditions(*offers);
                    wanted.len() == found.len() && wanted.iter().all(|condition| found.contains(&condition))
                })
        });
        let rest =
            conditions.iter().filter(|condition| status.is_none() || !about(condition)).cloned().collect();
        (status, rest)
    }
}

fn is(field: Field, value: bool) -> Condition {
    Condition { field, negated: false, test: Test::Equals(value.to_string()) }
}

/// Which of our extensions the server offers to a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offers {
    /// Users can be blocked.
    pub blocking: bool,
    /// More than one sort key.
    pub multi_sort: bool,
}

impl ListState {
    /// Reads the address's query.
    pub fn of(query: &UserQuery) -> Self {
        let (status, filters) = Status::taken_from(&query.conditions);
        Self {
            search: query.pattern.clone().unwrap_or_default(),
            filters,
            status,
            sort: query.sort.clone(),
            offset: query.offset,
            size: query.limit,
        }
    }

    /// Writes the address's query.
    pub fn query(&self, offers: Offers) -> UserQuery {
        let mut conditions = self.filters.clone();
        conditions.extend(self.status.map(|status| status.conditions(offers)).unwrap_or_default());
        UserQuery {
            conditions,
            pattern: (!self.search.is_empty()).then(|| self.search.clone()),
            sort: self.sort.clone(),
            limit: self.size,
            offset: self.offset,
            projection: Projection::All,
        }
    }

    /// What to ask of the server. A list shows no metadata, so it is left out; a plain server takes one sort key.
    pub fn question(&self, offers: Offers) -> UserQuery {
        let keys = if offers.multi_sort { usize::MAX } else { 1 };
        UserQuery {
            sort: self.order().into_iter().take(keys).collect(),
            projection: Projection::LeaveOut(vec!["metadata".to_owned()]),
            ..self.query(offers)
        }
    }

    /// The order in force: what was chosen, else newest first.
    pub fn order(&self) -> Vec<Sort> {
        if self.sort.is_empty() { vec![NEWEST_FIRST] } else { self.sort.clone() }
    }

    /// The page, counted from 1.
    pub fn page(&self) -> u64 {
        self.offset / u64::from(self.size.max(1)) + 1
    }

    /// Does anything narrow the list?
    pub fn narrows(&self) -> bool {
        !self.search.is_empty() || self.filter_count() > 0
    }

    /// How many filters stand, without the search.
    pub fn filter_count(&self) -> usize {
        self.filters.len() + usize::from(self.status.is_some())
    }

    /// The same list from its first page on, with one thing changed.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut next = Self { offset: 0, ..self.clone() };
        change(&mut next);
        next
    }

    /// The same list on another page, counted from 1.
    #[must_use]
    pub fn on_page(&self, page: u64) -> Self {
        self.with(|next| next.offset = page.saturating_sub(1) * u64::from(self.size))
    }

    /// The same list without filters; the search stays.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self { search: self.search.clone(), ..self.cleared() }
    }

    /// The same list without search and filters.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort.clone(), size: self.size, ..Self::default() }
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
pub(crate) mod tests;
