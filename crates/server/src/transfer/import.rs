//! A file → users, batch by batch: while one batch is written, the next is read; where the store writes several at once, so does an import. What is in memory does
//! not grow with the file, but for eight bytes a row.

use super::Format;
use super::parser::{Parser, Row};
use super::report::Report;
use super::rows::Rules;
use super::seen::{Claims, Seen};
use crate::clock::Clock;
use anyhow::anyhow;
use bytes::Bytes;
use frontdesk_store::{Arrival, Arrived, By, OnExisting, Store, StoreError};
use frontdesk_wire::replies::Imported;
use frontdesk_wire::{FieldProblem, code};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::{JoinHandle, spawn_blocking};
use tokio::time::sleep;

/// A write is to take about as long: others wait no longer for it than for any other.
const TURN: Duration = Duration::from_millis(100);
/// How many rows a write has at first, at least and at most.
const FIRST: usize = 250;
const LEAST: usize = 100;
const MOST: usize = 2_000;
/// How often a write is tried again that the store was too busy for, and how long after.
const AGAIN: [Duration; 3] = [Duration::from_millis(100), Duration::from_millis(500), Duration::from_secs(2)];

/// How a file is brought in.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How it is written.
    pub format: Format,
    /// What becomes of who is there already.
    pub on_existing: OnExisting,
    /// Only tried, nothing saved?
    pub is_dry: bool,
    /// The first line that is looked at.
    pub from: u64,
}

/// Why an import cannot go on.
#[derive(Debug)]
pub enum Broken {
    /// The file cannot be understood from its first line on.
    File(FieldProblem),
    /// The store cannot write.
    Store(StoreError),
    /// Our fault.
    Fault(anyhow::Error),
}

/// An import under way.
pub struct Import {
    store: Arc<dyn Store>,
    manner: Manner,
    /// Who brings them in.
    by: By,
    clock: Clock,
    /// Away while it reads.
    parser: Option<Parser>,
    seen: Seen,
    pending: Vec<(u64, Arrival)>,
    /// The writes under way, the first begun first; what they are about has nothing in common.
    writing: VecDeque<Writing>,
    size: usize,
    report: Report,
    /// The last line that was looked at.
    last: u64,
}

/// A write under way.
struct Writing {
    claims: Claims,
    written: JoinHandle<Written>,
}

/// What a write came to, and how long it took.
struct Written {
    lines: Vec<u64>,
    took: Duration,
    arrived: Result<Vec<Arrived>, StoreError>,
}

impl Import {
    /// Begins.
    pub fn new(store: Arc<dyn Store>, rules: Rules, manner: Manner, by: By) -> Self {
        let clock = rules.clock.clone();
        let parser = Some(Parser::new(manner.format, rules, manner.from));
        let report = Report::new(manner.is_dry);
        Self {
            store,
            manner,
            by,
            clock,
            parser,
            seen: Seen::new(),
            pending: Vec::new(),
            writing: VecDeque::new(),
            size: FIRST,
            report,
            last: 0,
        }
    }

    /// Takes more of the file.
    ///
    /// # Errors
    /// It cannot go on; what [`Import::end`] then says is still true.
    pub async fn take(&mut self, bytes: Bytes) -> Result<(), Broken> {
        let rows = self.parse(move |parser| parser.feed(&bytes)).await?;
        self.sort(rows);
        while self.pending.len() >= self.size {
            self.write().await?;
        }
        Ok(())
    }

    /// The file has ended. A last line without an end counts only if the file is known to be whole.
    ///
    /// # Errors
    /// The last rows could not be written.
    pub async fn end(&mut self, is_whole: bool) -> Result<(), Broken> {
        if is_whole && self.parser.is_some() {
            let rows = self.parse(Parser::end).await?;
            self.sort(rows);
        }
        while !self.pending.is_empty() {
            self.write().await?;
        }
        while !self.writing.is_empty() {
            self.settle().await?;
        }
        self.report.saved(self.last);
        Ok(())
    }

    /// What has come of it so far.
    pub fn report(&self) -> Imported {
        self.report.told()
    }

    /// All up to this line is saved.
    pub fn saved_through(&self) -> u64 {
        self.report.saved_through()
    }

    async fn parse(
        &mut self,
        read: impl FnOnce(&mut Parser) -> Result<Vec<Row>, FieldProblem> + Send + 'static,
    ) -> Result<Vec<Row>, Broken> {
        let mut parser = self.parser.take().ok_or_else(|| Broken::Fault(anyhow!("the file was given up")))?;
        let parsing = spawn_blocking(move || {
            let rows = read(&mut parser);
            (parser, rows)
        });
        let (parser, rows) = parsing.await.map_err(|cause| Broken::Fault(cause.into()))?;
        let rows = rows.map_err(Broken::File)?;
        self.parser = Some(parser);
        Ok(rows)
    }

