//! A whole server in one process: router, store in a scratch folder or database, still clock, letters in memory. And the people who call it.

mod actor;
mod place;
mod reply;
mod worn;

pub(crate) use actor::Actor;
pub(crate) use place::Place;
pub(crate) use reply::Reply;

use axum::Router;
use frontdesk_server::api::{addresses, show};
use frontdesk_server::auth::Secret;
use frontdesk_server::auth::password::Cost;
use frontdesk_server::clock::Clock;
use frontdesk_server::config::{Config, Given};
use frontdesk_server::jobs;
use frontdesk_server::mail::{Letter, Mailer};
use frontdesk_server::router::router;
use frontdesk_server::state::{Parts, State};
use frontdesk_store::{By, Change, Created, NewSession, NewUser, Opening};
use frontdesk_wire::{Metadata, Password, Scope, Timestamp};
use std::sync::Arc;
use tempfile::TempDir;

/// The password of everybody whom a world makes.
pub(crate) const PASSWORD: &str = "abc321";

/// A server and its surroundings. At its end its queue must be empty.
pub(crate) struct World {
    pub(crate) state: State,
    router: Router,
    pub(crate) place: Arc<Place>,
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

    /// A server of this configuration, with its data in this folder or, on PostgreSQL, in a database of its own.
    pub(crate) async fn of(config: Config, folder: TempDir) -> Self {
        let clock = Clock::still(Timestamp::parse("2026-01-01T12:00:00Z").unwrap());
        Self::at(Arc::new(Place::new(folder).await), clock, config).await
    }

    /// A server at this place, by this clock.
    pub(crate) async fn at(place: Arc<Place>, clock: Clock, config: Config) -> Self {
        let store = place.open(Opening::Serve).await;
        let secret = Secret::of(b"a secret of the tests, long enough for all").unwrap();
        let mailer = Mailer::memory(&config.mail);
        let parts = Parts { store, clock, config, secret, cost: Cost::Least, mailer };
        let state = State::new(parts).unwrap();
        Self { router: router(&state), state, place }
    }

    /// Somebody without a token.
    pub(crate) fn guest(&self) -> Actor {
        Actor::guest(self.router.clone())
    }

    /// Somebody with an account: `ada` is `ada@example.com`.
    pub(crate) async fn user(&self, name: &str) -> Actor {
        self.somebody(name, vec![Scope::user()]).await
    }

    /// An administrator: `root@example.com`.
    pub(crate) async fn admin(&self) -> Actor {
        self.another_admin("root").await
    }

    /// An administrator of this name.
    pub(crate) async fn another_admin(&self, name: &str) -> Actor {
        self.somebody(name, vec![Scope::user(), Scope::admin()]).await
    }

    /// Somebody with these scopes, who costs no call and tells no product.
    pub(crate) async fn somebody(&self, name: &str, scope: Vec<Scope>) -> Actor {
        let state = &self.state;
        let user = self.newcomer(name, scope).await;
        let now = state.clock.now();
        let session = NewSession {
            id: state.clock.uuid(),
            user: user.id,
            created_at: now,
            expires_at: now.plus_millis(state.config.token_life),
            user_agent: None,
            address: None,
        };
        let jti = session.id;
        match state.store.create_user(user, Some(session), Vec::new(), &self.by()).await.unwrap() {
            Created::User(user) => {
                let token = state.token(&user, jti).unwrap();
                self.guest().known(serde_json::to_value(show(&user)).unwrap(), &token)
            }
            Created::AddressTaken => panic!("{name} is there already"),
        }
    }

    /// Somebody whose account is not active, which no call makes.
    pub(crate) async fn inactive(&self, name: &str) {
        let user = NewUser { is_active: false, ..self.newcomer(name, vec![Scope::user()]).await };
        self.state.store.create_user(user, None, Vec::new(), &self.by()).await.unwrap();
    }

    async fn newcomer(&self, name: &str, scope: Vec<Scope>) -> NewUser {
        let state = &self.state;
        let (email, key) = addresses::read(&email(name)).unwrap();
        NewUser {
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
            created_at: state.clock.now(),
        }
    }

    /// Whoever acts behind the API's back.
    fn by(&self) -> By {
        By::command(self.state.clock.now())
    }

    /// Changes a user behind the API's back.
    pub(crate) async fn change(&self, who: &Actor, change: Change) {
        self.state.store.update_user(who.user_id(), change, &|_, _| Vec::new(), &self.by()).await.unwrap();
    }

    /// Runs all jobs that are due. How many there were.
    pub(crate) async fn work(&self) -> usize {
        jobs::run_due(&self.state).await.unwrap()
    }

    /// Lets the moment pass for which requests for reset links rest, and runs all jobs that are due then.
    pub(crate) async fn deliver(&self) -> usize {
        self.pass_millis(1223);
        self.work().await
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
        self.pass_millis(seconds * 1000);
    }

    /// Moves the clock by less than a second.
    pub(crate) fn pass_millis(&self, millis: i64) {
        self.state.clock.advance(millis);
    }

    /// The reset code of the last letter that has one.
    pub(crate) fn code(&self) -> String {
        let letters = self.letters();
        letters.iter().rev().find_map(code_in).expect("no letter has a link")
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let place = Arc::clone(&self.place);
        // Opened anew, on a thread of its own: the test's runtime stands still while this waits.
        let left = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async move { place.open(Opening::Beside).await.count_jobs().await })
        });
        assert_eq!(left.join().unwrap().unwrap(), 0, "a job was left in the queue");
    }
}

/// Everybody's address.
pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.com")
}

/// The reset code of a letter, if it has one.
pub(crate) fn code_in(letter: &Letter) -> Option<String> {
    let (_, after) = letter.text.split_once("?code=")?;
    Some(after.chars().take_while(|c| !c.is_whitespace()).collect())
}
