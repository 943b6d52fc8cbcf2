//! Somebody who calls, and the calls they make.

use super::{PASSWORD, Reply, email};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use frontdesk_server::auth::Peer;
use frontdesk_wire::UserId;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::net::IpAddr;
use tower::ServiceExt;

/// Somebody who calls, with a token or without.
#[derive(Clone)]
pub(crate) struct Actor {
    router: Router,
    pub(crate) token: Option<String>,
    /// Who, as the API shows them; null for a guest.
    pub(crate) user: Value,
    address: IpAddr,
    headers: Vec<(&'static str, String)>,
}

impl Actor {
    pub(super) fn guest(router: Router) -> Self {
        Self { router, token: None, user: Value::Null, address: [192, 0, 2, 1].into(), headers: Vec::new() }
    }

    /// The same as this user, with this token.
    pub(super) fn known(&self, user: Value, token: &str) -> Self {
        Self { user, ..self.with_token(token) }
    }

    /// The same with this token.
    pub(crate) fn with_token(&self, token: &str) -> Self {
        Self { token: Some(token.to_owned()), ..self.clone() }
    }

    /// The same from another address.
    pub(crate) fn from(&self, address: &str) -> Self {
        Self { address: address.parse().unwrap(), ..self.clone() }
    }

    /// The same with one more header.
    pub(crate) fn header(&self, name: &'static str, value: &str) -> Self {
        let mut more = self.clone();
        more.headers.push((name, value.to_owned()));
        more
    }

    /// Their id.
    pub(crate) fn id(&self) -> &str {
        self.user["id"].as_str().unwrap()
    }

    /// Their id, as the store knows it.
    pub(crate) fn user_id(&self) -> UserId {
        self.id().parse().unwrap()
    }

    /// Where an administrator finds them.
    pub(crate) fn path(&self) -> String {
        format!("/users/{}", self.id())
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, String::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, body.to_string()).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Method::PUT, path, body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, String::new()).await
    }

    /// Signs in as `name`.
    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Reply {
        self.post("/user/auth", json!({"username": email(name), "password": password})).await
    }

    /// Signs up as `name`.
    pub(crate) async fn sign_up(&self, name: &str) -> Reply {
        self.post("/user", json!({"email": email(name), "password": PASSWORD})).await
    }

    /// Asks for a link for `name`.
    pub(crate) async fn forgot(&self, name: &str) -> Reply {
        self.post("/user/forgot-password", json!({"email": email(name)})).await
    }

    /// Spends a reset code.
    pub(crate) async fn redeem(&self, code: &str, password: &str) -> Reply {
        self.post("/user/forgot-password/reset", json!({"code": code, "password": password})).await
    }

    /// The body of a GET as it comes.
    pub(crate) async fn stream(&self, path: &str) -> Body {
        let request = Request::builder().uri(path).header(header::HOST, "127.0.0.1:8080");
        let token = self.token.as_deref().unwrap_or_default();
        let mut request =
            request.header(header::AUTHORIZATION, format!("Bearer {token}")).body(Body::empty()).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        self.router.clone().oneshot(request).await.unwrap().into_body()
    }

    /// Sends a body as it is, JSON or not, and says that it is JSON unless a header says otherwise.
    pub(crate) async fn send(&self, method: Method, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        let usual = [(header::HOST, "127.0.0.1:8080"), (header::CONTENT_TYPE, "application/json")];
        for (name, value) in usual {
            if !self.headers.iter().any(|(own, _)| *own == name) {
                request = request.header(name, value);
            }
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Reply { status: parts.status, headers: parts.headers, text }.checked()
    }
}
