//! Which entries of the audit trail to show.

use super::page::read_limit;
use super::{LIMIT_DEFAULT, QueryProblem, shown};
use crate::{AuditAction, Timestamp, UserId};

/// Which entries to show, the newest first. The default is the newest hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditQuery {
    /// Only by this user.
    pub actor: Option<UserId>,
    /// Only to this user.
    pub subject: Option<UserId>,
    /// Only these actions; empty means all.
    pub actions: Vec<AuditAction>,
    /// Only from this moment on.
    pub from: Option<Timestamp>,
    /// Only before this moment.
    pub to: Option<Timestamp>,
    /// Only entries that stand before this one: the next page.
    pub before: Option<i64>,
    /// Only entries that stand after this one. Without `before`, those that came next after it: what is new, without a gap.
    pub after: Option<i64>,
    /// How many at most.
    pub limit: u32,
}

impl Default for AuditQuery {
    fn default() -> Self {
        Self {
            actor: None,
            subject: None,
            actions: Vec::new(),
            from: None,
            to: None,
            before: None,
            after: None,
            limit: LIMIT_DEFAULT,
        }
    }
}

impl AuditQuery {
    /// The parameters it is read from.
    pub const PARAMETERS: [&'static str; 8] =
        ["actor", "subject", "action", "from", "to", "before", "after", "limit"];

    /// Reads decoded `name=value` pairs. Unknown names are ignored; an empty value is as none.
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
                "limit" => query.limit = read_limit(value)?,
                _ if value.is_empty() => {}
                "actor" => query.actor = Some(user("actor", value)?),
                "subject" => query.subject = Some(user("subject", value)?),
                "action" => query.actions = actions(value)?,
                "from" => query.from = Some(moment("from", value)?),
                "to" => query.to = Some(moment("to", value)?),
                "before" => query.before = Some(place("before", value)?),
                "after" => query.after = Some(place("after", value)?),
                _ => {}
            }
        }
        Ok(query)
    }
}

fn user(parameter: &'static str, text: &str) -> Result<UserId, QueryProblem> {
    let problem = |_| QueryProblem::new(parameter, format!("{parameter} is a user's id, 24 hex digits."));
    text.parse().map_err(problem)
}

/// `a,b` is one of these, `!a,b` all but these.
fn actions(text: &str) -> Result<Vec<AuditAction>, QueryProblem> {
    let (listed, negated) = text.strip_prefix('!').map_or((text, false), |rest| (rest, true));
    let mut named = Vec::new();
    for word in listed.split(',') {
        let action = word.parse();
        named.push(action.map_err(|()| {
            let words: Vec<&str> = AuditAction::ALL.iter().map(|(_, word)| *word).collect();
            QueryProblem::new("action", format!("{} is none of {}.", shown(word), words.join(", ")))
        })?);
    }
    let meant = AuditAction::ALL.iter().map(|(action, _)| *action);
    let meant: Vec<AuditAction> = meant.filter(|action| named.contains(action) != negated).collect();
    if meant.is_empty() {
        return Err(QueryProblem::new("action", "action leaves nothing to show."));
    }
    Ok(meant)
}

fn moment(parameter: &'static str, text: &str) -> Result<Timestamp, QueryProblem> {
    let problem =
        || QueryProblem::new(parameter, format!("{parameter} is a moment such as 2026-01-31T12:00:00Z."));
    Timestamp::parse(text).ok_or_else(problem)
}

fn place(parameter: &'static str, text: &str) -> Result<i64, QueryProblem> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let problem = || QueryProblem::new(parameter, format!("{parameter} is the id of an entry, a number."));
    plain.then(|| text.parse().ok()).flatten().ok_or_else(problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<AuditQuery, QueryProblem> {
        AuditQuery::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn actions_are_listed_or_left_out() {
        let two = read(&[("action", "set-up,signed-in")]).unwrap().actions;
        assert_eq!(two, [AuditAction::SetUp, AuditAction::SignedIn]);
        let rest = read(&[("action", "!set-up,signed-in")]).unwrap().actions;
        assert_eq!(rest.len(), AuditAction::ALL.len() - 2);
        assert!(!rest.contains(&AuditAction::SetUp));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (name, value) in [
            ("actor", "ada"),
            ("subject", "5c88"),
            ("action", "danced"),
            ("action", "!"),
            ("action", "signed-in,"),
            ("from", "soon"),
            ("to", "2026-13-01"),
            ("before", "-1"),
            ("after", "1e3"),
            ("after", "99999999999999999999"),
            ("limit", "0"),
            ("limit", "1001"),
            ("limit", ""),
        ] {
            assert_eq!(read(&[(name, value)]).unwrap_err().parameter, name, "{name}={value}");
        }
    }

    #[test]
    fn nothing_said_is_the_newest_hundred() {
        assert_eq!(read(&[("actor", ""), ("else", "x")]).unwrap(), AuditQuery::default());
    }
}
