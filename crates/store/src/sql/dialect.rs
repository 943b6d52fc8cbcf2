//! What SQL engines write differently. All else is shared.

use super::statement::{Bind, Statement};

/// An engine's way of speaking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
}

impl Dialect {
    /// Before a sort key whose index is not to be walked.
    pub(super) fn unindexed(self) -> &'static str {
        match self {
            Self::Sqlite => "+",
            Self::Postgres => "",
        }
    }

    /// A user's id as 24 small hex digits.
    pub(super) fn id_text(self) -> &'static str {
        match self {
            Self::Sqlite => "lower(hex(u.id))",
            Self::Postgres => r#"(encode(u.id, 'hex') COLLATE "C")"#,
        }
    }

    /// `created` in ISO form, in small letters as folded text is.
    pub(super) fn created_text(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "strftime('%Y-%m-%dt%H:%M:%S', u.created_at / 1000, 'unixepoch') || printf('.%03dz', u.created_at % 1000)"
            }
            Self::Postgres => {
                r#"((to_char(TIMESTAMP 'epoch' + (u.created_at / 1000) * INTERVAL '1 second', 'YYYY-MM-DD"t"HH24:MI:SS')
                || to_char(u.created_at % 1000, 'FM".000z"')) COLLATE "C")"#
            }
        }
    }

    /// The column contains the value.
    pub(super) fn contains(self, statement: &mut Statement, column: &'static str, value: &str) {
        let word = match self {
            Self::Sqlite => "instr(",
            Self::Postgres => "strpos(",
        };
        statement.push(word).push(column).push(", ").bind(value).push(") > 0");
    }

    /// The column starts with the value, which is not empty.
    pub(super) fn starts_with(self, statement: &mut Statement, column: &'static str, value: &str) {
        match self {
            Self::Sqlite => {
                statement.push("substr(").push(column).push(", 1, ").bind(length(value));
                statement.push(") = ").bind(value);
            }
            Self::Postgres => {
                statement.push("starts_with(").push(column).push(", ").bind(value).push(")");
            }
        }
    }

    /// The column ends with the value, which is not empty.
    pub(super) fn ends_with(self, statement: &mut Statement, column: &'static str, value: &str) {
        match self {
            Self::Sqlite => statement.push("substr(").push(column).push(", -").bind(length(value)).push(")"),
            Self::Postgres => {
                let characters = statement.push("right(").push(column).push(", CAST(").bind(length(value));
                characters.push(" AS int))")
            }
        };
        statement.push(" = ").bind(value);
    }

    /// The tested value, which stands before, is one of these.
    pub(super) fn one_of(self, statement: &mut Statement, values: &[String]) {
        let [before, after] = match self {
            Self::Sqlite => [" IN (SELECT value FROM json_each(", "))"],
            Self::Postgres => [" = ANY (", ")"],
        };
        statement.push(before).bind(Bind::Texts(values.to_vec())).push(after);
    }

    /// The leaves at a path of a profile's terms, as rows `leaf`. The keys hold no quotes, backslashes or controls ([`frontdesk_wire::query::MetadataPath`]).
    pub(super) fn leaves(self, statement: &mut Statement, keys: &[String]) {
        match self {
            Self::Sqlite => statement.push("json_each(f.terms, ").bind(json_path(keys)).push(") leaf"),
            Self::Postgres => {
                let mut path: Vec<String> =
                    keys.iter().flat_map(|key| ["o".to_owned(), key.clone()]).collect();
                path.push("v".to_owned());
                let leaves = statement.push("jsonb_array_elements(f.terms #> ").bind(Bind::Texts(path));
                leaves.push(") leaf")
            }
        };
    }

    /// A leaf's text, number and moment.
    pub(super) fn leaf(self) -> [&'static str; 3] {
        match self {
            Self::Sqlite => ["(leaf.value ->> 0)", "(leaf.value ->> 1)", "(leaf.value ->> 2)"],
            Self::Postgres => [
                r#"((leaf.value ->> 0) COLLATE "C")"#,
                "CAST(leaf.value ->> 1 AS float8)",
                "CAST(leaf.value ->> 2 AS int8)",
            ],
        }
    }

    /// After a `SELECT` whose rows are about to change: nobody else changes them before the write ends. SQLite has one writer anyway.
    pub(super) fn to_change(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR NO KEY UPDATE",
        }
    }

    /// The same, passing over rows that somebody else is changing.
    pub(super) fn to_change_if_free(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR NO KEY UPDATE SKIP LOCKED",
        }
    }

    /// Before a statement: shows its plan in place of its rows.
    pub(super) fn explain(self) -> &'static str {
        match self {
            Self::Sqlite => "EXPLAIN QUERY PLAN ",
            Self::Postgres => "EXPLAIN (COSTS OFF) ",
        }
    }

    /// Which column of a plan tells its steps.
    pub(super) fn plan_column(self) -> usize {
        match self {
            Self::Sqlite => 3,
            Self::Postgres => 0,
        }
    }

    /// The step that a line of a plan tells, if it tells one. PostgreSQL's other lines hold conditions, and so values.
    pub(super) fn plan_step(self, line: &str) -> Option<&str> {
        match self {
            Self::Sqlite => Some(line),
            Self::Postgres => match line.split_once("->  ") {
                Some((_, step)) => Some(step),
                None => (!line.starts_with(' ')).then_some(line),
            },
        }
    }

    /// As many numbers for new users as are asked for.
    pub(super) fn new_numbers(self, count: usize) -> Statement {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Sqlite => Statement::whole(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
                 SELECT i + (SELECT coalesce(max(num), 0) FROM users) FROM n",
                [count.into()],
            ),
            Self::Postgres => Statement::whole(
                "SELECT nextval(pg_get_serial_sequence('users', 'num')) FROM generate_series(1, $1)",
                [count.into()],
            ),
        }
    }

    /// After users came with their numbers: the next new one is above them. SQLite looks at the highest each time.
    pub(super) fn renumber(self) -> Option<Statement> {
        let last = "SELECT setval(pg_get_serial_sequence('users', 'num'), coalesce(max(num), 0) + 1, false) FROM users";
        (self == Self::Postgres).then(|| Statement::new(last))
    }
}

fn length(text: &str) -> i64 {
    i64::try_from(text.chars().count()).unwrap_or(i64::MAX)
}

/// `$.o."a".o."b".v`
fn json_path(keys: &[String]) -> String {
    let mut path = String::from("$");
    for key in keys {
        path.push_str(".o.\"");
        path.push_str(key);
        path.push('"');
    }
    path.push_str(".v");
    path
}

#[cfg(test)]
mod tests {
    #[test]
    fn of_a_plan_only_what_holds_no_value_is_told() {
        let lines = ["Limit", "  ->  Seq Scan on users u", "        Filter: (plan_key = 'hush'::text)"];
        let told: Vec<&str> =
            lines.iter().filter_map(|line| super::Dialect::Postgres.plan_step(line)).collect();
        assert_eq!(told, ["Limit", "Seq Scan on users u"]);
    }

    #[test]
    fn a_path_quotes_every_key() {
        assert_eq!(super::json_path(&["a".into(), "b c".into()]), r#"$.o."a".o."b c".v"#);
    }
}
