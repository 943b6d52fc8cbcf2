//! The word that nobody waits for an answer any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Says once, to whatever works for a request, that nobody waits for it. Cloning shares it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

/// It was said: the work was left unfinished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stopped;

impl Stop {
    /// Says it.
    pub(crate) fn say(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Was it said?
    pub(crate) fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Goes on unless it was said.
    pub(crate) fn check(&self) -> Result<(), Stopped> {
        if self.is_said() { Err(Stopped) } else { Ok(()) }
    }
}
