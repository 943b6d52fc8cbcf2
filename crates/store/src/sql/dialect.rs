//! What SQL engines write differently. All else is shared.

use super::bind::Bind;
use super::statement::Statement;
use frontdesk_wire::UserId;

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
    pub(super) fn one_of(self, statement: &mut Statement, values: impl Into<Bind>) {
        let [before, after] = match self {
            Self::Sqlite => [" IN (SELECT value FROM json_each(", "))"],
            Self::Postgres => [" = ANY (", ")"],
        };
        statement.push(before).bind(values).push(after);
    }

    /// The tested id, which stands before, is one of these, written in hex digits.
    pub(super) fn one_of_ids(self, statement: &mut Statement, ids: Vec<String>) {
        let [before, after] = match self {
            Self::Sqlite => [" IN (SELECT unhex(value) FROM json_each(", "))"],
            Self::Postgres => [" = ANY (ARRAY(SELECT decode(id, 'hex') FROM unnest(", ") AS id))"],
        };
        statement.push(before).bind(ids).push(after);
    }

    /// Which of these ids users have.
    pub(super) fn ids_among(self, ids: Vec<UserId>) -> Statement {
        let hex: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let among = match self {
            Self::Sqlite => "SELECT id FROM users WHERE id IN (SELECT unhex(value) FROM json_each($1))",
            Self::Postgres => {
                "SELECT id FROM users WHERE id = ANY (ARRAY(SELECT decode(hex, 'hex') FROM unnest($1) hex))"
            }
        };
        Statement::whole(among, [hex.into()])
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

    /// Metadata's terms as one text.
    pub(super) fn terms_text(self) -> &'static str {
        match self {
            Self::Sqlite => "f.terms",
            Self::Postgres => "CAST(f.terms AS text)",
        }
    }

    /// Changes after a place in the log, in order; before each, how far the log is forgotten, below which position it is settled, and which run of which server
    /// answers. Without a change, one row with these three alone.
    pub(super) fn changes(self, position: i64, seq: i64, limit: i64) -> Statement {
        match self {
            Self::Sqlite => Statement::whole(
                "SELECT m.floor, m.settled, 0, c.seq, c.seq, c.num FROM (SELECT min(position) AS floor, \
                 max(max(position), coalesce((SELECT max(seq) FROM user_change), 0)) + 1 AS settled FROM user_change_mark) m \
                 LEFT JOIN (SELECT seq, num FROM user_change WHERE seq > $1 ORDER BY seq LIMIT $2) c ON 1 = 1 ORDER BY c.seq",
                [position.into(), limit.into()],
            ),
            Self::Postgres => Statement::whole(
                "SELECT m.floor, m.settled, m.server, c.position, c.seq, c.num FROM (SELECT min(position) AS floor, \
                 CAST(CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text) AS bigint) AS settled, \
                 CAST(extract(epoch FROM pg_postmaster_start_time()) * 1000000 AS bigint) AS server FROM user_change_mark) m \
                 LEFT JOIN (SELECT position, seq, num FROM user_change WHERE (position, seq) > ($1, $2) \
                 ORDER BY position, seq LIMIT $3) c ON TRUE ORDER BY c.position, c.seq",
                [position.into(), seq.into(), limit.into()],
            ),
        }
    }

    /// Forgets so many changes up to a position, the oldest first.
    pub(super) fn forget_changes(self, position: i64, limit: i64) -> Statement {
        let forget = match self {
            Self::Sqlite => {
                "DELETE FROM user_change WHERE seq IN (SELECT seq FROM user_change WHERE seq <= $1 ORDER BY seq LIMIT $2)"
            }
            Self::Postgres => {
                "DELETE FROM user_change WHERE (position, seq) IN \
                 (SELECT position, seq FROM user_change WHERE position <= $1 ORDER BY position, seq LIMIT $2)"
            }
        };
        Statement::whole(forget, [position.into(), limit.into()])
    }

    /// An entry of the audit trail tells of something that this user did.
    pub(super) fn acts_of(self, statement: &mut Statement, actor: UserId, action: &'static str) {
        match self {
            Self::Sqlite => statement.push(" AND actor = ").bind(actor).push(" AND action = ").bind(action),
            Self::Postgres => {
                let both = " AND actor IS NOT NULL AND encode(actor, 'hex') || ' ' || action = ";
                statement.push(both).bind(format!("{actor} {action}"))
            }
        };
    }

    /// An entry of the audit trail tells of something that was done to this user.
    pub(super) fn acts_on(self, statement: &mut Statement, subject: UserId, action: &'static str) {
        match self {
            Self::Sqlite => {
                statement.push(" AND subject = ").bind(subject).push(" AND action = ").bind(action)
            }
            Self::Postgres => {
                let both = " AND subject IS NOT NULL AND encode(subject, 'hex') || ' ' || action = ";
                statement.push(both).bind(format!("{subject} {action}"))
            }
        };
    }

    /// How an entry of the audit trail is added.
    pub(super) fn add_to_audit(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "INSERT INTO audit (at, actor_kind, actor, action, subject, address, user_agent, details)"
            }
            Self::Postgres => {
                "INSERT INTO audit_new (at, actor_kind, actor, action, subject, address, user_agent, details)"
            }
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

    /// As many numbers for new users as are asked for; on SQLite the first of them, and all that follow are free.
    pub(super) fn new_numbers(self, count: usize) -> Statement {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Sqlite => Statement::new("SELECT coalesce(max(num), 0) + 1 FROM users"),
            Self::Postgres => Statement::whole(
                "SELECT nextval(pg_get_serial_sequence('users', 'num')) FROM generate_series(1, $1)",
                [count.into()],
            ),
        }
    }

    /// After rows came with their numbers: the next new ones are above them, and the hours of the audit trail are noted. SQLite looks at the highest each time,
    /// and notes hours by itself.
    pub(super) fn renumber(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[],
            Self::Postgres => &[
                "SELECT setval(pg_get_serial_sequence('users', 'num'), coalesce(max(num), 0) + 1, false) FROM users",
                "SELECT setval(pg_get_serial_sequence('audit', 'id'), coalesce(max(id), 0) + 1, false) FROM audit",
                "DELETE FROM audit_hour",
                "INSERT INTO audit_hour (hour, first_id, last_id) SELECT at / 3600000, min(id), max(id) FROM audit GROUP BY at / 3600000",
            ],
        }
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
    fn a_path_quotes_every_key() {
        assert_eq!(super::json_path(&["a".into(), "b c".into()]), r#"$.o."a".o."b c".v"#);
    }
}
