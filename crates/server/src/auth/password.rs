//! Passwords: which are taken, how they are hashed and verified. The only file that knows argon2.

mod memory;
mod turns;

use super::{common_passwords, foreign};
use crate::clock::Clock;
use crate::config::PasswordPolicy;
use crate::error::{Error, Result};
use anyhow::anyhow;
use argon2::password_hash::phc;
use argon2::{Algorithm, Argon2, Block, Params, PasswordVerifier, Version};
use frontdesk_store::PasswordHash;
use frontdesk_wire::{Password, PasswordProblem};
use memory::Memory;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::time::sleep;
use turns::Turns;
use unicode_normalization::UnicodeNormalization;

/// Hashes and verifies, at most as many at once as there are cores, so that a flood of guesses starves nobody else.
#[derive(Clone)]
pub struct Passwords {
    policy: PasswordPolicy,
    params: Params,
    turns: Turns,
    clock: Clock,
    /// A hash of what nobody can type: an unknown user costs as much as a known one.
    nobody: PasswordHash,
    /// The longest that a hash made elsewhere has taken, in microseconds: everybody waits as long, or the time would tell whose hash is such a one.
    longest: Arc<AtomicU64>,
    memory: Memory<Block>,
}

/// How long the memory of hashes is kept when nobody comes.
const IDLE: Duration = Duration::from_secs(1);
/// How many bytes a hash of ours has.
const LENGTH: usize = Params::DEFAULT_OUTPUT_LEN;

/// The dearest argon2 that is taken from elsewhere: a quarter of a GiB, ten passes.
const FOREIGN_MAX: (u32, u32, u32) = (262_144, 10, 16);
/// Nobody waits longer for the sake of others.
const WAIT_MAX: u64 = 2_000_000;

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
            Cost::Standard => Params::new(19_456, 2, 1, Some(LENGTH)),
            Cost::Least => Params::new(Params::MIN_M_COST, 1, 1, Some(LENGTH)),
        };
        let params = params.map_err(|cause| anyhow!("argon2: {cause}"))?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        // Its memory is its own, and gone with it: nobody may come for a long time who would give it back.
        let nobody = hashed(&params, &clock.random::<32>(), &clock.random(), &Memory::new(IDLE))?;
        Ok(Self {
            policy,
            params,
            turns: Turns::new(cores),
            clock: clock.clone(),
            nobody,
            longest: Arc::default(),
            memory: Memory::new(IDLE),
        })
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
        let memory = self.memory.clone();
        Ok(self.in_turn(move || hashed(&params, text.as_bytes(), &salt, &memory)).await??)
    }

    /// Is this the password? With no hash, which is what an unknown user has, it is not, after as long a time.
    ///
    /// # Errors
    /// The machine could not do it; a wrong password is `Ok(false)`.
    pub async fn verify(&self, password: &Password, hash: Option<&PasswordHash>) -> Result<bool> {
        let hash = hash.filter(|hash| !hash.is_none());
        let known = hash.is_some();
        let (typed, hash) = (typed(password), hash.unwrap_or(&self.nobody).clone());
        let is_ours =
            hash.reveal().starts_with(OURS) && params(&hash).is_some_and(|params| params == self.params);
        let (params, memory) = (self.params.clone(), self.memory.clone());
        let work = move || {
            let begun = Instant::now();
            let fits = typed.iter().any(|text| match is_ours {
                true => fits_ours(&params, text.as_bytes(), hash.reveal(), &memory),
                false => fits(text.as_bytes(), hash.reveal()),
            });
            (fits, u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX))
        };
        let (fits, took) = self.in_turn(work).await?;
        if !is_ours {
            self.longest.fetch_max(took.min(WAIT_MAX), Ordering::Relaxed);
        }
        sleep(Duration::from_micros(self.longest.load(Ordering::Relaxed).saturating_sub(took))).await;
        Ok(fits && known)
    }

    /// A hash that was made elsewhere, if sign-in can verify it: of argon2 in PHC form, or of bcrypt.
    pub fn foreign(text: &str) -> Option<PasswordHash> {
        let hash = PasswordHash::new(text.to_owned());
        let whole =
            || phc::PasswordHash::new(text).is_ok_and(|hash| hash.salt.is_some() && hash.hash.is_some());
        let (memory, passes, lanes) = FOREIGN_MAX;
        let is_bearable = |params: Params| {
            params.m_cost() <= memory && params.t_cost() <= passes && params.p_cost() <= lanes
        };
        let is_readable = foreign::is_readable(text) || (whole() && params(&hash).is_some_and(is_bearable));
        is_readable.then_some(hash)
    }

    /// Was this hash made with weaker parameters than ours?
    pub fn is_outdated(&self, hash: &PasswordHash) -> bool {
        let is_argon2id = hash.reveal().starts_with(OURS);
        !is_argon2id
            || params(hash).is_none_or(|params| {
                params.m_cost() < self.params.m_cost()
                    || params.t_cost() < self.params.t_cost()
                    || params.p_cost() < self.params.p_cost()
            })
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> anyhow::Result<T> {
        self.memory.note_use();
        self.turns.take(work).await
    }
}

