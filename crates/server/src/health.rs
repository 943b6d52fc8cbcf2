//! Whether this server takes requests.

use frontdesk_store::StoreError;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Notify;

/// Rung by whoever meets damaged data, wherever that is: nothing may be written to it any more.
static DAMAGE: Notify = Notify::const_new();

/// Looks at why the store could not answer: damage stops the server, whoever meets it.
pub fn note(error: &StoreError) {
    if matches!(error, StoreError::Damaged(_)) {
        DAMAGE.notify_one();
    }
}

/// Waits until the data turns out to be damaged.
pub async fn damage() {
    DAMAGE.notified().await;
}

/// Shared by the server, which stops, and the probe, which says so.
#[derive(Clone, Default)]
pub struct Health(Arc<AtomicBool>);

impl Health {
    /// From now on the server is on its way out.
    pub fn stop(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Is it on its way out?
    pub fn is_stopping(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
