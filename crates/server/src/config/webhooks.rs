//! Whom the server calls about users, and how often it tries.

use super::given::{ConfigProblem, Given};
use super::read;

/// Who is called about users.
#[derive(Clone)]
pub struct Webhooks {
    /// `WEBHOOK_USER_CREATED`
    pub created: Option<String>,
    /// `WEBHOOK_USER_FORGOT_PASSWORD`
    pub forgot_password: Option<String>,
    /// `WEBHOOK_USER_DELETED`
    pub deleted: Option<String>,
    /// How failed calls are tried again.
    pub retry: Retry,
}

/// How failed calls are tried again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retry {
    /// How often.
    pub count: u32,
    /// The first wait, ms.
    pub interval: i64,
    /// Each wait is so many times the one before.
    pub factor: f64,
    /// The longest wait, ms.
    pub max: i64,
}

impl Webhooks {
    /// Settles `WEBHOOK_*`.
    pub(super) fn settle(given: &Given) -> Result<Self, ConfigProblem> {
        let factor: f64 = read::number(given, "WEBHOOK_RETRY_FACTOR")?;
        if !(1.0..=10.0).contains(&factor) {
            return Err(ConfigProblem("WEBHOOK_RETRY_FACTOR is a number from 1 to 10".to_owned()));
        }
        Ok(Self {
            created: read::webhook(given, "WEBHOOK_USER_CREATED")?,
            forgot_password: read::webhook(given, "WEBHOOK_USER_FORGOT_PASSWORD")?,
            deleted: read::webhook(given, "WEBHOOK_USER_DELETED")?,
            retry: Retry {
                count: read::number(given, "WEBHOOK_RETRY_COUNT")?,
                interval: i64::from(read::number::<u32>(given, "WEBHOOK_RETRY_INTERVAL")?),
                factor,
                max: i64::from(read::number::<u32>(given, "WEBHOOK_RETRY_MAX")?),
            },
        })
    }
}
