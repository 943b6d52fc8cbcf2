//! A whole server in one process: router, store in a scratch folder, still clock, letters in memory. And the people who call it.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use frontdesk_server::api::addresses;
use frontdesk_server::auth::password::Cost;
use frontdesk_server::auth::{Peer, Secret};
use frontdesk_server::clock::Clock;
use frontdesk_server::config::{Config, Given};
use frontdesk_server::jobs;
use frontdesk_server::mail::{Letter, Mailer};
use frontdesk_server::router::router;
use frontdesk_server::state::{Parts, State};
use frontdesk_store::{Created, NewSession, NewUser, Opening, Options, SqliteStore};
use frontdesk_wire::{Metadata, Password, Scope, Timestamp, UserId};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::net::IpAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// The password of everybody whom a world makes.
pub(crate) const PASSWORD: &str = "abc321";

/// A server and its surroundings. At its end its queue must be empty.
pub(crate) struct World {
    pub(crate) state: State,
    router: Router,
    _folder: TempDir,
}

/// Somebody who calls, with a token or without.
#[derive(Clone)]
pub(crate) struct Actor {
    router: Router,
    pub(crate) token: Option<String>,
    pub(crate) id: Option<UserId>,
    address: IpAddr,
    headers: Vec<(&'static str, String)>,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl World {
    /// A server as it is when nobody sets anything.
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A server with these settings.
    pub(crate) async fn with(settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let given = Given::pairs(settings).unwrap();
        let config = Config::settle(&given, folder.path(), ([127, 0, 0, 1], 8080).into()).unwrap();
        Self::of(config, folder).await
    }

    /// A server of this configuration, with its data in this folder.
    pub(crate) async fn of(config: Config, folder: TempDir) -> Self {
        let clock = Clock::still(Timestamp::parse("2026-01-01T12:00:00Z").unwrap());
        let store = SqliteStore::open(folder.path(), Options::new(Opening::Serve)).await.unwrap();
        let secret = Secret::of(b"a secret of the tests, long enough for all").unwrap();
        let mailer = Mailer::memory(&config.mail);
        let parts = Parts { store: Arc::new(store), clock, config, secret, cost: Cost::Least, mailer };
        let state = State::new(parts).unwrap();
        Self { router: router(&state), state, _folder: folder }
    }

    /// Somebody without a token.
    pub(crate) fn guest(&self) -> Actor {
        let address = [192, 0, 2, 1].into();
        Actor { router: self.router.clone(), token: None, id: None, address, headers: Vec::new() }
    }

    /// Somebody with an account: `ada` is `ada@example.com`.
    pub(crate) async fn user(&self, name: &str) -> Actor {
        self.somebody(name, vec![Scope::user()]).await
    }

    /// An administrator: `root@example.com`.
    pub(crate) async fn admin(&self) -> Actor {
        self.somebody("root", vec![Scope::user(), Scope::admin()]).await
    }

    /// Somebody with these scopes.
    pub(crate) async fn somebody(&self, name: &str, scope: Vec<Scope>) -> Actor {
        let state = &self.state;
        let (email, key) = addresses::read(&email(name)).unwrap();
        let now = state.clock.now();
        let user = NewUser {
            id: state.clock.user_id(),
            username: email.clone(),
            username_key: key.clone(),
            email,
            email_key: key,
            password: state.passwords.hash(&Password::new(PASSWORD.to_owned())).await.unwrap(),
            is_active: true,
            blocked: false,
            plan: "free".to_owned(),
            scope,
            vendor: Vec::new(),
            metadata: Metadata::default(),
            created_at: now,
        };
        let session = NewSession {
            id: state.clock.uuid(),
            user: user.id,
            created_at: now,
            expires_at: now.plus_millis(state.config.token_life),
            user_agent: None,
            address: None,
        };
        let jti = session.id;
        match state.store.create_user(user, Some(session), Vec::new()).await.unwrap() {
            Created::User(user) => {
                let token = state.token(&user, jti).unwrap();
                Actor { id: Some(user.id), ..self.guest().with_token(&token) }
            }
            Created::AddressTaken => panic!("{name} is there already"),
        }
    }

    /// Runs all jobs that are due. How many there were.
    pub(crate) async fn work(&self) -> usize {
        jobs::run_due(&self.state).await.unwrap()
    }

    /// How many jobs there are.
    pub(crate) async fn jobs(&self) -> u64 {
        self.state.store.count_jobs().await.unwrap()
    }

    /// The letters sent so far.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        self.state.mailer.sent()
    }

    /// Moves the clock.
    pub(crate) fn pass(&self, seconds: i64) {
        self.state.clock.advance(seconds * 1000);
    }

    /// The reset code of the last letter that has one.
    pub(crate) fn code(&self) -> String {
        let letters = self.letters();
        let texts = letters.iter().rev().map(|letter| letter.text.as_str());
        let after = texts.filter_map(|text| text.split_once("code=")).map(|(_, after)| after).next();
        after.expect("no letter has a link").chars().take_while(|c| !c.is_whitespace()).collect()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let store = Arc::clone(&self.state.store);
        let left = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move { store.count_jobs().await })
        });
        // A store that the test itself closed was empty when it did.
        if let Ok(left) = left.join().unwrap() {
            assert_eq!(left, 0, "a job was left in the queue");
        }
    }
}

/// Everybody's address.
pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.com")
}

impl Actor {
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

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, String::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Method::POST, path, body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, String::new()).await
    }

    /// Signs in as `name`.
    pub(crate) async fn sign_in(&self, name: &str, password: &str) -> Reply {
        self.post("/user/auth", json!({"username": email(name), "password": password})).await
    }

    pub(crate) async fn send(&self, method: Method, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if !self.headers.iter().any(|(name, _)| *name == "host") {
            request = request.header(header::HOST, "127.0.0.1:8080");
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let mut request = request.body(body.into()).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }
}

impl Reply {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// Checks the status and hands the body over.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if status < 300 {
            assert!(self.json().get("error").is_none(), "{}", self.text);
        } else {
            assert_eq!(self.json()["statusCode"], status, "{}", self.text);
        }
        self.json()
    }

    /// Checks the status and the stable word.
    #[track_caller]
    pub(crate) fn refuses(self, status: u16, code: &str) -> Value {
        let body = self.is(status);
        assert_eq!(body["code"], code, "{body}");
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
