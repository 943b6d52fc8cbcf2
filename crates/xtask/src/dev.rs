//! `cargo xtask dev`: the app and the server side by side, each built again when its sources are saved.
//!
//! Trunk serves the app and reloads the page; the server answers the API one port up. The page learns that address
//! from the server's own `/config.json`, which Trunk passes through.

use std::net::SocketAddr;
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::web::{self, files_under};
use crate::{paths, proc, run, tools};

const SERVER_SOURCES: [&str; 3] = ["crates/wire/src", "crates/store", "crates/server"];

/// Runs Trunk and the server until one of them ends or the person stops it.
///
/// # Errors
/// A port is taken, a tool is missing, or Trunk ends by itself.
pub(crate) fn main(arguments: &Arguments) -> Result<()> {
    run::must_be_free(&arguments.listen)?;
    let app: SocketAddr = arguments.listen.parse().context("--listen takes an address and a port")?;
    let api =
        SocketAddr::new(app.ip(), app.port().checked_add(1).context("--listen needs a free port above it")?);
    run::must_be_free(&api.to_string())?;
    let path = tools::for_the_app()?;
    web::fetch()?;

    let stop = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&stop);
    ctrlc::set_handler(move || heard.store(true, Ordering::SeqCst)).context("cannot listen for Ctrl-C")?;

    let mut server = Server { arguments, app, api, child: None };
    server.restart();
    let mut trunk = Stopped(trunk(app, api, path)?);
    println!("the app: http://{app}   the API: http://{api}   Ctrl-C stops both");
    let mut seen = newest(&SERVER_SOURCES);
    while !stop.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(400));
        let ended = trunk.0.try_wait()?.is_some();
        if ended && !stop.load(Ordering::SeqCst) {
            bail!("Trunk ended; its own words are above");
        }
        let now = newest(&SERVER_SOURCES);
        if now != seen {
            seen = now;
            server.restart();
        }
    }
    Ok(())
}

fn trunk(app: SocketAddr, api: SocketAddr, path: std::ffi::OsString) -> Result<Child> {
    let mut trunk = proc::command("trunk");
    trunk.args(["serve", "--dist", "target/dev-dist"]);
    trunk.args(["--address", &app.ip().to_string(), "--port", &app.port().to_string()]);
    trunk.args(["--proxy-backend", &format!("http://{api}/config.json"), "--proxy-no-system-proxy"]);
    trunk.env("PATH", path);
    web::quieted(&mut trunk).spawn().context("cannot start Trunk")
}

/// The server under development and the process it runs in, if it built.
struct Server<'a> {
    arguments: &'a Arguments,
    app: SocketAddr,
    api: SocketAddr,
    child: Option<Stopped>,
}

impl Server<'_> {
    /// Builds first and stops the old one only when the new one is ready. A server that does not build is said by
    /// cargo; the next save tries again.
    fn restart(&mut self) {
        let mut cargo = proc::cargo(["build", "--package", "frontdesk-server", "--bin", "frontdesk"]);
        if let Err(problem) = proc::run(&mut cargo, "building the server") {
            eprintln!("{problem:#}; waiting for the next change");
            return;
        }
        self.child = None;
        match self.start() {
            Ok(child) => self.child = Some(child),
            Err(problem) => eprintln!("{problem:#}; waiting for the next change"),
        }
    }

    fn start(&self) -> Result<Stopped> {
        let mut command = proc::command(paths::server("debug"));
        command.args(["serve", "--listen", &self.api.to_string(), "--data", &self.arguments.data]);
        command.args(["--api", &format!("http://{}", self.api)]).args(&self.arguments.rest);
        command.env("APPMIXER_FE_URL", format!("http://{}", self.app));
        Ok(Stopped(command.spawn().context("cannot start the server")?))
    }
}

/// A child that does not outlive its owner.
struct Stopped(Child);

impl Drop for Stopped {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(Some(_))) {
            return;
        }
        // The server answers a polite request by finishing its work; killing is for what stays.
        #[cfg(unix)]
        let _ = proc::run_quietly(proc::command("kill").arg(self.0.id().to_string()), "kill");
        for _ in 0..50 {
            if matches!(self.0.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn newest(folders: &[&str]) -> Option<SystemTime> {
    let files = folders.iter().filter_map(|folder| files_under(&paths::root().join(folder)).ok()).flatten();
    files.filter_map(|file| file.metadata().ok()?.modified().ok()).max()
}
