//! One connection to a server, and what is asked over it.

use anyhow::{Context, Result};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// Its method.
    pub(crate) method: Method,
    /// Its path and query.
    pub(crate) path: String,
    /// `Bearer …`
    pub(crate) token: Option<String>,
    /// Its body: JSON.
    pub(crate) body: Bytes,
}

impl Ask {
    /// A `GET` with a token.
    pub(crate) fn get(path: impl Into<String>, token: &str) -> Self {
        let token = Some(token.to_owned());
        Self { method: Method::GET, path: path.into(), token, body: Bytes::new() }
    }

    /// A `POST` of JSON.
    pub(crate) fn post(path: &str, body: &serde_json::Value) -> Self {
        let body = Bytes::from(body.to_string());
        Self { method: Method::POST, path: path.to_owned(), token: None, body }
    }
}

/// A connection that is kept.
pub(crate) struct Client {
    address: SocketAddr,
    sender: SendRequest<Full<Bytes>>,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// Nobody listens there.
    pub(crate) async fn connect(address: SocketAddr) -> Result<Self> {
        Ok(Self { address, sender: connected(address).await? })
    }

    /// Asks, and reads the whole answer: its status and its body.
    ///
    /// # Errors
    /// The connection breaks off, also the new one that takes its place.
    pub(crate) async fn ask(&mut self, ask: &Ask) -> Result<(u16, Bytes)> {
        if self.sender.is_closed() || self.sender.ready().await.is_err() {
            self.sender = connected(self.address).await?;
        }
        let mut request = Request::builder().method(&ask.method).uri(&ask.path).header(HOST, "localhost");
        if let Some(token) = &ask.token {
            request = request.header(AUTHORIZATION, token);
        }
        if !ask.body.is_empty() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Full::new(ask.body.clone()))?;
        let answer = self.sender.send_request(request).await.context("no answer")?;
        let status = answer.status().as_u16();
        Ok((status, answer.into_body().collect().await.context("half an answer")?.to_bytes()))
    }

    /// The same, as JSON, if the status is the one that is expected.
    ///
    /// # Errors
    /// Another status.
    pub(crate) async fn expect(&mut self, ask: &Ask, status: u16) -> Result<serde_json::Value> {
        let (got, body) = self.ask(ask).await?;
        anyhow::ensure!(
            got == status,
            "{} {} was answered {got}: {}",
            ask.method,
            ask.path,
            String::from_utf8_lossy(&body)
        );
        Ok(serde_json::from_slice(&body)?)
    }
}

async fn connected(address: SocketAddr) -> Result<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.with_context(|| format!("nobody listens at {address}"))?;
    stream.set_nodelay(true)?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await?;
    // It ends with its client; how is what the client is told.
    tokio::spawn(async move { drop(connection.await) });
    Ok(sender)
}
