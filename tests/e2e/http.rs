//! A small HTTP server for what stands around the product: one request a connection, JSON both ways.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::Value;

/// What was asked.
pub(crate) struct Asked {
    /// `GET`, `POST`, …
    pub(crate) method: String,
    /// The path, without the query.
    pub(crate) path: String,
    /// The query, without its `?`.
    pub(crate) query: String,
    /// The bearer token; empty without one.
    pub(crate) token: String,
    /// The body; null without one.
    pub(crate) body: Value,
}

/// Listens on a port of its own until dropped.
pub(crate) struct Listener {
    port: u16,
    closed: Arc<AtomicBool>,
}

impl Listener {
    /// Answers every request by `answer`: a status and a body.
    pub(crate) fn start(answer: impl Fn(&Asked) -> (u16, Value) + Send + Sync + 'static) -> Self {
        let socket = TcpListener::bind(("127.0.0.1", 0)).expect("this machine has a free port");
        let port = socket.local_addr().expect("a bound socket has an address").port();
        let closed = Arc::new(AtomicBool::new(false));
        let (answer, over) = (Arc::new(answer), Arc::clone(&closed));
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                if over.load(Ordering::SeqCst) {
                    return;
                }
                let answer = Arc::clone(&answer);
                thread::spawn(move || serve(stream, answer.as_ref()));
            }
        });
        Self { port, closed }
    }

    /// The address of `path` here.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next connection.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
    }
}

/// A caller that goes away early needs no answer.
fn serve(stream: TcpStream, answer: &dyn Fn(&Asked) -> (u16, Value)) {
    let Some(asked) = read(&stream) else { return };
    let (status, body) = if asked.method == "OPTIONS" { (200, Value::Null) } else { answer(&asked) };
    let body = body.to_string();
    let head = format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\
         Access-Control-Allow-Origin: *\r\nAccess-Control-Allow-Headers: authorization, content-type\r\n\
         Access-Control-Allow-Methods: GET, POST, PUT, DELETE\r\n\r\n",
        body.len()
    );
    let _gone = (&stream).write_all(format!("{head}{body}").as_bytes());
}

fn read(stream: &TcpStream) -> Option<Asked> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut token) = (0, String::new());
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.split_once(':') else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => token = value.trim().strip_prefix("Bearer ").unwrap_or_default().to_owned(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Asked {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        token,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    })
}
