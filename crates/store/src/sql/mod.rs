//! SQL: the one place that speaks it.

mod options;

pub use options::{Opening, Options};
