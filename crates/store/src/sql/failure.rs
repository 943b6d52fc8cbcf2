//! The driver's error → the store's.

use crate::StoreError;

/// Primary result codes of SQLite (the low byte of the extended code), and the one extended code that means a file cut short.
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANNOT_OPEN: i32 = 14;
    pub(super) const NOT_A_DATABASE: i32 = 26;
    pub(super) const SHORT_READ: i32 = 522;
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::Unavailable(text),
            sqlx::Error::Database(cause) => {
                let code = cause.code().and_then(|code| code.parse().ok()).unwrap_or(0);
                of_code(code, text)
            }
            _ => Self::Fault(text),
        }
    }
}

fn of_code(code: i32, text: String) -> StoreError {
    match (code, code & 0xff) {
        (code::SHORT_READ, _) | (_, code::CORRUPT | code::NOT_A_DATABASE) => StoreError::Damaged(text),
        (_, code::BUSY | code::LOCKED | code::CANNOT_OPEN) => StoreError::Unavailable(text),
        (_, code::FULL) => StoreError::Full(text),
        _ => StoreError::Fault(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_has_its_meaning() {
        let of = |code| of_code(code, String::new());
        assert!(matches!(of(5), StoreError::Unavailable(_)) && matches!(of(261), StoreError::Unavailable(_)));
        assert!(matches!(of(13), StoreError::Full(_)) && matches!(of(1), StoreError::Fault(_)));
        assert!(matches!(of(11), StoreError::Damaged(_)) && matches!(of(522), StoreError::Damaged(_)));
    }
}
