//! For tests alone: a PostgreSQL database for each, in a cluster that the environment names.
//!
//! Making a database costs more than most tests do. So one that a test leaves behind is emptied, renamed, so that nobody still at work on it finds it again, and
//! handed to the next test; the last test of a process removes them all.
#![forbid(unsafe_code)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may stop at the first surprise; where the cluster is stands in the environment"
)]

mod scratch;

use scratch::Scratch;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

/// Names the cluster: `postgres://user@host:port/postgres`. Its user may make databases.
pub const VARIABLE: &str = "TEST_POSTGRES_URL";

/// A database of a test's own.
#[derive(Debug)]
pub struct Trial {
    /// Where it is.
    pub url: String,
    scratch: Option<Scratch>,
    is_for_one: AtomicBool,
}

/// Databases that wait for the next test, and how many tests there are.
struct Shelf {
    free: Vec<Scratch>,
    in_use: usize,
}

static SHELF: Mutex<Shelf> = Mutex::new(Shelf { free: Vec::new(), in_use: 0 });

fn shelf<T>(change: impl FnOnce(&mut Shelf) -> T) -> T {
    change(&mut SHELF.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Trial {
    /// A database in which nothing is yet.
    ///
    /// # Panics
    /// Without a cluster: no test of PostgreSQL is ever passed over in silence.
    pub async fn empty() -> Self {
        shelf(|shelf| shelf.in_use += 1);
        Self::of(Scratch::make().await, true)
    }

    /// A database as `prepare` leaves an empty one, given its address.
    ///
    /// # Panics
    /// Without a cluster, as [`Trial::empty`].
    pub async fn new(prepare: impl AsyncFnOnce(&str)) -> Self {
        let free = shelf(|shelf| {
            shelf.in_use += 1;
            shelf.free.pop()
        });
        let scratch = match free {
            Some(scratch) => scratch,
            None => {
                let scratch = Scratch::make().await;
                prepare(&scratch.url()).await;
                scratch.remember().await;
                scratch
            }
        };
        Self::of(scratch, false)
    }

    fn of(scratch: Scratch, is_for_one: bool) -> Self {
        Self { url: scratch.url(), scratch: Some(scratch), is_for_one: is_for_one.into() }
    }

    fn scratch(&self) -> &Scratch {
        self.scratch.as_ref().expect("a trial that is not over has its database")
    }

    /// Runs SQL in the database, behind the store's back.
    ///
    /// # Panics
    /// It fails.
    pub async fn sql(&self, sql: &str) {
        self.is_for_one.store(true, Ordering::SeqCst);
        self.scratch().inside(sql).await;
    }

    /// Cuts every connection to the database, as a server does that stops.
    ///
    /// # Panics
    /// It fails.
    pub async fn cut(&self) {
        self.scratch().cut().await;
    }

    /// Cuts every connection and lets none in, as if the server were gone.
    ///
    /// # Panics
    /// It fails.
    pub async fn shut(&self) {
        self.scratch().let_in(false).await;
        self.scratch().cut().await;
    }

    /// Lets connections in again.
    ///
    /// # Panics
    /// It fails.
    pub async fn reopen(&self) {
        self.scratch().let_in(true).await;
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        let Some(scratch) = self.scratch.take() else { return };
        let is_for_one = self.is_for_one.load(Ordering::SeqCst);
        // On a thread of its own: the test's runtime may be on its way out.
        let leaving = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(leave(scratch, is_for_one));
        });
        // A database that stays is no failure of the test.
        let _ = leaving.join();
    }
}

async fn leave(mut scratch: Scratch, is_for_one: bool) {
    let is_last = shelf(|shelf| shelf.in_use == 1);
    if is_for_one || is_last {
        scratch.remove().await;
    } else {
        scratch.renew().await;
        shelf(|shelf| shelf.free.push(scratch));
    }
    let left = shelf(|shelf| {
        shelf.in_use -= 1;
        if shelf.in_use == 0 { std::mem::take(&mut shelf.free) } else { Vec::new() }
    });
    for scratch in left {
        scratch.remove().await;
    }
}
