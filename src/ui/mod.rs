//! The component library. It knows neither api, session, routes nor wire: words, addresses and values are handed in.

pub mod button;
pub mod field;
pub mod icon;
pub mod notice;
pub mod password_field;
pub mod strength;

use std::sync::atomic::{AtomicU32, Ordering};

/// An id nobody else in the page has, for ties between parts of one component.
fn fresh_id(prefix: &str) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("{prefix}-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}
