//! Order, page, pattern and projection.

use super::{QueryProblem, shown};
use std::fmt;
use std::str::FromStr;

/// How many users a page has when nobody says.
pub const LIMIT_DEFAULT: u32 = 100;
/// How many users a page can have.
pub const LIMIT_MAX: u32 = 1000;
/// How many users a page can pass over.
const OFFSET_MAX: u64 = u32::MAX as u64;

/// One sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What decides.
    pub field: SortField,
    /// Which way.
    pub direction: Direction,
}

/// A field that can decide the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortField {
    /// `id`
    Id,
    /// `username`
    Username,
    /// `email`
    Email,
    /// `isActive`
    IsActive,
    /// `blocked` (ours)
    Blocked,
    /// `plan`
    Plan,
    /// `created`
    Created,
}

/// Which way an order runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `1`: smallest first, absent before all.
    Ascending,
    /// `-1`
    Descending,
}

impl SortField {
    /// Every field that can decide the order, with its wire name.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Id, "id"),
        (Self::Username, "username"),
        (Self::Email, "email"),
        (Self::IsActive, "isActive"),
        (Self::Blocked, "blocked"),
        (Self::Plan, "plan"),
        (Self::Created, "created"),
    ];

    /// The wire name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("id", |(_, name)| *name)
    }
}

impl FromStr for SortField {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.iter().find(|(_, name)| *name == text).map(|(field, _)| *field).ok_or(())
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.direction == Direction::Ascending { "1" } else { "-1" };
        write!(f, "{}:{direction}", self.field.name())
    }
}

pub(super) fn read_sort(text: &str) -> Result<Vec<Sort>, QueryProblem> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    text.split(',').map(read_sort_key).collect()
}

fn read_sort_key(text: &str) -> Result<Sort, QueryProblem> {
    let (name, direction) = text.split_once(':').unwrap_or((text, "1"));
    let field = name.parse().map_err(|()| match name {
        "scope" | "vendor" => {
            QueryProblem::new("sort", format!("A list cannot be sorted by {name}: a user can have several."))
        }
        _ => QueryProblem::new("sort", format!("There is no field {} to sort by.", shown(name))),
    })?;
    let direction = match direction {
        "1" => Direction::Ascending,
        "-1" => Direction::Descending,
        other => {
            let message = format!("The direction {} is neither 1 nor -1.", shown(other));
            return Err(QueryProblem::new("sort", message));
        }
    };
    Ok(Sort { field, direction })
}

pub(super) fn read_limit(text: &str) -> Result<u32, QueryProblem> {
    let limit =
        digits(text).and_then(|text| text.parse().ok()).filter(|limit| (1..=LIMIT_MAX).contains(limit));
    limit.ok_or_else(|| QueryProblem::new("limit", format!("limit is a whole number from 1 to {LIMIT_MAX}.")))
}

pub(super) fn read_offset(text: &str) -> Result<u64, QueryProblem> {
    let offset = digits(text).and_then(|text| text.parse().ok()).filter(|offset| *offset <= OFFSET_MAX);
    let problem = || QueryProblem::new("offset", format!("offset is a whole number from 0 to {OFFSET_MAX}."));
    offset.ok_or_else(problem)
}

/// Nothing but digits: a number's reader would take a sign, too.
fn digits(text: &str) -> Option<&str> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then_some(text)
}

pub(super) fn read_pattern(text: &str) -> Result<Option<String>, QueryProblem> {
    if text.chars().count() > 256 || text.contains('\0') {
        return Err(QueryProblem::new("pattern", "pattern is plain text of at most 256 characters."));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Which fields of a user to show, by wire name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Projection {
    /// All.
    #[default]
    All,
    /// Only these.
    Keep(Vec<String>),
    /// All but these.
    LeaveOut(Vec<String>),
}

const FIELDS: [&str; 10] =
    ["id", "username", "email", "isActive", "blocked", "plan", "scope", "vendor", "metadata", "created"];

impl Projection {
    /// Is the field shown?
    pub fn shows(&self, field: &str) -> bool {
        match self {
            Self::All => true,
            Self::Keep(kept) => kept.iter().any(|name| name == field),
            Self::LeaveOut(left_out) => !left_out.iter().any(|name| name == field),
        }
    }

    pub(super) fn to_parameter(&self) -> Option<String> {
        match self {
            Self::All => None,
            Self::Keep(names) => Some(names.join(",")),
            Self::LeaveOut(names) => {
                Some(names.iter().map(|name| format!("-{name}")).collect::<Vec<_>>().join(","))
            }
        }
    }
}

pub(super) fn read_projection(text: &str) -> Result<Projection, QueryProblem> {
    if text.is_empty() {
        return Ok(Projection::All);
    }
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    let left_out: Vec<&str> = names.iter().filter_map(|name| name.strip_prefix('-')).collect();
    let mixed = !left_out.is_empty() && left_out.len() != names.len();
    let plain = if left_out.is_empty() { &names } else { &left_out };
    if mixed {
        return Err(QueryProblem::new("projection", "Either keep fields or leave fields out, not both."));
    }
    if let Some(unknown) = plain.iter().find(|name| !FIELDS.contains(*name)) {
        return Err(QueryProblem::new(
            "projection",
            format!("There is no field {} to show.", shown(unknown)),
        ));
    }
    let owned = plain.iter().map(|name| (*name).to_owned()).collect();
    Ok(if left_out.is_empty() { Projection::Keep(owned) } else { Projection::LeaveOut(owned) })
}
