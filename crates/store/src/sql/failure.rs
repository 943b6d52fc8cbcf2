//! The driver's error → the store's.

use crate::StoreError;
use sqlx::postgres::PgDatabaseError;

/// Primary result codes of SQLite (the low byte of the extended code), and the extended codes that mean a file cut short or no room.
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const INTERRUPTED: i32 = 9;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANNOT_OPEN: i32 = 14;
    pub(super) const NOT_A_DATABASE: i32 = 26;
    pub(super) const SHORT_READ: i32 = 522;
    /// `SQLITE_FULL` is only said of a full disk; a quota or a limit on a file's size ends a write like this.
    pub(super) const NOT_WRITTEN: i32 = 778;
    /// The index of the write-ahead log finds no room.
    pub(super) const NOT_SHARED: i32 = 4874;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::BeginFailed => Self::Unavailable(text),
            sqlx::Error::Database(cause) => match cause.try_downcast_ref::<PgDatabaseError>() {
                Some(cause) => of_state(cause.code(), text),
                None => of_code(cause.code().and_then(|code| code.parse().ok()).unwrap_or(0), text),
            },
            _ => Self::Fault(text),
        }
    }
}

fn of_code(code: i32, text: String) -> StoreError {
    match (code, code & 0xff) {
        (code::SHORT_READ, _) | (_, code::CORRUPT | code::NOT_A_DATABASE) => StoreError::Damaged(text),
        (_, code::BUSY | code::LOCKED | code::INTERRUPTED | code::CANNOT_OPEN) => {
            StoreError::Unavailable(text)
        }
        (code::NOT_WRITTEN | code::NOT_SHARED, _) | (_, code::FULL) => StoreError::Full(text),
        _ => StoreError::Fault(text),
    }
}

/// By PostgreSQL's `SQLSTATE`, whose first two characters are its class.
fn of_state(state: &str, text: String) -> StoreError {
    match (state, state.get(..2).unwrap_or_default()) {
        ("53100", _) => StoreError::Full(text),
        ("XX001" | "XX002", _) => StoreError::Damaged(text),
        // Out of reach or of something, stopped, overdue, read-only after a change of servers, or one of two writes that waited for each other.
        ("25006" | "25P03" | "55000" | "55P03", _) | (_, "08" | "28" | "40" | "53" | "57") => {
            StoreError::Unavailable(text)
        }
        _ => StoreError::Fault(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_of_sqlite_has_its_meaning() {
        let of = |code| of_code(code, String::new());
        assert!(matches!(of(5), StoreError::Unavailable(_)) && matches!(of(261), StoreError::Unavailable(_)));
        assert!(matches!(of(9), StoreError::Unavailable(_)));
        assert!(matches!(of(13), StoreError::Full(_)) && matches!(of(1), StoreError::Fault(_)));
        assert!(matches!(of(778), StoreError::Full(_)) && matches!(of(266), StoreError::Fault(_)));
        assert!(matches!(of(11), StoreError::Damaged(_)) && matches!(of(522), StoreError::Damaged(_)));
    }

    #[test]
    fn each_state_of_postgresql_has_its_meaning() {
        let of = |state| of_state(state, String::new());
        for passing in ["08006", "40P01", "53300", "57P01", "57014", "25006", "55000", "55P03"] {
            assert!(matches!(of(passing), StoreError::Unavailable(_)), "{passing}");
        }
        assert!(matches!(of("53100"), StoreError::Full(_)) && matches!(of("XX001"), StoreError::Damaged(_)));
        assert!(matches!(of("42703"), StoreError::Fault(_)) && matches!(of(""), StoreError::Fault(_)));
    }
}
