//! The binary, run to its end or kept running, and a folder for its data.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use tempfile::TempDir;

/// A scratch folder.
pub(crate) struct Bench(TempDir);

/// What a command came to.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// What it said, of a command that did what it was told.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// Why it did not: one sentence, never a panic.
    #[track_caller]
    pub(crate) fn refused(self) -> String {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.err.starts_with("frontdesk: ") && !self.err.contains("panicked"), "{self:?}");
        self.err
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The data's folder, which nobody has made yet.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Another place in the scratch folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The binary with these words and the data's folder, and nothing of this process's environment.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = bare(words);
        command.arg("--data").arg(self.data());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, words: &[&str]) -> Said {
        self.type_into(words, b"")
    }

    /// The same with something on its standard input.
    pub(crate) fn type_into(&self, words: &[&str], typed: &[u8]) -> Said {
        said(self.command(words), typed)
    }

    /// Adds somebody with the password `abc321`.
    pub(crate) fn add(&self, email: &str, more: &[&str]) {
        let words = [&["user", "add", email, "--password-stdin"], more].concat();
        self.type_into(&words, b"abc321\n").done();
    }

    /// Starts a server with these words more.
    pub(crate) fn serve(&self, words: &[&str]) -> Served {
        let words = [&["serve", "--listen", "127.0.0.1:0"], words].concat();
        Served::start(self.command(&words), "listening on")
    }

    /// What stands in the data's folder.
    pub(crate) fn names(&self) -> Vec<String> {
        names(&self.data())
    }
}

/// What stands in a folder; nothing if there is none.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The binary with these words alone.
pub(crate) fn bare(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
    command.env_clear().args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command to its end.
pub(crate) fn said(mut command: Command, typed: &[u8]) -> Said {
    let mut child = command.spawn().unwrap();
    // A command that ends early does not read.
    drop(child.stdin.take().unwrap().write_all(typed));
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Calls a server.
pub(crate) fn client() -> reqwest::Client {
    // Somebody else may have chosen a provider already: one is as good as another.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::new()
}

/// A server that runs until this goes.
pub(crate) struct Served {
    child: Child,
    /// Where it listens: `http://127.0.0.1:…`.
    pub(crate) url: String,
    /// What it said at its start.
    pub(crate) welcome: String,
    /// What it says of errors, to its end.
    errors: Option<JoinHandle<String>>,
}

impl Served {
    /// Starts a server and waits for the line that holds this.
    pub(crate) fn start(mut command: Command, awaited: &str) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (mut welcome, mut url) = (String::new(), String::new());
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        while let Some(Ok(line)) = lines.next() {
            welcome.push_str(&line);
            welcome.push('\n');
            if let Some((_, rest)) = line.split_once("(listening on ") {
                url = rest.trim_end_matches(')').to_owned();
            }
            if line.contains(awaited) {
                break;
            }
        }
        // Whoever stopped reading would stop the server's words.
        std::thread::spawn(move || lines.for_each(drop));
        let mut stderr = child.stderr.take().unwrap();
        let errors = Some(std::thread::spawn(move || {
            let mut said = Vec::new();
            stderr.read_to_end(&mut said).unwrap();
            String::from_utf8_lossy(&said).into_owned()
        }));
        Self { child, url, welcome, errors }
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Stops it as a service manager does, and waits for its end.
    pub(crate) fn stop(&mut self) {
        Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(self.child.wait().unwrap().success());
    }

    /// Its exit code, if it has ended.
    pub(crate) fn ended(&mut self) -> Option<Option<i32>> {
        self.child.try_wait().unwrap().map(|status| status.code())
    }

    /// All that it said of errors, once it has ended.
    pub(crate) fn errors(&mut self) -> String {
        self.errors.take().unwrap().join().unwrap()
    }

    /// Asks with a token. Status and body.
    pub(crate) async fn ask(&self, path: &str, token: &str) -> (u16, serde_json::Value) {
        self.try_ask(path, token).await.unwrap()
    }

    /// The same; nothing if nobody answers.
    pub(crate) async fn try_ask(&self, path: &str, token: &str) -> Option<(u16, serde_json::Value)> {
        let answer = client().get(format!("{}{path}", self.url)).bearer_auth(token).send().await.ok()?;
        Some((answer.status().as_u16(), answer.json().await.ok()?))
    }

    /// Posts JSON to a server that somebody else keeps. The status.
    pub(crate) async fn ask_at(url: &str, path: &str, body: serde_json::Value) -> u16 {
        client().post(format!("{url}{path}")).json(&body).send().await.unwrap().status().as_u16()
    }

    /// Posts JSON. Status and body.
    pub(crate) async fn post(&self, path: &str, body: serde_json::Value) -> (u16, serde_json::Value) {
        let answer = client().post(format!("{}{path}", self.url)).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// What is at this path, for whoever has this token.
    pub(crate) async fn get(&self, path: &str, token: &str) -> serde_json::Value {
        self.ask(path, token).await.1
    }

    /// Signs in. The status.
    pub(crate) async fn sign_in(&self, email: &str, password: &str) -> u16 {
        let body = serde_json::json!({"username": email, "password": password});
        self.post("/user/auth", body).await.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
