//! A statement in the making: SQL from literals only, everything else bound.

use sqlx::sqlite::SqliteArguments;
use sqlx::{AssertSqlSafe, Sqlite};

/// A value, bound.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bind {
    Text(String),
    Int(i64),
    Real(f64),
    Blob(Vec<u8>),
    Null,
}

/// SQL and its values. Only `'static` text can be pushed, so no input ever becomes SQL.
#[derive(Debug, Default)]
pub(super) struct Statement {
    text: String,
    binds: Vec<Bind>,
}

impl Statement {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), binds: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(super) fn bind(&mut self, value: Bind) -> &mut Self {
        self.binds.push(value);
        self.text.push('$');
        self.text.push_str(&self.binds.len().to_string());
        self
    }

    pub(super) fn text(&mut self, value: impl Into<String>) -> &mut Self {
        self.bind(Bind::Text(value.into()))
    }

    pub(super) fn int(&mut self, value: i64) -> &mut Self {
        self.bind(Bind::Int(value))
    }

    pub(super) fn blob(&mut self, value: impl Into<Vec<u8>>) -> &mut Self {
        self.bind(Bind::Blob(value.into()))
    }

    pub(super) fn optional(&mut self, value: Option<String>) -> &mut Self {
        self.bind(value.map_or(Bind::Null, Bind::Text))
    }

    pub(super) fn optional_blob(&mut self, value: Option<Vec<u8>>) -> &mut Self {
        self.bind(value.map_or(Bind::Null, Bind::Blob))
    }

    /// One `insert` for each item, sent together. One statement with many rows would keep a journal of its own, which costs more than the rows.
    pub(super) fn each<T>(insert: &'static str, items: &[T], row: impl Fn(&mut Self, &T)) -> Self {
        let mut statement = Self::default();
        for item in items {
            statement.push(insert).push(" VALUES (");
            row(&mut statement, item);
            statement.push(");");
        }
        statement
    }

    /// Ready for SQLite.
    pub(super) fn for_sqlite(self) -> sqlx::query::Query<'static, Sqlite, SqliteArguments> {
        let query = sqlx::query(AssertSqlSafe(self.text));
        self.binds.into_iter().fold(query, |query, value| match value {
            Bind::Text(value) => query.bind(value),
            Bind::Int(value) => query.bind(value),
            Bind::Real(value) => query.bind(value),
            Bind::Blob(value) => query.bind(value),
            Bind::Null => query.bind(None::<String>),
        })
    }
}
