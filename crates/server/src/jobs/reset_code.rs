//! Reset codes: made again on every retry, kept by nobody.

use crate::auth::Secret;
use frontdesk_store::{CodeDigest, JobId};
use sha2::{Digest, Sha256};

/// Counts how codes are made: raised when that changes.
const GENERATION: &[u8] = &[1];

/// A code that sets one new password. Neither printed nor logged: no `Display`, no `Debug`.
pub(super) struct ResetCode(String);

impl ResetCode {
    /// The code of a job: 256 bits, the same on every try and on every way out.
    pub(super) fn of(secret: &Secret, origin: JobId) -> Self {
        Self(secret.derive_text("reset-code", &[origin.as_bytes(), GENERATION]))
    }

    /// What is kept of it.
    pub(super) fn digest(&self) -> CodeDigest {
        CodeDigest(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The characters, for the link and the webhook.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_job_has_one_code_and_another_secret_another() {
        let [mine, theirs] = [1, 2].map(|byte| Secret::of(&[byte; 32]).unwrap());
        let (job, other) = (JobId::from_u128(1), JobId::from_u128(2));
        let code = ResetCode::of(&mine, job);
        assert_eq!(code.reveal(), ResetCode::of(&mine, job).reveal());
        assert_eq!(code.reveal().len(), 43);
        assert_ne!(code.reveal(), ResetCode::of(&mine, other).reveal());
        assert_ne!(code.reveal(), ResetCode::of(&theirs, job).reveal());
    }
}
