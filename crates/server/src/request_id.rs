//! The short name of one request, in its reply and in the log.

use crate::clock::Clock;
use std::fmt::Write;
use std::future::Future;

tokio::task_local! {
    static CURRENT: String;
}

/// How long every request id is: replies that must not differ in length do not.
pub const LENGTH: usize = 16;

/// A fresh id.
pub fn fresh(clock: &Clock) -> String {
    let bytes: [u8; LENGTH / 2] = clock.random();
    bytes.iter().fold(String::with_capacity(LENGTH), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

/// Runs a request under its id.
pub async fn under<F: Future>(id: String, work: F) -> F::Output {
    CURRENT.scope(id, work).await
}

/// Does something at once under an id.
pub fn at<T>(id: String, work: impl FnOnce() -> T) -> T {
    CURRENT.sync_scope(id, work)
}

/// The id of the request that is being answered; none outside one.
pub fn current() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}
