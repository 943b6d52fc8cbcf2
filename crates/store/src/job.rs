//! Jobs as they are kept.

use frontdesk_wire::{Timestamp, UserId};
use std::fmt;

/// Which job, equal on every retry: also the delivery id of webhooks.
pub type JobId = uuid::Uuid;

/// What kind of work; the server's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobKind(pub String);

/// Which kinds of jobs are meant.
#[derive(Clone, Copy, Debug)]
pub enum Kinds<'a> {
    /// These.
    Only(&'a [&'a str]),
    /// All but these, unknown ones too.
    AllBut(&'a [&'a str]),
}

/// A job to be kept. Printed without its payload, which can hold an address.
#[derive(Clone)]
pub struct NewJob {
    /// Which job.
    pub id: JobId,
    /// What kind of work.
    pub kind: JobKind,
    /// What the work needs, JSON. Never a code, a password or a token.
    pub payload: String,
    /// Whom it concerns: erased with that user's deletion (deletion jobs themselves have none).
    pub user: Option<UserId>,
    /// Not before.
    pub due_at: Timestamp,
}

/// A job, leased.
#[derive(Clone)]
pub struct Job {
    /// Which job.
    pub id: JobId,
    /// What kind of work.
    pub kind: JobKind,
    /// What the work needs, JSON.
    pub payload: String,
    /// When it was first due: the same on every try.
    pub made_at: Timestamp,
    /// Earlier tries.
    pub tries: u32,
    /// Until when it is leased: together with the id, the lease's proof.
    pub leased_until: Timestamp,
}

impl fmt::Debug for NewJob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewJob({} {})", self.kind.0, self.id)
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({} {} try {})", self.kind.0, self.id, self.tries)
    }
}
