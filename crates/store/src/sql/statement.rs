//! A statement: SQL from literals only, everything else bound. It knows no engine until it is run.

use super::bind::Bind;
use super::dialect::Dialect;
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::sqlite::SqliteArguments;
use sqlx::types::Json;
use sqlx::{AssertSqlSafe, Sqlite};
use std::borrow::Cow;

/// SQL and its values. Only `'static` text can be pushed, so no input ever becomes SQL.
#[derive(Debug, Default)]
pub(super) struct Statement {
    text: Cow<'static, str>,
    binds: Vec<Bind>,
    /// Are values told apart by their order alone? SQLite looks for the name of each among those of all others.
    is_in_order: bool,
}

impl Statement {
    /// A statement to be built.
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), ..Self::default() }
    }

    /// A statement whose text is whole: `$1` is the first value.
    pub(super) fn whole<const N: usize>(text: &'static str, values: [Bind; N]) -> Self {
        Self { text: Cow::Borrowed(text), binds: values.into(), is_in_order: false }
    }

    pub(super) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.to_mut().push_str(text);
        self
    }

    pub(super) fn bind(&mut self, value: impl Into<Bind>) -> &mut Self {
        self.binds.push(value.into());
        let text = self.text.to_mut();
        if self.is_in_order {
            text.push('?');
        } else {
            text.push('$');
            text.push_str(&self.binds.len().to_string());
        }
        self
    }

    /// Values with commas between them.
    pub(super) fn list<const N: usize>(&mut self, values: [Bind; N]) -> &mut Self {
        let mut before = "";
        for value in values {
            self.push(before).bind(value);
            before = ", ";
        }
        self
    }

    /// The same, of however many.
    pub(super) fn all(&mut self, values: &[Bind]) {
        for (at, value) in values.iter().enumerate() {
            self.push(if at == 0 { "" } else { ", " }).bind(value.clone());
        }
    }

    /// One row for each item; `insert` names the table and its columns, `after` follows the rows.
    pub(super) fn each<T>(
        dialect: Dialect,
        insert: &'static str,
        items: impl IntoIterator<Item = T>,
        row: impl Fn(&mut Self, T),
        after: &'static str,
    ) -> Self {
        let mut statement = Self { is_in_order: dialect == Dialect::Sqlite, ..Self::new(insert) };
        for (at, item) in items.into_iter().enumerate() {
            statement.push(if at == 0 { " VALUES (" } else { ", (" });
            row(&mut statement, item);
            statement.push(")");
        }
        statement.push(after);
        statement
    }

    /// In place of its rows, how the engine would go about it.
    pub(super) fn explained(mut self, dialect: Dialect) -> Self {
        self.text = Cow::Owned(format!("{}{}", dialect.explain(), self.text));
        self
    }

    /// Ready for SQLite.
    pub(super) fn for_sqlite(self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        let query = sqlx::query(AssertSqlSafe(self.text));
        self.binds.into_iter().fold(query, |query, value| match value {
            Bind::Text(value) => query.bind(value),
            Bind::Int(value) => query.bind(value),
            Bind::Real(value) => query.bind(value),
            Bind::Blob(value) => query.bind(value),
            Bind::Json(text) => query.bind(text),
            Bind::Texts(texts) => query.bind(serde_json::Value::from(texts).to_string()),
            Bind::Ints(numbers) => query.bind(serde_json::Value::from(numbers).to_string()),
            Bind::Array(_) => query.bind(None::<String>),
        })
    }

    /// Ready for PostgreSQL.
    pub(super) fn for_postgres(self) -> sqlx::query::Query<'static, Postgres, PgArguments> {
        let query = sqlx::query(AssertSqlSafe(self.text));
        self.binds.into_iter().fold(query, |query, value| match value {
            Bind::Text(value) => query.bind(value),
            Bind::Int(value) => query.bind(value),
            Bind::Real(value) => query.bind(value),
            Bind::Blob(value) => query.bind(value),
            Bind::Json(text) => query.bind(serde_json::value::RawValue::from_string(text).ok().map(Json)),
            Bind::Texts(texts) => query.bind(texts),
            Bind::Ints(numbers) => query.bind(numbers),
            Bind::Array(values) => match values.first() {
                Some(Bind::Int(_)) => query.bind(each(values, Bind::int)),
                Some(Bind::Blob(_)) => query.bind(each(values, Bind::blob)),
                _ => query.bind(each(values, Bind::text)),
            },
        })
    }
}

fn each<T>(values: Vec<Bind>, of: fn(Bind) -> T) -> Vec<T> {
    values.into_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sent_together_and_their_values_named_as_each_engine_likes_it() {
        let text = |dialect| {
            let row = |statement: &mut Statement, item: &i64| {
                statement.list([(*item).into(), "x".into()]);
            };
            Statement::each(dialect, "INSERT INTO t (a, b)", &[1, 2], row, " ON CONFLICT DO NOTHING").text
        };
        assert_eq!(
            text(Dialect::Postgres),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        assert_eq!(
            text(Dialect::Sqlite),
            "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING"
        );
    }
}