/// How hashes of ours begin.
const OURS: &str = "$argon2id$v=19$";

fn hashed(
    params: &Params,
    text: &[u8],
    salt: &[u8; 16],
    memory: &Memory<Block>,
) -> anyhow::Result<PasswordHash> {
    let whole = || {
        let hash = output(params, text, salt, memory)?;
        let (algorithm, version) = (Algorithm::Argon2id.ident(), Version::V0x13.into());
        let (params, salt) = (params.try_into()?, phc::Salt::new(salt)?);
        Ok(phc::PasswordHash {
            algorithm,
            version: Some(version),
            params,
            salt: Some(salt),
            hash: Some(hash),
        })
    };
    let hash = whole().map_err(|cause: argon2::password_hash::Error| anyhow!("argon2: {cause}"))?;
    Ok(PasswordHash::new(hash.to_string()))
}

/// What a text comes to, by argon2id.
fn output(
    params: &Params,
    text: &[u8],
    salt: &[u8],
    memory: &Memory<Block>,
) -> argon2::password_hash::Result<phc::Output> {
    let (argon2, mut output) = (Argon2::from(params), [0; LENGTH]);
    memory.lend(params.block_count(), |blocks| {
        argon2.hash_password_into_with_memory(text, salt, &mut output, blocks)
    })?;
    Ok(phc::Output::new(&output)?)
}

/// Is this the text of a hash made as ours are? Outputs compare in constant time.
fn fits_ours(params: &Params, text: &[u8], hash: &str, memory: &Memory<Block>) -> bool {
    let Ok(hash) = phc::PasswordHash::new(hash) else { return false };
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else { return false };
    output(params, text, &salt, memory).is_ok_and(|output| output == expected)
}

/// The parameters of a hash that argon2 made.
fn params(hash: &PasswordHash) -> Option<Params> {
    let hash = phc::PasswordHash::new(hash.reveal()).ok()?;
    Algorithm::new(hash.algorithm).ok()?;
    Params::try_from(&hash).ok()
}

fn fits(text: &[u8], hash: &str) -> bool {
    match foreign::is_bcrypt(hash) {
        true => foreign::fits(text, hash),
        false => Argon2::default().verify_password(text, hash).is_ok(),
    }
}

/// What may have been hashed: the composed form, and, where hashes were made elsewhere, the characters as they were typed.
fn typed(password: &Password) -> Vec<String> {
    let (normal, typed) = (normal(password), password.reveal().to_owned());
    if typed == normal { vec![normal] } else { vec![normal, typed] }
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
    async fn hashes_made_elsewhere_fit_their_passwords_and_are_outdated() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        for (text, word) in [
            ("$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW", "U*U"),
            ("$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHRzYWx0$AsWGMRRbNHd+pwpAZmCwFg", "never"),
        ] {
            let hash = Passwords::foreign(text).unwrap();
            assert!(passwords.is_outdated(&hash));
            assert!(!passwords.verify(&typed("wrong"), Some(&hash)).await.unwrap());
            assert_eq!(passwords.verify(&typed("U*U"), Some(&hash)).await.unwrap(), word == "U*U");
        }
        for bad in [
            "",
            "!",
            "abc321",
            "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
            "$argon2id$v=19$m=16,t=2,p=1$c29tZXNhbHRzYWx0",
            "$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHRzYWx0$AsWGMRRbNHd+pwpAZmCwFg",
            "$scrypt$ln=1$c29tZXNhbHRzYWx0$AsWGMRRbNHd+pwpAZmCwFg",
        ] {
            assert!(Passwords::foreign(bad).is_none(), "{bad}");
        }
    }

    #[tokio::test]
    async fn nobody_signs_in_where_no_password_is_kept() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        for word in ["", "!", "abc321"] {
            assert!(!passwords.verify(&typed(word), Some(&PasswordHash::none())).await.unwrap());
        }
    }

    #[tokio::test]
    async fn once_a_slow_hash_came_by_nobody_is_answered_sooner() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        let slow = "$2b$08$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        passwords.verify(&typed("wrong"), Passwords::foreign(slow).as_ref()).await.unwrap();
        let longest = Duration::from_micros(passwords.longest.load(Ordering::Relaxed));
        let begun = Instant::now();
        assert!(longest > Duration::ZERO && !passwords.verify(&typed("wrong"), None).await.unwrap());
        assert!(begun.elapsed() >= longest);
    }

    #[tokio::test]
    async fn a_hash_of_ours_makes_nobody_wait_and_fits_by_either_way() {
        let passwords = passwords(PasswordPolicy::Appmixer);
        let hash = passwords.hash(&typed("abc321")).await.unwrap();
        assert!(passwords.verify(&typed("abc321"), Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&typed("wrong"), None).await.unwrap());
        assert_eq!(passwords.longest.load(Ordering::Relaxed), 0);
        assert!(fits(b"abc321", hash.reveal()) && !fits(b"abc322", hash.reveal()));
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
