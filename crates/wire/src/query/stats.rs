//! Which counts of users to show.

use super::{LIMIT_MAX, QueryProblem};
use crate::Timestamp;

/// How many values of each field are shown when nobody says.
const TOP_DEFAULT: u32 = 50;

/// Which counts to show. The default is every day and the fifty most frequent values of each field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatsQuery {
    /// The first day, at its beginning.
    pub from: Option<Timestamp>,
    /// The last day, at its beginning.
    pub to: Option<Timestamp>,
    /// How many values of each field at most.
    pub top: u32,
}

impl Default for StatsQuery {
    fn default() -> Self {
        Self { from: None, to: None, top: TOP_DEFAULT }
    }
}

impl StatsQuery {
    /// The parameters it is read from.
    pub const PARAMETERS: [&'static str; 3] = ["from", "to", "top"];

    /// Reads decoded `name=value` pairs. Unknown names are ignored; an empty day is as none.
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
                "top" => query.top = top(value)?,
                "from" => query.from = day("from", value)?,
                "to" => query.to = day("to", value)?,
                _ => {}
            }
        }
        Ok(query)
    }
}

fn day(parameter: &'static str, text: &str) -> Result<Option<Timestamp>, QueryProblem> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = (text.len() == 10).then(|| Timestamp::parse(text)).flatten();
    let problem = || QueryProblem::new(parameter, format!("{parameter} is a day such as 2026-01-31."));
    day.map(Some).ok_or_else(problem)
}

fn top(text: &str) -> Result<u32, QueryProblem> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let top = plain.then(|| text.parse().ok()).flatten().filter(|top| *top <= LIMIT_MAX);
    top.ok_or_else(|| QueryProblem::new("top", format!("top is a whole number from 0 to {LIMIT_MAX}.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<StatsQuery, QueryProblem> {
        StatsQuery::from_pairs(pairs.iter().copied())
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (name, value) in [
            ("from", "2026-1-1"),
            ("from", "2026-01-01T00:00"),
            ("to", "2026-02-30"),
            ("top", "-1"),
            ("top", "1001"),
            ("top", ""),
        ] {
            assert_eq!(read(&[(name, value)]).unwrap_err().parameter, name, "{name}={value}");
        }
    }

    #[test]
    fn days_are_read_at_their_beginning() {
        let query = read(&[("from", "2026-01-01"), ("to", ""), ("top", "0"), ("x", "y")]).unwrap();
        assert_eq!(query, StatsQuery { from: Timestamp::parse("2026-01-01"), to: None, top: 0 });
    }
}
