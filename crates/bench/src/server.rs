//! The real binary: its data filled, then started, watched and stopped.

use crate::client::{Ask, Client};
use crate::line::{Engine, Line};
use crate::table::Measured;
use anyhow::{Context, Result, bail, ensure};
use serde_json::json;
use std::net::SocketAddr;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::sleep;

/// The administrator of the crowd.
const ADMIN: &str = "admin@bench.example";
/// Theirs.
const PASSWORD: &str = "bench-pass-1234";

/// Where the data is.
pub(crate) struct Place {
    engine: Engine,
    /// The data's folder; with PostgreSQL only for the secret.
    pub(crate) folder: PathBuf,
    /// PostgreSQL's address.
    pub(crate) address: Option<String>,
    /// How many users it is to have.
    pub(crate) users: u64,
    filled_in: Duration,
}

impl Place {
    /// A fresh place with so many users.
    ///
    /// # Errors
    /// The binary does not do it.
    pub(crate) async fn fill(line: &Line, users: u64) -> Result<Self> {
        let mut place = Self::empty(line, users, "").await?;
        let began = Instant::now();
        place.run(&line.server, &["demo", "--users", &users.to_string()], "").await?;
        place.filled_in = began.elapsed();
        place.run(&line.server, &["user", "add", ADMIN, "--admin", "--password-stdin"], PASSWORD).await?;
        Ok(place)
    }

    /// The same, still with nobody in it.
    ///
    /// # Errors
    /// It cannot be made.
    pub(crate) async fn empty(line: &Line, users: u64, ending: &str) -> Result<Self> {
        let name = format!("frontdesk_bench_{}_{users}{ending}", std::process::id());
        let folder = line.scratch.join(&name);
        std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        let address = match line.engine {
            Engine::Sqlite => None,
            Engine::Postgres => {
                let cluster = line.postgres.as_deref().context("--postgres names the cluster")?;
                Some(crate::floor::fresh_database(cluster, &name).await?)
            }
        };
        let place = Self { engine: line.engine, folder, address, users, filled_in: Duration::ZERO };
        place.make_secret()?;
        Ok(place)
    }

    fn make_secret(&self) -> Result<()> {
        let mut file = std::fs::OpenOptions::new();
        let mut file = file.write(true).create(true).truncate(true).mode(0o600).open(self.secret())?;
        std::io::copy(&mut std::io::Read::take(std::fs::File::open("/dev/urandom")?, 32), &mut file)?;
        Ok(())
    }

    fn secret(&self) -> PathBuf {
        self.folder.join("bench-secret")
    }

    /// The binary, told to work on this place.
    pub(crate) fn command(&self, binary: &Path, words: &[&str]) -> Command {
        let mut command = Command::new(binary);
        command.env_clear().args(words).arg("--data").arg(&self.folder).kill_on_drop(true);
        if let Some(address) = &self.address {
            command.arg("--database").arg(address);
        }
        command.arg("--jwt-secret-file").arg(self.secret());
        command
    }

    async fn run(&self, binary: &Path, words: &[&str], typed: &str) -> Result<()> {
        let mut command = self.command(binary, words);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::inherit()).spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(format!("{typed}\n").as_bytes()).await.or_else(is_gone)?;
        }
        let status = child.wait().await?;
        ensure!(status.success(), "frontdesk {} failed ({status})", words.join(" "));
        Ok(())
    }

    /// How long the filling took, and how large the data is.
    pub(crate) fn facts(&self) -> Vec<Measured> {
        let figure = format!("{:.1} s", self.filled_in.as_secs_f64());
        let is_met = (self.users >= 1_000_000).then_some(self.filled_in < Duration::from_secs(120));
        vec![Measured::fact(
            "`frontdesk demo` fills it",
            self.engine,
            "≤ 120 s for 1,000,000",
            figure,
            is_met,
        )]
    }

    /// How large the data's files are, MB.
    pub(crate) fn size_of_files(&self) -> Result<u64> {
        let mut bytes = 0;
        for entry in std::fs::read_dir(&self.folder)? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes / 1_000_000)
    }

    /// Everything goes.
    ///
    /// # Errors
    /// It cannot be removed.
    pub(crate) async fn remove(self) -> Result<()> {
        if let Some(address) = &self.address {
            crate::floor::drop_database(address).await?;
        }
        std::fs::remove_dir_all(&self.folder)
            .with_context(|| format!("{} cannot be removed", self.folder.display()))
    }
}

/// A command that ends without reading is no failure of whoever typed.
fn is_gone(cause: std::io::Error) -> std::io::Result<()> {
    if cause.kind() == std::io::ErrorKind::BrokenPipe { Ok(()) } else { Err(cause) }
}

/// A server that runs.
pub(crate) struct Server {
    engine: Engine,
    child: Child,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// The administrator's `Authorization`.
    pub(crate) admin: String,
    ready_in: Duration,
    indexed_in: Duration,
    rss_loaded: u64,
}

