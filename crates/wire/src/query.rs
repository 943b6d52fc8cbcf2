//! The language of `GET /users` and `/users/count`: filters, pattern, sort, page, projection. Read and written here.

mod audit;
mod filter;
mod page;
mod stats;

pub use audit::AuditQuery;
pub use filter::{Condition, Field, MetadataPath, Test};
pub use page::{Direction, LIMIT_DEFAULT, LIMIT_MAX, Projection, Sort, SortField};
pub use stats::StatsQuery;

/// How many conditions one query can have: far more than a person writes, few enough for any database.
pub const CONDITIONS_MAX: usize = 100;

/// What to list. The default is the newest hundred of everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserQuery {
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// A literal, case-insensitive substring of user name or e-mail.
    pub pattern: Option<String>,
    /// First key first; ties go by id. Empty means newest first.
    pub sort: Vec<Sort>,
    /// How many at most, 1 to [`LIMIT_MAX`].
    pub limit: u32,
    /// How many to pass over.
    pub offset: u64,
    /// Which fields to show.
    pub projection: Projection,
}

impl Default for UserQuery {
    fn default() -> Self {
        Self {
            conditions: Vec::new(),
            pattern: None,
            sort: Vec::new(),
            limit: LIMIT_DEFAULT,
            offset: 0,
            projection: Projection::All,
        }
    }
}

/// A parameter that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryProblem {
    /// The parameter's name, such as `filter` or `limit`.
    pub parameter: &'static str,
    /// What is wrong, one sentence for people.
    pub message: String,
}

impl QueryProblem {
    fn new(parameter: &'static str, message: impl Into<String>) -> Self {
        Self { parameter, message: message.into() }
    }
}

/// What was typed, as far as a sentence has room for it.
fn shown(text: &str) -> String {
    match text.char_indices().nth(64) {
        Some((end, _)) => format!("\"{}…\"", text.get(..end).unwrap_or_default()),
        None => format!("\"{text}\""),
    }
}

impl UserQuery {
    /// Reads decoded `name=value` pairs. Unknown names are ignored; `filter` may repeat, also as `filter[]`.
    ///
    /// # Errors
    /// Names the first bad parameter.
    pub fn from_pairs<N: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (N, V)>,
    ) -> Result<Self, QueryProblem> {
        let mut query = Self::default();
        for (name, value) in pairs {
            let value = value.as_ref();
            match name.as_ref() {
                "filter" | "filter[]" => query.conditions.extend(filter::read(value)?),
                "pattern" => query.pattern = page::read_pattern(value)?,
                "sort" => query.sort = page::read_sort(value)?,
                "limit" => query.limit = page::read_limit(value)?,
                "offset" => query.offset = page::read_offset(value)?,
                "projection" => query.projection = page::read_projection(value)?,
                _ => {}
            }
        }
        if query.conditions.len() > CONDITIONS_MAX {
            let message = format!("A query has at most {CONDITIONS_MAX} conditions.");
            return Err(QueryProblem::new("filter", message));
        }
        Ok(query)
    }

    /// The pairs that [`UserQuery::from_pairs`] reads back to this query; what is default is left out.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs: Vec<_> =
            self.conditions.iter().map(|condition| ("filter", condition.to_string())).collect();
        if let Some(pattern) = &self.pattern {
            pairs.push(("pattern", pattern.clone()));
        }
        if !self.sort.is_empty() {
            let keys: Vec<_> = self.sort.iter().map(ToString::to_string).collect();
            pairs.push(("sort", keys.join(",")));
        }
        if self.limit != LIMIT_DEFAULT {
            pairs.push(("limit", self.limit.to_string()));
        }
        if self.offset != 0 {
            pairs.push(("offset", self.offset.to_string()));
        }
        if let Some(projection) = self.projection.to_parameter() {
            pairs.push(("projection", projection));
        }
        pairs
    }
}
