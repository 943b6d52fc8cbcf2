//! The product that is told of deletions by a webhook, and takes its time or fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::json;

use crate::http::Listener;

/// Stops its own work for a deleted user only when it is told to go on; until then its caller waits or is refused.
pub(crate) struct Product {
    listener: Listener,
    ready: Arc<AtomicBool>,
}

impl Product {
    /// One that does not answer yet.
    pub(crate) fn that_waits() -> Self {
        let ready = Arc::new(AtomicBool::new(false));
        let answers = Arc::clone(&ready);
        let listener = Listener::start(move |_| {
            while !answers.load(Ordering::SeqCst) {
                thread::sleep(Duration::from_millis(20));
            }
            (200, json!({}))
        });
        Self { listener, ready }
    }

    /// One that fails.
    pub(crate) fn that_fails() -> Self {
        let ready = Arc::new(AtomicBool::new(false));
        let answers = Arc::clone(&ready);
        let listener =
            Listener::start(move |_| (if answers.load(Ordering::SeqCst) { 200 } else { 500 }, json!({})));
        Self { listener, ready }
    }

    /// Where it listens.
    pub(crate) fn url(&self, path: &str) -> String {
        self.listener.url(path)
    }

    /// Answers from now on.
    pub(crate) fn go_on(&self) {
        self.ready.store(true, Ordering::SeqCst);
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        self.go_on();
    }
}
