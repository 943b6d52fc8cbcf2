//! Chromium and its driver: one pair for each test, never more than two at once, and a look at the console at the end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::{CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};
use tokio::sync::Semaphore;

use crate::desk::Desk;
use crate::environment::{Folder, choose_tls, named};
use crate::page::Page;
use crate::policy;

/// How many browsers run at once: more would only wait for each other.
static SEATS: Semaphore = Semaphore::const_new(2);

const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=en-US",
    "--accept-lang=en-US",
    "--window-size=1280,900",
];

/// Runs `visit` in a browser of its own, at the desk's address, and fails on any error in the browser's console.
pub(crate) async fn in_browser(desk: &Desk, visit: impl AsyncFnOnce(&Page)) {
    let _seat = SEATS.acquire().await.expect("nobody closes the semaphore");
    let driver = Driver::start();
    let logs = ("goog:loggingPrefs", json!({ "browser": "ALL" }));
    let page = Page::new(driver.browser([logs]).await, desk.url(""));
    policy::watch(&page).await;
    page.resize(1280, 800).await;
    visit(&page).await;
    page.expect_clean_console().await;
}

/// Runs `visit` in a browser that has loaded nothing, keeps a log of its network and never makes anyone wait for a page.
pub(crate) async fn in_new_browser<T>(visit: impl AsyncFnOnce(&WebDriver) -> T) -> T {
    let _seat = SEATS.acquire().await.expect("nobody closes the semaphore");
    let driver = Driver::start();
    let log = ("goog:loggingPrefs", json!({ "performance": "ALL" }));
    let browser = driver.browser([log, ("pageLoadStrategy", json!("none"))]).await;
    visit(&browser).await
}

/// How often a driver is started that finds no port.
const TRIES: usize = 5;

/// A chromedriver on a port of its own choice.
struct Driver {
    process: Child,
    port: u16,
    /// For what it and its browser leave behind, which goes with it.
    _folder: Folder,
    /// Kept open: a driver whose output has no reader may end.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    fn start() -> Self {
        choose_tls();
        let mut said = String::new();
        for _ in 0..TRIES {
            if let Some(driver) = Self::try_to_start(&mut said) {
                return driver;
            }
        }
        panic!("no driver named its port:\n{said}");
    }

    /// It takes one port in two families of addresses, and ends where another program has it in one of them.
    fn try_to_start(said: &mut String) -> Option<Self> {
        let folder = Folder::of_the_system();
        let mut process = Command::new(named("FRONTDESK_CHROMEDRIVER"))
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("FRONTDESK_CHROMEDRIVER starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output was asked for"));
        let port = named_port(&mut output, said);
        if port.is_none() {
            drop(process.wait());
        }
        port.map(|port| Self { process, port, _folder: folder, _output: output })
    }

    async fn browser<const N: usize>(&self, more: [(&str, Value); N]) -> WebDriver {
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag).expect("a flag is text");
        }
        let chromium = named("FRONTDESK_CHROMIUM");
        wanted.set_binary(chromium.to_str().expect("its path is UTF-8")).expect("a path is text");
        let quiet =
            json!({ "credentials_enable_service": false, "profile.password_manager_leak_detection": false });
        wanted.add_experimental_option("prefs", quiet).expect("preferences are JSON");
        for (name, value) in more {
            wanted.set(name, value).expect("a capability is JSON");
        }
        let browser =
            WebDriver::new(format!("http://127.0.0.1:{}", self.port), wanted).await.expect("Chromium starts");
        // The driver's end is the browser's end; the library's own way to close one waits for itself in a failed test.
        browser.clone().leak().expect("a new browser is open");
        browser
    }
}

/// The port that a driver says it has; before that, what else it says. None where it ends without one.
fn named_port(output: &mut impl BufRead, said: &mut String) -> Option<u16> {
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).expect("the driver speaks UTF-8") == 0 {
            return None;
        }
        if let Some(port) = port_in(&line) {
            return Some(port);
        }
        said.push_str(&line);
    }
}

impl Drop for Driver {
    /// The driver's own way to end: it takes its browsers along, which a killed one would leave behind.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let waits = stream.set_read_timeout(Some(Duration::from_secs(5)));
            let asked =
                stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            let answered = stream.read_to_end(&mut Vec::new()).map(|_| ());
            drop((waits, asked, answered));
        }
        drop((self.process.kill(), self.process.wait()));
    }
}

/// `ChromeDriver was started successfully on port 43211.`
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ")?;
    after.trim().trim_end_matches('.').parse().ok()
}
