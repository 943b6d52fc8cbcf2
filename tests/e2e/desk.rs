//! A running server with data of its own: prepared once, copied for each test, stopped when dropped.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant, UNIX_EPOCH};

use crate::api::Api;
use crate::environment::{Folder, free_port, named, said, scratch};
use crate::people::{ADA, JOYCE, Person};

const PATIENCE: Duration = Duration::from_secs(30);

/// What the data holds before the server starts.
#[derive(Clone, Copy)]
enum Stock {
    Nothing,
    Staff,
    Crowd(usize),
}

/// A desk about to open.
pub(crate) struct Opening {
    stock: Stock,
    settings: Vec<(String, String)>,
    arguments: Vec<String>,
    port: u16,
}

/// A running server.
pub(crate) struct Desk {
    folder: Folder,
    settings: Vec<(String, String)>,
    arguments: Vec<String>,
    port: u16,
    process: Mutex<Option<Child>>,
}

impl Desk {
    /// Nobody is there, not even an administrator.
    pub(crate) fn empty() -> Opening {
        Opening::of(Stock::Nothing)
    }

    /// Ada administers, Joyce is a user.
    pub(crate) fn staffed() -> Opening {
        Opening::of(Stock::Staff)
    }

    /// As staffed, with ten thousand more users.
    pub(crate) fn crowded() -> Opening {
        Self::crowded_by(10_000)
    }

    /// As staffed, with so many more users.
    pub(crate) fn crowded_by(users: usize) -> Opening {
        Opening::of(Stock::Crowd(users))
    }

    /// The address of `path` here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The server as a program calls it.
    pub(crate) fn api(&self) -> Api {
        Api::at(&self.url(""))
    }

    /// Where the mails of a desk without mail settings lie.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.data().join("outbox")
    }

    /// What the server said since it first started.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("server.log")).unwrap_or_default()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The server goes away, as in a power cut.
    pub(crate) fn stop(&self) {
        let process = self.process.lock().expect("no test stops a desk twice at once").take();
        if let Some(mut process) = process {
            process.kill().expect("a running server can be stopped");
            process.wait().expect("a stopped server ends");
        }
    }

    /// The server comes (back), on the same port with the same data.
    pub(crate) async fn start(&self) {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.path().join("server.log"))
            .expect("the log can be written");
        let mut command = frontdesk(&["serve"], &self.data());
        command
            .args(["--listen", &format!("127.0.0.1:{}", self.port)])
            .args(&self.arguments)
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the log can be written"))
            .stderr(log);
        let child = command.spawn().expect("FRONTDESK_BIN starts");
        *self.process.lock().expect("no test starts a desk twice at once") = Some(child);
        self.ready().await;
    }

    async fn ready(&self) {
        let begun = Instant::now();
        while !self.api().is_ready().await {
            let ended = match self.process.lock().expect("the process is not contended").as_mut() {
                Some(child) => child.try_wait().expect("a child can be asked"),
                None => panic!("the server was stopped while it started"),
            };
            assert!(ended.is_none(), "the server ended ({ended:?}) instead of starting:\n{}", self.log());
            assert!(begun.elapsed() < PATIENCE, "the server is not ready:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Opening {
    fn of(stock: Stock) -> Self {
        Self { stock, settings: Vec::new(), arguments: Vec::new(), port: free_port() }
    }

    /// A setting by its documented name.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A flag of `frontdesk serve` and its value.
    pub(crate) fn flag(mut self, flag: &str, value: &str) -> Self {
        self.arguments.extend([flag.to_owned(), value.to_owned()]);
        self
    }

    /// Listens on `port` instead of one of its own choice.
    pub(crate) fn on(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the server and waits until it serves.
    pub(crate) async fn open(self) -> Desk {
        let folder = Folder::new();
        if let Some(prepared) = prepared(self.stock) {
            copy(&prepared, &folder.path().join("data"));
        }
        let desk = Desk {
            folder,
            settings: self.settings,
            arguments: self.arguments,
            port: self.port,
            process: Mutex::new(None),
        };
        desk.start().await;
        desk
    }
}

/// The data of a stock, made by the binary's own commands; made once for each build of the binary.
fn prepared(stock: Stock) -> Option<PathBuf> {
    static MAKING: Mutex<()> = Mutex::new(());
    let name = match stock {
        Stock::Nothing => return None,
        Stock::Staff => "staff".to_owned(),
        Stock::Crowd(users) => format!("crowd-of-{users}"),
    };
    // A test that failed while it made the data left nothing under the final name, so the lock guards no half state.
    let _making = MAKING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let ready = scratch().join(format!("{name}-{}", fingerprint()));
    if !ready.is_dir() {
        let folder = Folder::new();
        let data = folder.path().join("data");
        add(ADA, &["--admin"], &data);
        add(JOYCE, &[], &data);
        if let Stock::Crowd(users) = stock {
            run(frontdesk(&["demo"], &data).args(["--users", &users.to_string()]), "");
        }
        fs::rename(&data, &ready).expect("prepared data can be put in place");
    }
    Some(ready)
}

/// Tells one build of the binary from another.
fn fingerprint() -> String {
    let about = fs::metadata(named("FRONTDESK_BIN")).expect("FRONTDESK_BIN can be read");
    let built = about.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    format!("{}-{}", about.len(), built.as_millis())
}

fn add(person: Person, flags: &[&str], data: &Path) {
    let mut command = frontdesk(&["user", "add"], data);
    command.args([person.email, "--password-stdin"]).args(flags);
    run(&mut command, &format!("{}\n", person.password));
}

/// The binary with nothing of this process's environment but what it needs to run.
fn frontdesk(words: &[&str], data: &Path) -> Command {
    let mut frontdesk = Command::new(named("FRONTDESK_BIN"));
    frontdesk.env_clear().env("PATH", said("PATH").unwrap_or_default()).args(words);
    frontdesk.args([OsStr::new("--data"), data.as_os_str()]);
    frontdesk
}

fn run(command: &mut Command, input: &str) {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("FRONTDESK_BIN starts");
    let mut stdin = child.stdin.take().expect("stdin was asked for");
    // A command that ends early does not read; its own words, below, say why.
    let _unread = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the command ends");
    assert!(
        output.status.success(),
        "{command:?} failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    fs::set_permissions(to, fs::metadata(from).expect("a folder can be read").permissions())
        .expect("as it was");
    for entry in fs::read_dir(from).expect("prepared data can be read") {
        let entry = entry.expect("prepared data can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("prepared data can be copied");
        }
    }
}