impl Server {
    /// Starts it, waits until it is ready and its index is there, and signs in.
    ///
    /// # Errors
    /// It does not start.
    pub(crate) async fn start(place: &Place, binary: &Path, more: &[&str]) -> Result<Self> {
        let words = ["serve", "--listen", "127.0.0.1:0", "--limits", "off", "--log", "warn"];
        let metrics = free_port()?;
        let mut command = place.command(binary, &[&words[..], more].concat());
        command.arg("--metrics-listen").arg(metrics.to_string());
        let began = Instant::now();
        let mut child = command.stdout(Stdio::piped()).stdin(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let address = listening(&mut child).await?;
        let mut client = Client::connect(address).await?;
        let ready = Ask::get("/readyz", "");
        while client.ask(&ready).await?.0 != 200 {
            ensure!(began.elapsed() < Duration::from_secs(30), "the server is not ready");
            sleep(Duration::from_millis(1)).await;
        }
        let ready_in = began.elapsed();
        let indexed_in = indexed(metrics, began).await?;
        let mut server = Self {
            engine: place.engine,
            child,
            address,
            admin: String::new(),
            ready_in,
            indexed_in,
            rss_loaded: 0,
        };
        server.admin = server.sign_in(&mut client, ADMIN, PASSWORD).await?;
        server.rss_loaded = server.memory("VmRSS:")?;
        Ok(server)
    }

    /// Signs in. The `Authorization` that it gives.
    ///
    /// # Errors
    /// It is refused.
    pub(crate) async fn sign_in(&self, client: &mut Client, email: &str, password: &str) -> Result<String> {
        let ask = Ask::post("/user/auth", &json!({"username": email, "password": password}));
        let answer = client.expect(&ask, 200).await?;
        Ok(format!("Bearer {}", answer.get("token").and_then(|token| token.as_str()).context("no token")?))
    }

    /// A figure of its memory, MB.
    pub(crate) fn memory(&self, name: &str) -> Result<u64> {
        memory_of(&self.child, name)
    }

    /// What its start came to.
    pub(crate) fn facts(&self) -> Vec<Measured> {
        let fact = |name, goal, figure, is_met| Measured::fact(name, self.engine, goal, figure, is_met);
        let ready = self.ready_in.as_secs_f64() * 1e3;
        let all = vec![
            fact("start to ready", "≤ 300 ms", format!("{ready:.0} ms"), Some(ready <= 300.0)),
            fact("start to index", "", format!("{:.1} s", self.indexed_in.as_secs_f64()), None),
            fact("RSS, index loaded", "", format!("{} MB", self.rss_loaded), None),
        ];
        all.iter().for_each(|one| crate::say(format_args!("  {}", one.in_words())));
        all
    }

    /// What is left of it when all is over.
    pub(crate) fn facts_at_the_end(&self) -> Vec<Measured> {
        let [now, most] = ["VmRSS:", "VmHWM:"].map(|name| self.memory(name).unwrap_or_default());
        let fact = |name, goal, megabytes: u64, is_met| {
            Measured::fact(name, self.engine, goal, format!("{megabytes} MB"), is_met)
        };
        vec![
            fact("RSS after all", "≤ 120 MB", now, Some(now <= 120)),
            fact("RSS at its highest", "", most, None),
        ]
    }

    /// Stops it as a service manager does.
    ///
    /// # Errors
    /// It does not end within ten seconds.
    pub(crate) async fn stop(mut self) -> Result<Duration> {
        let pid = self.child.id().context("the server is gone")?;
        let began = Instant::now();
        Command::new("kill").arg(pid.to_string()).status().await?;
        let status = tokio::time::timeout(Duration::from_secs(10), self.child.wait()).await??;
        ensure!(status.success(), "the server ended with {status}");
        Ok(began.elapsed())
    }
}

/// A figure of the memory of a program that runs, MB.
///
/// # Errors
/// It has ended.
pub(crate) fn memory_of(child: &Child, name: &str) -> Result<u64> {
    let pid = child.id().context("the program has ended")?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()).context("no such figure")?;
    Ok(kilobytes.parse::<u64>()? * 1024 / 1_000_000)
}

fn free_port() -> Result<SocketAddr> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Where it says that it listens.
async fn listening(child: &mut Child) -> Result<SocketAddr> {
    let mut lines = BufReader::new(child.stdout.take().context("no output")?).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some((_, rest)) = line.split_once("(listening on http://") {
            // Whoever stopped reading would stop the server's words.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(rest.trim_end_matches(')').parse()?);
        }
    }
    bail!("the server did not start")
}

/// When its index was there; at once if there is none.
async fn indexed(metrics: SocketAddr, began: Instant) -> Result<Duration> {
    let mut client = Client::connect(metrics).await?;
    let ask = Ask::get("/metrics", "");
    while began.elapsed() < Duration::from_secs(300) {
        let (_, body) = client.ask(&ask).await?;
        let text = String::from_utf8_lossy(&body);
        if text.lines().any(|line| line == "frontdesk_index_ready 1") {
            return Ok(began.elapsed());
        }
        sleep(Duration::from_millis(20)).await;
    }
    bail!("there is no index after five minutes")
}
