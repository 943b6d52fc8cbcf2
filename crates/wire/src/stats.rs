//! How many users there are, by day, plan, scope, vendor and status.

use serde::{Deserialize, Serialize};

/// Counts of users.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserStats {
    /// All of them.
    pub total: u64,
    /// By what keeps them out or does not.
    pub status: StatusCounts,
    /// By the day they were created on, UTC: the days that were asked for and have any, the first one first.
    pub days: Vec<DayCount>,
    /// By plan.
    pub plan: Breakdown,
    /// By scope: a user counts for each.
    pub scope: Breakdown,
    /// By vendor: a user counts for each.
    pub vendor: Breakdown,
}

/// Users by status; each has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusCounts {
    /// Neither of the others.
    pub active: u64,
    /// `isActive` is false, and nobody blocked them.
    pub inactive: u64,
    /// Blocked.
    pub blocked: u64,
}

/// How many users were created on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// `2026-01-31`
    pub day: String,
    /// How many of those who are there.
    pub count: u64,
}

/// Users by the values of a field, the most frequent values first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The most frequent values, as many as were asked for; in small letters, as filters compare them.
    pub values: Vec<ValueCount>,
    /// All others together.
    pub other: OtherCount,
    /// How many users have no value, where that is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none: Option<u64>,
}

/// How many users have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCount {
    /// The value.
    pub value: String,
    /// How many.
    pub count: u64,
}

/// What is left out of a list of values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherCount {
    /// How many other values there are.
    pub values: u64,
    /// The sum of their counts.
    pub count: u64,
}
