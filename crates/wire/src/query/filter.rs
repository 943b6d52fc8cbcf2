//! Conditions: `field:value`, with operators at the value's start.

use super::{QueryProblem, shown};
use std::fmt;
use std::str::FromStr;

/// One condition on one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is looked at.
    pub field: Field,
    /// `!`: holds where the test does not, also where the field is absent.
    pub negated: bool,
    /// What is asked of it.
    pub test: Test,
}

/// What is asked of a field. Text compares without case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// No operator: equal; on an array, contains.
    Equals(String),
    /// `^`
    StartsWith(String),
    /// `$`
    EndsWith(String),
    /// `~`
    Contains(String),
    /// `>`: numbers as numbers, dates as dates, else text.
    Greater(String),
    /// `<`
    Less(String),
    /// `$in:`
    OneOf(Vec<String>),
}

/// A field that can be filtered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
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
    /// `scope`
    Scope,
    /// `vendor`
    Vendor,
    /// `created`
    Created,
    /// `metadata.a.b`
    Metadata(MetadataPath),
}

/// Keys from the top of the metadata down, at most 16, each 1 to 128 characters without dots, quotes, backslashes or controls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataPath(Vec<String>);

impl MetadataPath {
    /// Reads a dotted path, without the leading `metadata.`.
    pub fn parse(text: &str) -> Option<Self> {
        let keys: Vec<String> = text.split('.').map(str::to_owned).collect();
        let fits = |key: &String| {
            (1..=128).contains(&key.chars().count())
                && !key.chars().any(|c| c.is_control() || matches!(c, '"' | '\\'))
        };
        (keys.len() <= 16 && keys.iter().all(fits)).then_some(Self(keys))
    }

    /// The keys, from the top down.
    pub fn keys(&self) -> &[String] {
        &self.0
    }
}

impl FromStr for Field {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "id" => Self::Id,
            "username" => Self::Username,
            "email" => Self::Email,
            "isActive" => Self::IsActive,
            "blocked" => Self::Blocked,
            "plan" => Self::Plan,
            "scope" => Self::Scope,
            "vendor" => Self::Vendor,
            "created" => Self::Created,
            _ => Self::Metadata(text.strip_prefix("metadata.").and_then(MetadataPath::parse).ok_or(())?),
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Id => "id",
            Self::Username => "username",
            Self::Email => "email",
            Self::IsActive => "isActive",
            Self::Blocked => "blocked",
            Self::Plan => "plan",
            Self::Scope => "scope",
            Self::Vendor => "vendor",
            Self::Created => "created",
            Self::Metadata(path) => return write!(f, "metadata.{}", path.keys().join(".")),
        })
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.field, if self.negated { "!" } else { "" })?;
        match &self.test {
            Test::Equals(value) => f.write_str(value),
            Test::StartsWith(value) => write!(f, "^{value}"),
            Test::EndsWith(value) => write!(f, "${value}"),
            Test::Contains(value) => write!(f, "~{value}"),
            Test::Greater(value) => write!(f, ">{value}"),
            Test::Less(value) => write!(f, "<{value}"),
            Test::OneOf(values) => write!(f, "$in:{}", values.join(",")),
        }
    }
}

/// Reads one `filter` parameter: conditions separated by commas that stand before a known field and a colon.
pub(super) fn read(text: &str) -> Result<Vec<Condition>, QueryProblem> {
    let mut conditions = Vec::new();
    // A form that leaves it empty asks for nothing.
    let mut rest = (!text.is_empty()).then_some(text);
    while let Some(text) = rest {
        let (condition, after) = read_one(text)?;
        conditions.push(condition);
        rest = after;
    }
    Ok(conditions)
}

fn read_one(text: &str) -> Result<(Condition, Option<&str>), QueryProblem> {
    let (name, value) = text.split_once(':').ok_or_else(|| {
        QueryProblem::new("filter", format!("{} has no colon; write filter=field:value.", shown(text)))
    })?;
    let field = name.parse().map_err(|()| {
        QueryProblem::new("filter", format!("There is no field {} to filter by.", shown(name)))
    })?;
    let (negated, value) = value.strip_prefix('!').map_or((false, value), |rest| (true, rest));
    if let Some(list) = value.strip_prefix("$in:") {
        let values = list.split(',').map(str::to_owned).collect();
        return checked(Condition { field, negated, test: Test::OneOf(values) }, None);
    }
    let end = next_condition(value);
    let after = end.and_then(|at| value.get(at + 1..));
    let value = end.and_then(|at| value.get(..at)).unwrap_or(value);
    let mut rest = value.chars();
    let operand = |rest: std::str::Chars<'_>| rest.as_str().to_owned();
    let test = match rest.next() {
        Some('^') => Test::StartsWith(operand(rest)),
        Some('$') => Test::EndsWith(operand(rest)),
        Some('~') => Test::Contains(operand(rest)),
        Some('>') => Test::Greater(operand(rest)),
        Some('<') => Test::Less(operand(rest)),
        _ => Test::Equals(value.to_owned()),
    };
    checked(Condition { field, negated, test }, after)
}

/// Where the comma is that starts the next condition.
fn next_condition(value: &str) -> Option<usize> {
    value.match_indices(',').map(|(at, _)| at).find(|at| {
        let after = value.get(at + 1..).unwrap_or_default();
        after.split_once(':').is_some_and(|(name, _)| name.parse::<Field>().is_ok())
    })
}

fn checked(condition: Condition, after: Option<&str>) -> Result<(Condition, Option<&str>), QueryProblem> {
    let values: Vec<&str> = match &condition.test {
        Test::OneOf(values) => values.iter().map(String::as_str).collect(),
        Test::Equals(v)
        | Test::StartsWith(v)
        | Test::EndsWith(v)
        | Test::Contains(v)
        | Test::Greater(v)
        | Test::Less(v) => vec![v],
    };
    if values.len() > 1000 {
        return Err(QueryProblem::new("filter", "A list after $in: has at most 1000 values."));
    }
    if values.iter().any(|value| value.contains('\0')) {
        return Err(QueryProblem::new("filter", "A value cannot hold a NUL character."));
    }
    let boolean = matches!(condition.field, Field::IsActive | Field::Blocked);
    let plain = matches!(condition.test, Test::Equals(_) | Test::OneOf(_));
    if boolean && !(plain && values.iter().all(|value| matches!(*value, "true" | "false"))) {
        return Err(QueryProblem::new("filter", format!("{} is true or false.", condition.field)));
    }
    Ok((condition, after))
}
