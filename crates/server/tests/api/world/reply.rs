//! What came back, and what every reply is held to.

use axum::http::{HeaderMap, StatusCode};
use serde_json::Value;

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// Checks the status, and what the contract says of every body, and hands the body over.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.header("content-type"), "application/json; charset=utf-8", "{}", self.text);
        let body = self.json();
        if status < 300 {
            assert!(body.get("error").is_none(), "{body}");
            return body;
        }
        assert_eq!(body["statusCode"], status, "{body}");
        assert_eq!(body["error"], self.status.canonical_reason().unwrap(), "{body}");
        assert_eq!(body["requestId"], self.header("x-request-id"), "{body}");
        assert!(body["message"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        assert!(body["code"].as_str().is_some_and(|text| !text.is_empty()), "{body}");
        body
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
