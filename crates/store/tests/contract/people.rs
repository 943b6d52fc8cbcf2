//! Who appears in the cases, and when.

use frontdesk_store::{
    AddressKey, By, CodeDigest, Created, Job, JobKind, NewJob, NewSession, NewUser, PasswordHash, SessionId,
    Store, User,
};
use frontdesk_wire::{Email, Metadata, Scope, Timestamp, UserId, Vendor};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

/// The store under test.
pub(crate) type Kept = Arc<dyn Store>;

/// Noon of the day on which the cases play.
pub(crate) const NOON: Timestamp = Timestamp::from_millis(1_770_000_000_000);
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;

/// Whoever acts, where it does not matter who: a command, at noon.
pub(crate) static BY: LazyLock<By> = LazyLock::new(|| By::command(NOON));

/// So many milliseconds after noon.
pub(crate) fn after(millis: i64) -> Timestamp {
    NOON.plus_millis(millis)
}

fn next() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

/// An id that no other call gives.
pub(crate) fn fresh() -> Uuid {
    Uuid::from_u128(u128::from(next()) << 64 | 0x4000_8000_0000_0000_0000)
}

pub(crate) fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

pub(crate) fn key(text: &str) -> AddressKey {
    AddressKey::of(&email(text)).unwrap()
}

pub(crate) fn scopes(texts: &[&str]) -> Vec<Scope> {
    texts.iter().map(|text| Scope::parse(text).unwrap()).collect()
}

pub(crate) fn vendors(texts: &[&str]) -> Vec<Vendor> {
    texts.iter().map(|text| Vendor::parse(text).unwrap()).collect()
}

pub(crate) fn hash(text: &str) -> PasswordHash {
    PasswordHash::new(format!("$argon2id${text}"))
}

pub(crate) fn digest(byte: u8) -> CodeDigest {
    CodeDigest([byte; 32])
}

/// Somebody with this address and these scopes, not yet added.
pub(crate) fn somebody(address: &str, scope: &[&str]) -> NewUser {
    NewUser {
        id: UserId::from_parts(1_770_000_000, next().to_be_bytes()),
        username: email(address),
        username_key: key(address),
        email: email(address),
        email_key: key(address),
        password: hash("first"),
        is_active: true,
        blocked: false,
        plan: "free".to_owned(),
        scope: scopes(scope),
        vendor: Vec::new(),
        metadata: Metadata::default(),
        created_at: NOON,
    }
}

/// Adds somebody.
pub(crate) async fn add(store: &Kept, user: NewUser) -> User {
    match store.create_user(user, None, Vec::new(), &BY).await.unwrap() {
        Created::User(user) => *user,
        Created::AddressTaken => unreachable!("the address is taken"),
    }
}

/// Adds an ordinary user.
pub(crate) async fn ada(store: &Kept) -> User {
    add(store, somebody("ada@x.io", &["user"])).await
}

/// Adds an administrator.
pub(crate) async fn admin(store: &Kept, address: &str) -> User {
    add(store, somebody(address, &["user", "admin"])).await
}

/// A session of one day, from noon.
pub(crate) fn session(user: UserId) -> NewSession {
    NewSession {
        id: fresh(),
        user,
        created_at: NOON,
        expires_at: after(24 * HOUR),
        user_agent: Some("Browser".to_owned()),
        address: Some("127.0.0.1".to_owned()),
    }
}

/// Opens a session of this user.
pub(crate) async fn signed_in(store: &Kept, user: &User) -> SessionId {
    let new = session(user.id);
    let id = new.id;
    store.open_session(new, user.epoch).await.unwrap().unwrap();
    id
}

/// A job due at a moment.
pub(crate) fn new_job(kind: &str, user: Option<UserId>, due_at: Timestamp) -> NewJob {
    NewJob { id: fresh(), kind: JobKind(kind.to_owned()), payload: "{}".to_owned(), user, due_at }
}

/// A job for keeping codes: made at a moment, leased by nobody.
pub(crate) fn job_made(made_at: Timestamp) -> Job {
    Job {
        id: fresh(),
        kind: JobKind("forgot".to_owned()),
        payload: "{}".to_owned(),
        made_at,
        tries: 0,
        leased_until: made_at,
    }
}

/// Keeps a code for one hour from noon; does it hold?
pub(crate) async fn keep_code(store: &Kept, byte: u8, user: &User, made_at: Timestamp) -> bool {
    store.keep_reset_code(digest(byte), user.id, &job_made(made_at), after(HOUR), &BY).await.unwrap()
}
