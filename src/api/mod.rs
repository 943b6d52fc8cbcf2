//! The only fetch: base address, bearer token, JSON, timeout and abort. What went wrong is an [`ApiError`].

pub mod about;
pub mod account;
pub mod auth;
mod call;
mod early;
mod error;
pub mod users;

pub use call::{Stop, is_writing};
pub use error::{ApiError, Refusal};

use call::Call;
use frontdesk_wire::lean;
use gloo_net::http::Method;
use leptos::prelude::*;
use serde::Serialize;

/// A bearer token: neither printed nor logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a token as the server gave it.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The characters, for the header and for the browser's storage.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// The line to the server: where it is and who calls. Cheap to copy; provided once.
#[derive(Clone, Copy)]
pub struct Api(StoredValue<Line>);

#[derive(Default)]
struct Line {
    base: String,
    token: Option<Token>,
    on_ended: Option<Callback<()>>,
}

impl Api {
    /// A line to this origin, without a token.
    pub fn new() -> Self {
        Self(StoredValue::new(Line::default()))
    }

    /// Calls another origin from now on; empty means this one.
    pub fn set_base(self, base: String) {
        self.0.update_value(|line| line.base = base);
    }

    /// Where the API is; empty means this origin.
    pub fn base(self) -> String {
        self.0.with_value(|line| line.base.clone())
    }

    /// Calls with this token from now on.
    pub fn set_token(self, token: Option<Token>) {
        self.0.update_value(|line| line.token = token);
    }

    /// The token that calls go out with.
    pub fn token(self) -> Option<Token> {
        self.0.with_value(|line| line.token.clone())
    }

    /// Who hears that the server no longer takes the token.
    pub fn on_ended(self, hear: Callback<()>) {
        self.0.update_value(|line| line.on_ended = Some(hear));
    }

    fn get(self, path: impl Into<String>) -> Call {
        Call::new(self, Method::GET, path.into())
    }

    fn delete(self, path: impl Into<String>) -> Call {
        Call::new(self, Method::DELETE, path.into())
    }

    fn post(self, path: impl Into<String>, body: &dyn lean::Write) -> Call {
        Call::new(self, Method::POST, path.into()).json(lean::write(body))
    }

    /// With what serde writes.
    fn post_whole(self, path: impl Into<String>, body: &impl Serialize) -> Call {
        Call::new(self, Method::POST, path.into()).json(by_serde(body))
    }

    fn put(self, path: impl Into<String>, body: &impl Serialize) -> Call {
        Call::new(self, Method::PUT, path.into()).json(by_serde(body))
    }

    /// A 401 for the token that is still in use ends the session; one for an older token only the call.
    fn heard(self, error: ApiError, sent: Option<&Token>) -> ApiError {
        let unauthorised = matches!(&error, ApiError::Refused(refusal) if refusal.status == 401);
        let (Some(sent), true) = (sent, unauthorised) else { return error };
        if self.token().as_ref() == Some(sent)
            && let Some(hear) = self.0.with_value(|line| line.on_ended)
        {
            hear.run(());
        }
        ApiError::SessionEnded
    }
}

impl Default for Api {
    fn default() -> Self {
        Self::new()
    }
}

/// No request has what serde cannot write: keys that are no texts. The server would refuse the empty body.
fn by_serde(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}
