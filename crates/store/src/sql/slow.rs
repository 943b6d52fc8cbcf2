//! Notes what takes long, so that whoever runs the server sees why: what was asked by its kind, how many were found, by which plan. Never a value.

use super::dialect::Dialect;
use super::{SqlStore, rows, search, statement::Statement};
use crate::store::Result;
use frontdesk_wire::query::{Condition, Direction, Field, Sort, SortField, Test, UserQuery};
use std::time::{Duration, Instant};

/// What takes longer is logged.
const SLOW: Duration = Duration::from_millis(50);

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    List,
    Count,
}

impl Asked {
    /// The one statement that answers it.
    pub(super) fn statement(self, dialect: Dialect, query: &UserQuery) -> Statement {
        match self {
            Self::List => search::page(dialect, rows::USER, query),
            Self::Count => search::count(dialect, query),
        }
    }
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// One statement.
    Statement,
    /// The index, which had to ask about so many users.
    Index { unsure: usize },
}

/// Watches over one list or count. Dropped before it is told how that ended, it says that nobody waited for the end.
pub(super) struct Watch<'a> {
    asked: Asked,
    query: &'a UserQuery,
    by: By,
    began: Instant,
    is_told: bool,
}

impl<'a> Watch<'a> {
    /// From now on.
    pub(super) fn begin(asked: Asked, query: &'a UserQuery) -> Self {
        Self { asked, query, by: By::Statement, began: Instant::now(), is_told: false }
    }

    /// The index answers, and has to ask the database about so many users.
    pub(super) fn by_index(&mut self, unsure: usize) {
        self.by = By::Index { unsure };
    }

    fn log(&self, outcome: &str, found: Option<u64>, plan: &str) {
        let (asked, by, took) = (self.asked, self.by, self.began.elapsed());
        let UserQuery { offset, limit, .. } = self.query;
        let (tests, sort) = (tests(self.query), sort(&self.query.sort));
        tracing::info!(target: "frontdesk_store", ?asked, ?by, ?took, outcome, found, tests, sort, offset, limit, plan, "a slow query");
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_told && self.began.elapsed() >= SLOW {
            self.log("its request was gone", None, "");
        }
    }
}

impl SqlStore {
    /// It has ended, with so many found or without an answer.
    pub(super) async fn tell(&self, mut watch: Watch<'_>, found: Option<u64>) {
        watch.is_told = true;
        if watch.began.elapsed() < SLOW {
            return;
        }
        let plan = match watch.by {
            By::Statement => self.plan(watch.asked, watch.query).await,
            By::Index { .. } => Ok(String::new()),
        };
        let outcome = if found.is_some() { "answered" } else { "given up" };
        watch.log(outcome, found, &plan.unwrap_or_else(|error| error.to_string()));
    }

    /// How the engine goes about it, step by step.
    async fn plan(&self, asked: Asked, query: &UserQuery) -> Result<String> {
        let mut on = self.reader().await?;
        let dialect = on.dialect();
        let rows = on.fetch_all(asked.statement(dialect, query).explained(dialect)).await?;
        let steps: Vec<&str> =
            rows.iter().map(|row| row.text(dialect.plan_column())).collect::<Result<_>>()?;
        let steps: Vec<&str> = steps.into_iter().filter_map(|line| step(dialect, line)).collect();
        Ok(steps.join("; "))
    }
}

/// The step that a line of a plan tells, if it tells one. PostgreSQL's other lines hold conditions, and so values.
fn step(dialect: Dialect, line: &str) -> Option<&str> {
    match (dialect, line.split_once("->  ")) {
        (Dialect::Sqlite, _) => Some(line),
        (Dialect::Postgres, Some((_, step))) => Some(step),
        (Dialect::Postgres, None) => (!line.starts_with(' ')).then_some(line),
    }
}

/// The tests by their kind: `plan= metadata> pattern(3)`.
fn tests(query: &UserQuery) -> String {
    let mut kinds: Vec<String> = query.conditions.iter().map(kind).collect();
    kinds.extend(query.pattern.iter().map(|pattern| format!("pattern({})", pattern.chars().count())));
    kinds.join(" ")
}

fn kind(condition: &Condition) -> String {
    let field = match &condition.field {
        Field::Id => "id",
        Field::Username => "username",
        Field::Email => "email",
        Field::IsActive => "isActive",
        Field::Blocked => "blocked",
        Field::Plan => "plan",
        Field::Scope => "scope",
        Field::Vendor => "vendor",
        Field::Created => "created",
        Field::Metadata(_) => "metadata",
    };
    let test = match &condition.test {
        Test::Equals(_) => "=".to_owned(),
        Test::StartsWith(_) => "^".to_owned(),
        Test::EndsWith(_) => "$".to_owned(),
        Test::Contains(_) => "~".to_owned(),
        Test::Greater(_) => ">".to_owned(),
        Test::Less(_) => "<".to_owned(),
        Test::OneOf(values) => format!("$in({})", values.len()),
    };
    format!("{field}{}{test}", if condition.negated { "!" } else { "" })
}

fn sort(sort: &[Sort]) -> String {
    let key = |key: &Sort| {
        let field = match key.field {
            SortField::Id => "id",
            SortField::Username => "username",
            SortField::Email => "email",
            SortField::IsActive => "isActive",
            SortField::Blocked => "blocked",
            SortField::Plan => "plan",
            SortField::Created => "created",
        };
        if key.direction == Direction::Ascending { field.to_owned() } else { format!("-{field}") }
    };
    sort.iter().map(key).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_plan_only_what_holds_no_value_is_told() {
        let lines = ["Limit", "  ->  Seq Scan on users u", "        Filter: (plan_key = 'hush'::text)"];
        let told: Vec<&str> = lines.iter().filter_map(|line| step(Dialect::Postgres, line)).collect();
        assert_eq!(told, ["Limit", "Seq Scan on users u"]);
    }

    #[test]
    fn what_was_asked_is_told_without_a_value() {
        let pairs = [
            ("filter", "plan:hush,metadata.secret:!>12"),
            ("filter", "id:$in:a,b"),
            ("pattern", "ada"),
            ("sort", "plan:-1,email:1"),
        ];
        let query = UserQuery::from_pairs(pairs).unwrap();
        assert_eq!(tests(&query), "plan= metadata!> id$in(2) pattern(3)");
        assert_eq!(sort(&query.sort), "-plan email");
    }
}
