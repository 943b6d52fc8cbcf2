//! Stands between the browser and a desk: holds answers back, spoils them, and keeps account of what was asked and sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;

use crate::desk::Desk;

/// What becomes of answers whose path holds a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spoil {
    /// It is not there.
    Missing,
    /// Only its first half comes, as if that were all.
    Half,
    /// A page comes in its place.
    Page,
}

/// One exchange.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// Method and target, as in the first line of the request.
    pub(crate) asked: String,
    /// How many bytes came back, head and body.
    pub(crate) bytes: usize,
    /// How many of them are the body.
    pub(crate) body: usize,
}

#[derive(Default)]
struct Kept {
    held: Vec<&'static str>,
    halted: Option<&'static str>,
    spoilt: Vec<(&'static str, Spoil)>,
    exchanges: Vec<Exchange>,
}

#[derive(Default)]
struct Shared {
    kept: Mutex<Kept>,
    changed: Condvar,
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().expect("no exchange fails half way")
    }
}

/// A proxy on a port of its own.
pub(crate) struct Proxy {
    port: u16,
    shared: Arc<Shared>,
}

impl Proxy {
    /// In front of a desk.
    pub(crate) fn before(desk: &Desk) -> Self {
        let socket = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
        let port = socket.local_addr().expect("a bound socket has an address").port();
        let behind = desk.url("").trim_start_matches("http://").to_owned();
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let (behind, shared) = (behind.clone(), Arc::clone(&theirs));
                thread::spawn(move || exchange(&stream, &behind, &shared));
            }
        });
        Self { port, shared }
    }

    /// The address of `path` here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Holds every answer back whose path holds this.
    pub(crate) fn hold(&self, word: &'static str) {
        self.shared.kept().held.push(word);
    }

    /// Sends an answer that holds this mark only as far as the mark, and not packed.
    pub(crate) fn halt_after(&self, mark: &'static str) {
        self.shared.kept().halted = Some(mark);
    }

    /// Lets every answer go.
    pub(crate) fn let_go(&self) {
        let mut kept = self.shared.kept();
        kept.held.clear();
        kept.halted = None;
        drop(kept);
        self.shared.changed.notify_all();
    }

    /// Spoils every answer whose path holds this.
    pub(crate) fn spoil(&self, word: &'static str, how: Spoil) {
        self.shared.kept().spoilt.push((word, how));
    }

    /// Spoils nothing any more.
    pub(crate) fn mend(&self) {
        self.shared.kept().spoilt.clear();
    }

    /// Everything since the last time this was asked.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        std::mem::take(&mut self.shared.kept().exchanges)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// A browser or a desk that goes away early ends the exchange.
fn exchange(stream: &TcpStream, behind: &str, shared: &Shared) -> Option<()> {
    let halted = shared.kept().halted;
    let (request, asked) = read_request(stream, halted.is_none())?;
    let path = asked.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut onward = TcpStream::connect(behind).ok()?;
    onward.write_all(&request).ok()?;
    let mut answer = Vec::new();
    onward.read_to_end(&mut answer).ok()?;
    let spoilt = shared.kept().spoilt.iter().find(|(word, _)| path.contains(word)).map(|(_, how)| *how);
    let answer = spoilt.map_or(answer.clone(), |how| spoil(&answer, how));
    let is_held = |kept: &mut Kept| kept.held.iter().any(|word| path.contains(word));
    let mut kept = shared.changed.wait_while(shared.kept(), is_held).ok()?;
    let head = end_of(&answer, b"\r\n\r\n")?;
    kept.exchanges.push(Exchange { asked, bytes: answer.len(), body: answer.len() - head });
    drop(kept);
    let first = halted.and_then(|mark| end_of(&answer, mark.as_bytes())).unwrap_or(answer.len());
    let (first, rest) = answer.split_at_checked(first)?;
    let mut stream = stream;
    stream.write_all(first).ok()?;
    let is_halted = |kept: &mut Kept| !rest.is_empty() && kept.halted.is_some();
    drop(shared.changed.wait_while(shared.kept(), is_halted).ok()?);
    stream.write_all(rest).ok()
}

fn end_of(answer: &[u8], mark: &[u8]) -> Option<usize> {
    answer.windows(mark.len()).position(|found| found == mark).map(|at| at + mark.len())
}

/// The request as it is sent on, one to a connection, and its method and target.
fn read_request(stream: &TcpStream, packed: bool) -> Option<(Vec<u8>, String)> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length, mut asked) = (String::new(), 0, String::new());
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        match name.to_lowercase().as_str() {
            "connection" => continue,
            "accept-encoding" if !packed => continue,
            "content-length" => length = value.trim().parse().ok()?,
            _ => {}
        }
        if asked.is_empty() {
            line.trim_end().trim_end_matches(" HTTP/1.1").clone_into(&mut asked);
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let request = [format!("{head}Connection: close\r\n\r\n").as_bytes(), &body].concat();
    Some((request, asked))
}

fn spoil(answer: &[u8], how: Spoil) -> Vec<u8> {
    let whole = |status: &str, kind: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let page = b"<!doctype html><title>Elsewhere</title><p>Not what was asked for.";
    let body = end_of(answer, b"\r\n\r\n").unwrap_or_default();
    match how {
        Spoil::Missing => whole("404 Not Found", "application/json", b"{}"),
        Spoil::Page => whole("200 OK", "text/html", page),
        // As it came, packed or not: either way what is left makes no module.
        Spoil::Half => whole("200 OK", "application/wasm", &answer[body..body + (answer.len() - body) / 2]),
    }
}
