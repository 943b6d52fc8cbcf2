//! Reading together: almost every request asks who stands behind its token, and one statement answers all who ask at once.
//!
//! A statement begins after all of its questions have come: an answer is never older than its question, and nothing is kept.

use super::connection::{Connection, Row};
use super::engine::Engine;
use super::gathering::{Answers, Work};
use super::rows::{USER, USER_COLUMNS};
use super::statement::Statement;
use crate::SessionId;
use crate::store::Result;
use frontdesk_wire::UserId;

/// Where the session's last use and its end stand in an answer.
pub(super) const LAST_SEEN_AT: usize = USER_COLUMNS + 1;
pub(super) const EXPIRES_AT: usize = USER_COLUMNS + 2;

/// Which session, and whose it is said to be.
type Question = (SessionId, UserId);

/// Reads, over these connections, who stands behind tokens: the user's row, as [`USER`] has it, with [`LAST_SEEN_AT`] and [`EXPIRES_AT`], if there is such a
/// session of the user's epoch. `None`: the user is gone.
pub(super) struct Together(pub(super) Engine);

impl Work for Together {
    type Asked = Question;
    type Answer = Option<Row>;
    type On = Connection;
    const MOST: usize = 64;
    /// Each on a connection of its own. With one, a core waits: measured, `GET /user` is a third quicker with two on SQLite, and as much on PostgreSQL.
    const AT_ONCE: usize = 2;
    const GIVES_UP: bool = true;

    async fn open(&self) -> Result<Connection> {
        self.0.reader().await
    }

    async fn answer(&self, mut on: Connection, asked: Vec<Question>) -> Answers<Self> {
        match on.fetch_all(statement(&on, &asked)).await.and_then(|rows| placed(rows, asked.len())) {
            Ok(rows) => (rows.into_iter().map(Ok).collect(), Some(on)),
            Err(error) => (asked.iter().map(|_| Err(error.clone())).collect(), None),
        }
    }
}

/// The rows in the places of their questions.
fn placed(rows: Vec<Row>, questions: usize) -> Result<Vec<Option<Row>>> {
    let mut placed: Vec<Option<Row>> = std::iter::repeat_with(|| None).take(questions).collect();
    for row in rows {
        let place = row.small(USER_COLUMNS)? as usize;
        if let Some(at) = placed.get_mut(place) {
            *at = Some(row);
        }
    }
    Ok(placed)
}

/// Of so many that few statements do for any number of questions, and all of them stay prepared: what is too many asks for nobody.
fn statement(on: &Connection, questions: &[Question]) -> Statement {
    let rows = questions.len().next_power_of_two();
    let asked = (0..rows).map(|place| (place, questions.get(place)));
    let row = |statement: &mut Statement, (place, question): (usize, Option<&Question>)| {
        let place = i64::try_from(place).unwrap_or(i64::MAX);
        let (session, user) = question.copied().unzip();
        statement.list([place.into(), session.into(), user.into()]);
    };
    let mut statement =
        Statement::each(on.dialect(), "WITH asked (place, session, owner) AS (", asked, row, ") ");
    statement.push("SELECT ").push(USER).push(FROM);
    statement
}

const FROM: &str = ", a.place, s.last_seen_at, s.expires_at FROM asked a CROSS JOIN users u \
     JOIN profile f ON f.num = u.num LEFT JOIN session s ON s.id = a.session AND s.num = u.num AND s.epoch = u.epoch \
     WHERE u.id = a.owner";
