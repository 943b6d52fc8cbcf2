//! What these tests are told from outside, and where they may write.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// What these tests are told under a name.
#[expect(clippy::disallowed_methods, reason = "here is where these tests read the environment")]
pub(crate) fn said(variable: &str) -> Option<OsString> {
    env::var_os(variable)
}

/// The file that `variable` names.
pub(crate) fn named(variable: &str) -> PathBuf {
    let Some(value) = said(variable) else {
        panic!("{variable} is not set: run the browser tests by `cargo xtask test browser`, which sets it");
    };
    let path = PathBuf::from(value);
    assert!(path.is_file(), "{variable} names {}, which is not a file", path.display());
    path
}

/// Chooses TLS for the clients of a test, which speak plain HTTP and are refused without a choice all the same.
pub(crate) fn choose_tls() {
    // Another test of this process may have chosen already: it chose the same.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Where cargo lets tests write; outlives the run.
pub(crate) fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e")
}

/// A folder of one test's own, removed when dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// A new, empty one.
    pub(crate) fn new() -> Self {
        Self::within(&scratch())
    }

    /// One whose path is short: a browser has sockets in it, whose names may have no more than some hundred letters.
    pub(crate) fn of_the_system() -> Self {
        Self::within(&env::temp_dir().join("frontdesk-e2e"))
    }

    fn within(parent: &Path) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = parent.join(format!("run-{}-{count}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for what is built or passes can be made");
        Self(folder)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is only untidy; the next build clears it.
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A port that nobody listens on.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
    listener.local_addr().expect("a bound socket has an address").port()
}