    fn sort(&mut self, rows: Vec<Row>) {
        for Row { line, what } in rows {
            self.last = line;
            match what {
                Ok(arrival) if self.is_first(&arrival) => self.pending.push((line, arrival)),
                Ok(_) => self.report.arrived(line, Arrived::Repeated),
                Err(problems) => self.report.invalid(line, problems),
            }
        }
    }

    fn is_first(&mut self, arrival: &Arrival) -> bool {
        let user = &arrival.user;
        let is_first = self.seen.note(user.email_key.as_str());
        (user.username_key == user.email_key || self.seen.note(user.username_key.as_str())) && is_first
    }

    /// Writes the next batch, once there is room and nothing under way could change what becomes of it.
    async fn write(&mut self) -> Result<(), Broken> {
        while self.writing.len() >= self.at_once() {
            self.settle().await?;
        }
        let rest = self.pending.split_off(self.size.min(self.pending.len()));
        let batch = std::mem::replace(&mut self.pending, rest);
        let claims = Claims::of(batch.iter().map(|(_, arrival)| &arrival.user));
        while self.writing.iter().any(|other| other.claims.meet(&claims)) {
            self.settle().await?;
        }
        let by = By { at: self.clock.now(), ..self.by.clone() };
        let written = tokio::spawn(written(Arc::clone(&self.store), batch, self.manner, by));
        self.writing.push_back(Writing { claims, written });
        Ok(())
    }

    /// How many writes may be under way. Two rows with different addresses may be about one who is there: what changes is changed in the order of the file.
    fn at_once(&self) -> usize {
        match self.manner.on_existing {
            OnExisting::Skip => self.store.imports_at_once(),
            OnExisting::Update => 1,
        }
    }

    /// Waits for the first of the writes under way.
    async fn settle(&mut self) -> Result<(), Broken> {
        let Some(first) = self.writing.pop_front() else { return Ok(()) };
        let Written { lines, took, arrived } =
            first.written.await.map_err(|cause| Broken::Fault(cause.into()))?;
        let arrived = match arrived {
            Ok(arrived) => arrived,
            Err(cause) => {
                self.give_up().await;
                return Err(Broken::Store(cause));
            }
        };
        lines.iter().zip(arrived).for_each(|(line, arrived)| self.report.arrived(*line, arrived));
        self.report.saved(lines.last().copied().unwrap_or_default());
        self.size = match took {
            took if took > TURN => (self.size / 2).max(LEAST),
            took if took < TURN / 2 => (self.size * 2).min(MOST),
            _ => self.size,
        };
        Ok(())
    }

    /// Whatever comes after what could not be written is not to be said to be saved, though it may be.
    async fn give_up(&mut self) {
        self.pending.clear();
        (self.parser, self.last) = (None, 0);
        for other in self.writing.drain(..) {
            // What became of it is told to whoever brings it in again.
            drop(other.written.await);
        }
    }
}

async fn written(store: Arc<dyn Store>, batch: Vec<(u64, Arrival)>, manner: Manner, by: By) -> Written {
    let (lines, arrivals): (Vec<u64>, Vec<Arrival>) = batch.into_iter().unzip();
    let mut pauses = AGAIN.iter();
    loop {
        let begun = Instant::now();
        let again = arrivals.clone();
        let arrived = match manner.is_dry {
            true => store.try_import(again, manner.on_existing).await,
            false => store.import_users(again, manner.on_existing, &by).await,
        };
        match (arrived, pauses.next()) {
            (Err(StoreError::Unavailable(_)), Some(pause)) => sleep(*pause).await,
            (arrived, _) => return Written { lines, took: begun.elapsed(), arrived },
        }
    }
}

/// The stable word and the sentence for what kept somebody out.
pub(super) fn conflict(arrived: Arrived) -> Option<FieldProblem> {
    let (field, code, message) = match arrived {
        Arrived::Added | Arrived::Changed | Arrived::Same => return None,
        Arrived::Taken(field) => (field, code::ADDRESS_TAKEN, "The address belongs to somebody else."),
        Arrived::Repeated => ("email", code::ADDRESS_REPEATED, "An earlier line has the same address."),
        Arrived::IdTaken => ("id", code::ID_TAKEN, "The id belongs to somebody else."),
        Arrived::LastAdmin => (
            "scope",
            code::LAST_ADMIN,
            "This is the last administrator. Make somebody else an administrator first.",
        ),
    };
    Some(super::rows::problem(field, code, message))
}
