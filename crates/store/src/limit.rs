//! Counters against guessing and flooding.

use frontdesk_wire::Timestamp;

/// Which bucket: a word and a digest, like `sign-in:account:3f…`. Never an address in clear.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LimitKey(pub String);

/// How a bucket fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitRule {
    /// So many tries at once; each one after that only after a wait that doubles up to a longest. Forgotten a day after the last try.
    Ladder {
        /// Tries before the first wait.
        free: u32,
        /// The first wait, ms.
        first_wait: i64,
        /// The longest wait, ms.
        longest_wait: i64,
    },
    /// So many tries in each window, which begins with its first try.
    Window {
        /// Tries in a window.
        tries: u32,
        /// The window, ms.
        length: i64,
    },
}

/// May one go on?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes; so many more tries are left in the tightest bucket.
    Go {
        /// Tries left after this one.
        left: u32,
    },
    /// Not before this moment.
    Wait {
        /// When the tightest bucket allows the next try.
        until: Timestamp,
        /// Which of the buckets that is, as they were named.
        bucket: usize,
    },
}
