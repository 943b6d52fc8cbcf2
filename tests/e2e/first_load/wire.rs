//! What went over the wire, by the browser's own log of its network.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use thirtyfour::WebDriver;

/// Requests since this was begun.
#[derive(Default)]
pub(crate) struct Wire {
    requests: HashMap<String, Request>,
}

/// What the page asked for, and what came.
#[derive(Debug, Default)]
struct Request {
    url: String,
    kind: String,
    bytes: f64,
    was_cached: bool,
    is_over: bool,
}

#[derive(Deserialize)]
struct Entry {
    message: Event,
}

#[derive(Deserialize)]
struct Event {
    method: String,
    params: Value,
}

impl Wire {
    /// Forgets what the browser has loaded so far.
    pub(crate) async fn begin(driver: &WebDriver) -> Self {
        drop(driver.get_log("performance").await);
        Self::default()
    }

    /// Takes in what the browser has noted since the last look. Did anything happen?
    pub(crate) async fn listen(&mut self, driver: &WebDriver) -> bool {
        let log = driver.get_log("performance").await.expect("the browser keeps a log of its network");
        let entries = log.iter().filter_map(|entry| serde_json::from_str::<Entry>(&entry.message).ok());
        let events = entries.map(|entry| entry.message).filter(|event| event.method.starts_with("Network."));
        events.map(|event| self.take(&event)).filter(|was_ours| *was_ours).count() > 0
    }

    fn take(&mut self, event: &Event) -> bool {
        let Some(id) = event.params["requestId"].as_str() else { return false };
        if event.method == "Network.requestWillBeSent" {
            let url = event.params["request"]["url"].as_str().unwrap_or_default().to_owned();
            if !url.starts_with("http") {
                return false;
            }
            let kind = event.params["type"].as_str().unwrap_or_default().to_owned();
            self.requests.insert(id.to_owned(), Request { url, kind, ..Request::default() });
            return true;
        }
        let Some(request) = self.requests.get_mut(id) else { return false };
        match event.method.as_str() {
            "Network.requestServedFromCache" => request.was_cached = true,
            "Network.responseReceived" => {
                request.was_cached |= event.params["response"]["fromDiskCache"] == true;
            }
            "Network.loadingFinished" => {
                request.bytes = event.params["encodedDataLength"].as_f64().unwrap_or_default();
                request.is_over = true;
            }
            "Network.loadingFailed" => request.is_over = true,
            _ => {}
        }
        true
    }

    /// Has everything that was asked for come?
    pub(crate) fn is_quiet(&self) -> bool {
        !self.requests.is_empty() && self.requests.values().all(|request| request.is_over)
    }

    /// How many requests left the browser.
    pub(crate) fn requests(&self) -> f64 {
        self.sent().count() as f64
    }

    /// All bytes that came, heads and bodies as packed.
    pub(crate) fn bytes(&self) -> f64 {
        self.sent().fold(0.0, |sum, request| sum + request.bytes)
    }

    /// Bytes of the app's files: neither the page itself nor what the API says.
    pub(crate) fn asset_bytes(&self) -> f64 {
        self.sent().filter(|request| request.is_asset()).fold(0.0, |sum, request| sum + request.bytes)
    }

    /// Every request with its bytes, for a message.
    pub(crate) fn list(&self) -> String {
        let line = |request: &Request| format!("    {:>7} {} {}\n", request.bytes, request.kind, request.url);
        let mut lines: Vec<String> = self.sent().map(line).collect();
        lines.sort();
        lines.concat()
    }

    fn sent(&self) -> impl Iterator<Item = &Request> {
        self.requests.values().filter(|request| !request.was_cached)
    }
}

impl Request {
    fn is_asset(&self) -> bool {
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        self.kind != "Document" && file.contains('.') && !file.ends_with(".json")
    }
}
