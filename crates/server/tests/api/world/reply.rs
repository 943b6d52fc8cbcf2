//! What came back, and what every reply is held to.

use super::worn;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// The reply that came over a connection, to its end.
    pub(crate) fn read(raw: &str) -> Self {
        let (head, text) = raw.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no reply: {raw}"));
        let (first, lines) = head.split_once("\r\n").unwrap_or((head, ""));
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.parse::<HeaderName>().unwrap(), value.parse().unwrap())
        };
        let headers = lines.lines().map(header).collect();
        Self { status: status.unwrap_or_else(|| panic!("no status: {raw}")), headers, text: text.to_owned() }
            .checked()
    }

    /// Holds a reply to what is true of every one: the headers it wears; JSON, but for pages and files; no `error` in
    /// what went well; status, words and request in what did not.
    pub(super) fn checked(self) -> Self {
        worn::check(&self);
        let status = self.status.as_u16();
        let is_json = self.header("content-type") == "application/json; charset=utf-8";
        let is_page = self.header("content-type").starts_with("text/html");
        if self.text.is_empty() || is_page || (!is_json && status < 300) {
            return self;
        }
        // Metadata may hold numbers that only its text can: nothing but the top is read here.
        let whole: Box<RawValue> =
            serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"));
        if status < 300 {
            let fields: HashMap<String, Box<RawValue>> =
                serde_json::from_str(whole.get()).unwrap_or_default();
            assert!(!fields.contains_key("error"), "{whole}");
        } else {
            let body = self.json();
            assert_eq!(body["statusCode"], status, "{body}");
            assert_eq!(body["error"], self.status.canonical_reason().unwrap(), "{body}");
            assert_eq!(body["requestId"], self.header("x-request-id"), "{body}");
            assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
            assert!(body["code"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        }
        self
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// Checks the status and hands the body over.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/json; charset=utf-8", "{}", self.text);
        self.json()
    }

    /// Checks that there is nothing to say, to the letter.
    #[track_caller]
    pub(crate) fn done(self) {
        assert_eq!(self.text, "{}");
        self.is(200);
    }

    /// Checks the status and the stable word.
    #[track_caller]
    pub(crate) fn refuses(self, status: u16, code: &str) -> Value {
        let body = self.is(status);
        assert_eq!(body["code"], code, "{body}");
        body
    }

    /// Checks the status and the sentence.
    #[track_caller]
    pub(crate) fn says(self, status: u16, message: &str) -> Value {
        let body = self.is(status);
        assert_eq!(body["message"], message, "{body}");
        body
    }

    /// Checks that it is 400, the stable word, and the field that is named first.
    #[track_caller]
    pub(crate) fn blames(self, code: &str, field: &str) -> Value {
        let body = self.refuses(400, code);
        assert_eq!(body["fields"][0]["field"], field, "{body}");
        body
    }

    /// One header.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// All that an onlooker could tell two replies apart by: status, headers, body, but for the request's id.
    pub(crate) fn seen(&self) -> String {
        let id = self.header("x-request-id").to_owned();
        assert_eq!(id.len(), 16);
        format!("{} {:?} {}", self.status, self.headers, self.text).replace(&id, "ID")
    }
}
