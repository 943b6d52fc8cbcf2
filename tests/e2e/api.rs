//! The server as a program calls it: what a test does behind the browser's back.

use frontdesk_wire::paths;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::environment::choose_tls;
use crate::people::Person;

/// What the sessions of such a client are called: not the browser under test.
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A client of one server, with a token once signed in.
#[derive(Clone)]
pub(crate) struct Api {
    base: String,
    token: Option<String>,
}

impl Api {
    /// The server at `base`.
    pub(crate) fn at(base: &str) -> Self {
        choose_tls();
        Self { base: base.to_owned(), token: None }
    }

    /// Does it say that it can serve?
    pub(crate) async fn is_ready(&self) -> bool {
        let reply = Client::new().get(format!("{}{}", self.base, paths::READYZ)).send().await;
        reply.is_ok_and(|reply| reply.status().is_success())
    }

    /// The same server, called as `person`.
    pub(crate) async fn signed_in(&self, person: Person) -> Self {
        let credentials = json!({ "username": person.email, "password": person.password });
        let (status, reply) = self.call(Method::POST, paths::AUTH, Some(credentials)).await;
        assert_eq!(status, StatusCode::OK, "{} signs in: {reply}", person.email);
        let token = reply.get("token").and_then(Value::as_str).expect("a sign-in brings a token").to_owned();
        Self { base: self.base.clone(), token: Some(token) }
    }

    /// A call and its reply.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        let mut request = Client::new().request(method, format!("{}{path}", self.base));
        request = request.header("user-agent", FIREFOX);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let reply = request.send().await.expect("the server answers");
        let status = reply.status();
        (status, reply.json().await.expect("every reply is JSON"))
    }

    /// A GET that succeeds.
    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, reply) = self.call(Method::GET, path, None).await;
        assert!(status.is_success(), "GET {path}: {status} {reply}");
        reply
    }

    /// The user with this address, as the list has it.
    pub(crate) async fn user(&self, email: &str) -> Option<Value> {
        let found = self.get(&format!("{}?filter=email:{email}", paths::USERS)).await;
        found.as_array().and_then(|users| users.first().cloned())
    }

    /// A POST that succeeds.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, reply) = self.call(Method::POST, path, Some(body)).await;
        assert!(status.is_success(), "POST {path}: {status} {reply}");
        reply
    }
}
