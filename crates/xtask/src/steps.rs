//! What xtask says while it works: a line when a step begins, and its time when it ends.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one named step, saying what it is and how long it took.
///
/// # Errors
/// Those of the step.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("── {name}");
    let begun = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done" } else { "FAILED" };
    println!("── {name}: {verdict} in {}", spoken(begun.elapsed()));
    outcome
}

/// `3.4 s` or `2 min 05 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_spoken_in_seconds_then_in_minutes() {
        assert_eq!(spoken(Duration::from_millis(3_420)), "3.4 s");
        assert_eq!(spoken(Duration::from_secs(125)), "2 min 05 s");
    }
}
