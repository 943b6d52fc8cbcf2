//! A server to try, and the actors who try it.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use frontdesk_server::auth::Secret;
use frontdesk_server::auth::password::Cost;
use frontdesk_server::clock::Clock;
use frontdesk_server::config::{Config, Given};
use frontdesk_server::jobs;
use frontdesk_server::mail::{Letter, Mailer};
use frontdesk_server::router::router;
use frontdesk_server::state::{Parts, State};
use frontdesk_store::{AddressKey, Change, Opening, Options, SqliteStore, Updated};
use frontdesk_wire::{Email, Scope, Timestamp, UserId};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// What everybody here types.
pub(crate) const PASSWORD: &str = "abc321";

/// A server of its own for each test.
pub(crate) struct World {
    pub(crate) state: State,
    router: Router,
    _folder: TempDir,
}

/// Somebody who calls.
pub(crate) struct Actor<'a> {
    world: &'a World,
    token: Option<String>,
    /// Who, as the API showed them; null for a guest.
    pub(crate) user: Value,
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// The body to the letter.
    pub(crate) text: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A world with settings by their documented names.
    pub(crate) async fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let given = Given::pairs(settings).unwrap();
        let config = Config::settle(&given, folder.path(), ([127, 0, 0, 1], 8080).into()).unwrap();
        let store = SqliteStore::open(folder.path(), Options::new(Opening::Serve)).await.unwrap();
        let mailer = Mailer::memory(&config.mail);
        let state = State::new(Parts {
            store: Arc::new(store),
            clock: Clock::still(Timestamp::from_millis(1_795_000_000_000)),
            config,
            secret: Secret::of(&[7; 32]).unwrap(),
            cost: Cost::Least,
            mailer,
        });
        let state = state.unwrap();
        Self { router: router(&state), state, _folder: folder }
    }

    pub(crate) fn guest(&self) -> Actor<'_> {
        Actor { world: self, token: None, user: Value::Null }
    }

    /// Signs somebody up, as `name@example.com`.
    pub(crate) async fn user(&self, name: &str) -> Actor<'_> {
        let wish = json!({ "email": format!("{name}@example.com"), "password": PASSWORD });
        let answer = self.guest().post("/user", wish).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let token = answer.body["token"].as_str().map(str::to_owned);
        Actor { world: self, token, user: answer.body["user"].clone() }
    }

    /// An administrator, `name@example.com`.
    pub(crate) async fn admin(&self, name: &str) -> Actor<'_> {
        let actor = self.user(name).await;
        let change = Change { scope: Some(vec![Scope::user(), Scope::admin()]), ..Change::default() };
        let updated =
            self.state.store.update_user(actor.user_id(), change, &|_, _| Vec::new()).await.unwrap();
        assert!(matches!(updated, Updated::Changed { .. }));
        actor
    }

    /// Lets everything that is due be done, and what comes of it.
    pub(crate) async fn work(&self) {
        jobs::run_due(&self.state).await.unwrap();
    }

    /// The letters that have left so far.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.state.mailer.sent()
    }

    /// A job left in the queue is a promise that was not kept.
    pub(crate) async fn end(self) {
        assert_eq!(self.state.store.count_jobs().await.unwrap(), 0, "jobs are left");
    }

    /// Is this the password of the address?
    pub(crate) async fn opens(&self, email: &str, password: &str) -> bool {
        let answer = self.guest().post("/user/auth", json!({ "email": email, "password": password })).await;
        answer.status == 200
    }

    /// Is the address anybody's?
    pub(crate) async fn knows(&self, email: &str) -> bool {
        let key = AddressKey::of(&Email::parse(email).unwrap()).unwrap();
        self.state.store.login(&key).await.unwrap().is_some()
    }
}

impl Actor<'_> {
    pub(crate) fn id(&self) -> &str {
        self.user["id"].as_str().unwrap()
    }

    pub(crate) fn user_id(&self) -> UserId {
        self.id().parse().unwrap()
    }

    pub(crate) fn token(&self) -> &str {
        self.token.as_deref().unwrap_or_default()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.call(Method::GET, path, None).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.call(Method::DELETE, path, None).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.call(Method::POST, path, Some(body.to_string())).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Answer {
        self.call(Method::PUT, path, Some(body.to_string())).await
    }

    /// Sends a body as it is, JSON or not.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = request
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.map_or_else(Body::empty, Body::from))
            .unwrap();
        let response = self.world.router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status, body: serde_json::from_str(&text).unwrap_or_default(), text }
    }
}

impl Answer {
    /// Asserts a refusal and gives its stable word.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, message: &str) -> &Self {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.body["statusCode"], status, "{self:?}");
        assert_eq!(self.body["message"], message, "{self:?}");
        self
    }

    /// Asserts that a refusal names this field.
    #[track_caller]
    pub(crate) fn names(&self, field: &str) -> &Self {
        assert_eq!(self.body["fields"][0]["field"], field, "{self:?}");
        self
    }
}
