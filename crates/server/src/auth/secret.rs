//! The one secret from which tokens are signed and codes and limit keys are derived.

use crate::clock::Clock;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The fewest bytes of a secret: as many as HS256 puts out.
const LEAST: usize = 32;

/// The name of the file that is made when no other is set.
const FILE: &str = "jwt-secret";

/// What secrets out of manuals are made of. Chance puts none of these into a secret.
const WORDS: [&str; 14] = [
    "secret",
    "password",
    "passw0rd",
    "changeme",
    "change-me",
    "change_me",
    "your-",
    "your_",
    "256-bit",
    "example",
    "qwerty",
    "letmein",
    "default",
    "placeholder",
];

/// A secret in use. No `Display`, no `Debug`.
#[derive(Clone)]
pub struct Secret(Arc<Hmac<Sha256>>);

/// Why the server does not start with this secret; one sentence, never the secret.
#[derive(Debug, thiserror::Error)]
#[error("the token secret {}: {what}", file.display())]
pub struct SecretProblem {
    file: PathBuf,
    what: String,
}

impl Secret {
    /// The secret of this file, or, when none is set, of one made once beside the data.
    ///
    /// # Errors
    /// Unreadable, short, known, or readable by everybody.
    pub fn load(file: Option<&Path>, data: &Path, clock: &Clock) -> Result<Self, SecretProblem> {
        let own = data.join(FILE);
        let path = file.unwrap_or(&own);
        let problem = |what: String| SecretProblem { file: path.to_owned(), what };
        if file.is_none() {
            make(path, clock).map_err(|cause| problem(format!("cannot be made: {cause}")))?;
        }
        let text = fs::read(path).map_err(|cause| problem(format!("cannot be read: {cause}")))?;
        if is_for_everybody(path).map_err(|cause| problem(cause.to_string()))? {
            return Err(problem("everybody on this machine can read it; chmod 600 it".to_owned()));
        }
        let bytes = without_line_end(&text);
        check(bytes).map_err(problem)?;
        Self::of(bytes).ok_or_else(|| problem("cannot be used".to_owned()))
    }

    /// Is there a secret of its own beside the data?
    pub fn is_made(data: &Path) -> bool {
        data.join(FILE).exists()
    }

    /// A secret of these bytes, unchecked.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Hmac::new_from_slice(bytes).ok().map(|mac| Self(Arc::new(mac)))
    }

    /// The MAC over a token's first two parts.
    pub(super) fn sign(&self, text: &[u8]) -> [u8; 32] {
        (*self.0).clone().chain_update(text).finalize().into_bytes().into()
    }

    /// Does the MAC hold? In constant time.
    pub(super) fn verifies(&self, text: &[u8], mac: &[u8]) -> bool {
        (*self.0).clone().chain_update(text).verify_slice(mac).is_ok()
    }

    /// A value that only this server can make, of a purpose and parts. No purpose begins like a token does, no parts run together.
    pub fn derive(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = (*self.0).clone().chain_update(b"frontdesk\0").chain_update(purpose);
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// What tells it from another secret and tells nothing of it.
    pub fn fingerprint(&self) -> [u8; 32] {
        self.derive("fingerprint", &[])
    }

    /// The same as a text for links and file names.
    pub fn derive_text(&self, purpose: &str, parts: &[&[u8]]) -> String {
        URL_SAFE_NO_PAD.encode(self.derive(purpose, parts))
    }
}

/// An editor ends a file with a line's end; all else, blanks too, can be chance.
fn without_line_end(text: &[u8]) -> &[u8] {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    text.strip_suffix(b"\r").unwrap_or(text)
}

fn check(bytes: &[u8]) -> Result<(), String> {
    if bytes.len() < LEAST {
        return Err(format!("has only {} bytes; {LEAST} are the least", bytes.len()));
    }
    if is_guessable(bytes) {
        return Err("can be guessed; make one with `head -c 32 /dev/urandom | base64`".to_owned());
    }
    Ok(())
}

/// Few different bytes, a word out of manuals, one piece again and again, or a row such as `abcdefgh`.
fn is_guessable(bytes: &[u8]) -> bool {
    let different: HashSet<u8> = bytes.iter().copied().collect();
    let text = bytes.to_ascii_lowercase();
    let holds = |word: &&str| text.windows(word.len()).any(|part| part == word.as_bytes());
    let repeats = |length: usize| text.iter().zip(text.iter().skip(length)).all(|(one, other)| one == other);
    let steps = text.iter().zip(text.iter().skip(1)).filter(|(one, next)| one.abs_diff(**next) <= 1).count();
    different.len() < 8
        || WORDS.iter().any(holds)
        || (1..=text.len() / 2).any(repeats)
        || steps > text.len() / 2
}

/// Makes the file if it is not there: written whole under another name first, so that nobody ever reads half of it.
fn make(path: &Path, clock: &Clock) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension(clock.uuid().simple().to_string());
    let text = URL_SAFE_NO_PAD.encode(clock.random::<32>());
    let mut file = private(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        // Another start was faster; its secret is as good.
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Opens a new file that only its owner can read.
///
/// # Errors
/// It is there already, or cannot be made.
pub fn private(path: &Path) -> std::io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn is_for_everybody(path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::metadata(path)?.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_for_everybody(_: &Path) -> std::io::Result<bool> {
    Ok(false)
}

#[cfg(test)]
mod tests;
