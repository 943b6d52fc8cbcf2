//! Passwords: which are taken, how they are hashed and verified. The only file that knows argon2.

use super::common_passwords;
use crate::clock::Clock;
use crate::config::PasswordPolicy;
use crate::error::{Error, Result};
use anyhow::anyhow;
use argon2::password_hash::phc;
use argon2::{Argon2, Params, PasswordHasher, PasswordVerifier};
use frontdesk_store::PasswordHash;
use frontdesk_wire::{Password, PasswordProblem};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// Hashes and verifies, at most as many at once as there are cores, so that a flood of guesses starves nobody else.
#[derive(Clone)]
pub struct Passwords {
    policy: PasswordPolicy,
    params: Params,
    gate: Arc<Semaphore>,
    clock: Clock,
    /// A hash of what nobody can type: an unknown user costs as much as a known one.
    nobody: PasswordHash,
}

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// argon2id with 19 MiB, two passes, one lane: what OWASP asks for.
    Standard,
    /// The least that argon2 takes, for tests and benchmarks.
    Least,
}

impl Cost {
    /// Of this build. With the feature `weak-hash` passwords are hardly protected: it is for measuring everything but the hash.
    pub const BUILT: Self = if cfg!(feature = "weak-hash") { Self::Least } else { Self::Standard };
}

impl Passwords {
    /// Passwords under this policy. Hashes once, so it takes as long as one sign-in.
    ///
    /// # Errors
    /// argon2 refuses its parameters.
    pub fn new(policy: PasswordPolicy, cost: Cost, clock: &Clock) -> anyhow::Result<Self> {
        let params = match cost {
            Cost::Standard => Params::new(19_456, 2, 1, None),
            Cost::Least => Params::new(Params::MIN_M_COST, 1, 1, None),
        };
        let params = params.map_err(|cause| anyhow!("argon2: {cause}"))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let nobody = hashed(&params, &clock.random::<32>(), &clock.random())?;
        Ok(Self { policy, params, gate: Arc::new(Semaphore::new(cores)), clock: clock.clone(), nobody })
    }

    /// The rule that new passwords are held to.
    pub fn policy(&self) -> PasswordPolicy {
        self.policy
    }

    /// Checks a new password, which came in this field.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn check(&self, field: &'static str, password: &Password) -> Result<()> {
        self.problem(password).map_or(Ok(()), |problem| Err(Error::PasswordRefused(field, problem)))
    }

    /// The rule that a new password breaks, if any.
    pub fn problem(&self, password: &Password) -> Option<PasswordProblem> {
        if let Err(problem) = password.check_length(self.policy.min_chars()) {
            return Some(problem);
        }
        let hardened = self.policy == PasswordPolicy::Hardened;
        (hardened && common_passwords::holds(password.reveal())).then_some(PasswordProblem::Common)
    }

    /// Hashes a password that was checked.
    ///
    /// # Errors
    /// argon2 failed, which is ours to mend.
    pub async fn hash(&self, password: &Password) -> Result<PasswordHash> {
        let (params, text, salt) = (self.params.clone(), normal(password), self.clock.random());
        Ok(self.in_turn(move || hashed(&params, text.as_bytes(), &salt)).await??)
    }

    /// Is this the password? With no hash, which is what an unknown user has, it is not, after as long a time.
    ///
    /// # Errors
    /// The machine could not do it; a wrong password is `Ok(false)`.
    pub async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool> {
        let known = hash.is_some();
        let (text, hash) = (normal(password), hash.unwrap_or(&self.nobody).clone());
        let fits = move || Argon2::default().verify_password(text.as_bytes(), hash.reveal()).is_ok();
        Ok(self.in_turn(fits).await? && known)
    }

    /// Was this hash made with weaker parameters than ours?
    pub fn is_outdated(&self, hash: &PasswordHash) -> bool {
        let params = phc::PasswordHash::new(hash.reveal()).ok().and_then(|hash| Params::try_from(&hash).ok());
        params.is_none_or(|params| {
            params.m_cost() < self.params.m_cost()
                || params.t_cost() < self.params.t_cost()
                || params.p_cost() < self.params.p_cost()
        })
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        let turn = Arc::clone(&self.gate).acquire_owned().await?;
        let worked = tokio::task::spawn_blocking(move || {
            let _held_until_done = turn;
            work()
        });
        Ok(worked.await?)
    }
}

fn hashed(params: &Params, text: &[u8], salt: &[u8; 16]) -> anyhow::Result<PasswordHash> {
    let hash = Argon2::from(params)
        .hash_password_with_salt(text, salt)
        .map_err(|cause| anyhow!("argon2: {cause}"))?;
    Ok(PasswordHash::new(hash.to_string()))
}

/// The composed form: the same characters typed on another keyboard are the same password.
fn normal(password: &Password) -> String {
    password.reveal().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords(policy: PasswordPolicy) -> Passwords {
        Passwords::new(policy, Cost::Least, &Clock::system()).unwrap()
    }

    fn typed(text: &str) -> Password {
        Password::new(text.to_owned())
    }

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_no_other() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        let hash = passwords.hash(&typed("abc321")).await.unwrap();
        assert!(passwords.verify(&typed("abc321"), Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&typed("abc322"), Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&typed("abc321"), None).await.unwrap());
        assert!(hash.reveal().starts_with("$argon2id$"));
    }

    #[tokio::test]
    async fn every_code_point_counts_however_it_is_composed() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        let hash = passwords.hash(&typed("caf\u{e9}!")).await.unwrap();
        assert!(passwords.verify(&typed("cafe\u{301}!"), Some(&hash)).await.unwrap());
        let long = "x".repeat(999);
        let hash = passwords.hash(&typed(&format!("{long}a"))).await.unwrap();
        assert!(!passwords.verify(&typed(&format!("{long}b")), Some(&hash)).await.unwrap());
    }

    #[test]
    fn the_policies_differ_in_length_and_in_the_common_ones() {
        let (documented, hardened) =
            (passwords(PasswordPolicy::Appmixer), passwords(PasswordPolicy::Hardened));
        assert_eq!(documented.problem(&typed("abc321")), None);
        assert_eq!(documented.problem(&typed("abcd")), Some(PasswordProblem::TooShort { min: 5 }));
        assert_eq!(documented.problem(&typed(&"é".repeat(1001))), Some(PasswordProblem::TooLong));
        assert_eq!(hardened.problem(&typed("abc321")), Some(PasswordProblem::TooShort { min: 15 }));
        assert_eq!(hardened.problem(&typed("PasswordPassword")), Some(PasswordProblem::Common));
        assert_eq!(hardened.problem(&typed("my hat has three corners")), None);
    }

    #[tokio::test]
    async fn a_hash_of_weaker_parameters_is_outdated() {
        let weak = passwords(PasswordPolicy::Appmixer).hash(&typed("abc321")).await.unwrap();
        let strong = Passwords::new(PasswordPolicy::Appmixer, Cost::Standard, &Clock::system()).unwrap();
        assert!(strong.is_outdated(&weak) && !passwords(PasswordPolicy::Appmixer).is_outdated(&weak));
        assert!(strong.verify(&typed("abc321"), Some(&weak)).await.unwrap());
        assert!(strong.nobody.reveal().contains("m=19456,t=2,p=1"));
    }
}
