//! Reading together: almost every request asks who stands behind its token, and one statement answers all who ask at once.
//!
//! Whoever asks while others are being answered waits for the next statement, which begins only then: an answer is never older than its question, and nothing is
//! kept. Whoever asks alone waits for nobody.

use super::connection::{Connection, Row};
use super::engine::Engine;
use super::look::PATIENCE;
use super::rows::{USER, USER_COLUMNS};
use super::statement::Statement;
use crate::store::Result;
use crate::{SessionId, StoreError};
use frontdesk_wire::UserId;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;
use tokio::task::yield_now;
use tokio::time::timeout;

/// The most questions that one statement answers.
const MOST: usize = 64;
/// How many statements run at once, each on a connection of its own. With one, a core waits: measured, `GET /user` is a third quicker with two on SQLite, and as
/// much on PostgreSQL.
const AT_ONCE: usize = 2;

/// Where the session's last use and its end stand in an answer.
pub(super) const LAST_SEEN_AT: usize = USER_COLUMNS + 1;
pub(super) const EXPIRES_AT: usize = USER_COLUMNS + 2;

/// Which session, and whose it is said to be.
type Question = (SessionId, UserId);

/// Gathers questions. Cloning shares them.
#[derive(Clone)]
pub(super) struct Together(Arc<Gathering>);

struct Gathering {
    engine: Engine,
    queue: Mutex<Queue>,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Waiting>,
    /// How many answer.
    at_work: usize,
}

/// Somebody who asks.
struct Waiting {
    question: Question,
    answer: oneshot::Sender<Result<Option<Row>>>,
}

impl Together {
    /// Over these connections.
    pub(super) fn over(engine: Engine) -> Self {
        Self(Arc::new(Gathering { engine, queue: Mutex::default() }))
    }

    /// The user's row, as [`USER`] has it, with [`LAST_SEEN_AT`] and [`EXPIRES_AT`], if there is such a session of the user's epoch.
    /// `None`: the user is gone.
    pub(super) async fn ask(&self, session: SessionId, user: UserId) -> Result<Option<Row>> {
        let (answer, answered) = oneshot::channel();
        let question = (session, user);
        if self.enqueue(Waiting { question, answer }) {
            tokio::spawn(Worker { of: self.clone(), is_over: false }.run());
        }
        match timeout(PATIENCE, answered).await {
            Ok(Ok(row)) => row,
            Ok(Err(_)) => Err(StoreError::Fault("whoever was to answer has gone".to_owned())),
            Err(_) => Err(StoreError::Unavailable("reading one row took too long".to_owned())),
        }
    }

    /// Is another one to be set to work?
    fn enqueue(&self, waiting: Waiting) -> bool {
        let mut queue = self.queue();
        queue.waiting.push_back(waiting);
        let is_short = queue.at_work < AT_ONCE;
        queue.at_work += usize::from(is_short);
        is_short
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers until nobody asks.
struct Worker {
    of: Together,
    /// Has it said that it works no more?
    is_over: bool,
}

impl Worker {
    async fn run(mut self) {
        let mut connection = None;
        loop {
            let on = match connection.take() {
                Some(on) => Ok(on),
                None => self.of.0.engine.reader().await,
            };
            // Whoever is just about to ask comes first; where nobody is, this is nothing.
            yield_now().await;
            let asked = self.next(if on.is_ok() { MOST } else { usize::MAX });
            if asked.is_empty() {
                return;
            }
            match on {
                Ok(mut on) => {
                    if answer(&mut on, asked).await {
                        connection = Some(on);
                    }
                }
                // Whoever came last would wait as long for nothing.
                Err(error) => refuse(asked, &error),
            }
        }
    }

    /// So many of those who still wait; once there is nobody, the work is over.
    fn next(&mut self, most: usize) -> Vec<Waiting> {
        let mut queue = self.of.queue();
        queue.waiting.retain(|one| !one.answer.is_closed());
        let count = queue.waiting.len().min(most);
        let asked: Vec<Waiting> = queue.waiting.drain(..count).collect();
        if asked.is_empty() {
            queue.at_work -= 1;
            drop(queue);
            self.is_over = true;
        }
        asked
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if !self.is_over {
            self.of.queue().at_work -= 1;
        }
    }
}

/// Answers all of these by one statement. Was it answered itself?
async fn answer(on: &mut Connection, asked: Vec<Waiting>) -> bool {
    let questions: Vec<Question> = asked.iter().map(|one| one.question).collect();
    let rows = match on.fetch_all(statement(on, &questions)).await.and_then(placed) {
        Ok(rows) => rows,
        Err(error) => {
            refuse(asked, &error);
            return false;
        }
    };
    let mut asked: Vec<Option<Waiting>> = asked.into_iter().map(Some).collect();
    for (place, row) in rows {
        if let Some(one) = asked.get_mut(place).and_then(Option::take) {
            say(one, Ok(Some(row)));
        }
    }
    asked.into_iter().flatten().for_each(|one| say(one, Ok(None)));
    true
}

/// The rows with the places of their questions.
fn placed(rows: Vec<Row>) -> Result<Vec<(usize, Row)>> {
    rows.into_iter().map(|row| Ok((row.small(USER_COLUMNS)? as usize, row))).collect()
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

fn refuse(asked: Vec<Waiting>, error: &StoreError) {
    asked.into_iter().for_each(|one| say(one, Err(error.clone())));
}

/// Whoever has gone meanwhile is told nothing.
fn say(one: Waiting, answer: Result<Option<Row>>) {
    drop(one.answer.send(answer));
}
