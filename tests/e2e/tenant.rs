//! Somebody else's server of the documented API, with none of our extensions: a plain tenant.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::http::{Asked, Listener};
use crate::people::{ADA, JOYCE, Person};

const TICKET: &str = "0b5ac1f5-7c0b-4e0a-9d0c-1f9e3c0a7d11";

/// A server that knows the documented calls and says nothing of capabilities.
pub(crate) struct Tenant {
    listener: Listener,
    users: Arc<Mutex<Vec<Value>>>,
}

impl Tenant {
    /// One with an administrator and a user.
    pub(crate) fn start() -> Self {
        let ada = user("5c88c7cc04a917256c726c3d", ADA, &["user", "admin"]);
        let joyce = user("5c88c7cc04a917256c726c3e", JOYCE, &["user"]);
        let users = Arc::new(Mutex::new(vec![ada, joyce]));
        let kept = Arc::clone(&users);
        let listener = Listener::start(move |asked| {
            let mut users = kept.lock().expect("no answer fails half way");
            answer(asked, &mut users)
        });
        Self { listener, users }
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        self.listener.url("")
    }

    /// The user with this address.
    pub(crate) fn user(&self, email: &str) -> Option<Value> {
        let users = self.users.lock().expect("no answer fails half way");
        users.iter().find(|user| user["email"] == email).cloned()
    }
}

/// As the documented API shows one: no `blocked`, no `created` in a form of ours.
fn user(id: &str, person: Person, scope: &[&str]) -> Value {
    json!({
        "id": id, "username": person.email, "email": person.email, "isActive": true, "plan": "free",
        "scope": scope, "vendor": "acme", "metadata": {}, "created": "2026-01-01T00:00:00.000Z",
    })
}

fn answer(asked: &Asked, users: &mut Vec<Value>) -> (u16, Value) {
    let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
    match (asked.method.as_str(), path.as_slice()) {
        ("GET", [""]) => (200, json!({ "version": "6.1.0" })),
        ("POST", ["user", "auth"]) => sign_in(&asked.body, users),
        ("GET", ["user"]) => own(&asked.token, users),
        ("GET", ["users"]) => (200, matching(asked, users)),
        ("GET", ["users", "count"]) => {
            (200, json!({ "count": matching(asked, users).as_array().map_or(0, Vec::len) }))
        }
        ("GET", ["users", _, "delete-status", TICKET]) => {
            (200, json!({ "status": "completed", "stepsDone": 3, "stepsTotal": 3 }))
        }
        (method, ["users", id]) => one(method, id, asked, users),
        _ => not_found(),
    }
}

fn sign_in(body: &Value, users: &[Value]) -> (u16, Value) {
    let name = body.get("username").or_else(|| body.get("email"));
    let known = [ADA, JOYCE].into_iter().find(|person| {
        name == Some(&json!(person.email)) && body.get("password") == Some(&json!(person.password))
    });
    let user = known.and_then(|person| users.iter().find(|user| user["email"] == person.email));
    match user {
        Some(user) => (200, json!({ "user": user, "token": token(user) })),
        None => (403, json!({ "statusCode": 403, "error": "Forbidden", "message": "Forbidden" })),
    }
}

/// An opaque one: nothing in it can be read.
fn token(user: &Value) -> String {
    format!("token-of-{}", user["id"].as_str().unwrap_or_default())
}

fn own(held: &str, users: &[Value]) -> (u16, Value) {
    match users.iter().find(|user| token(user) == held) {
        Some(user) => (200, user.clone()),
        None => {
            (401, json!({ "statusCode": 401, "error": "Unauthorized", "message": "Missing authentication" }))
        }
    }
}

/// A tenant's own search: a substring of the address.
fn matching(asked: &Asked, users: &[Value]) -> Value {
    let pattern = asked.query.split('&').find_map(|pair| pair.strip_prefix("pattern=")).unwrap_or_default();
    let wanted = pattern.replace("%40", "@");
    let holds = |user: &&Value| user["email"].as_str().is_some_and(|email| email.contains(&wanted));
    Value::Array(users.iter().filter(holds).cloned().collect())
}

fn one(method: &str, id: &str, asked: &Asked, users: &mut Vec<Value>) -> (u16, Value) {
    let Some(at) = users.iter().position(|user| user["id"] == id) else { return not_found() };
    match method {
        "GET" => (200, users[at].clone()),
        "PUT" => {
            for (name, value) in asked.body.as_object().into_iter().flatten() {
                users[at][name] = value.clone();
            }
            (200, users[at].clone())
        }
        "DELETE" => {
            users.remove(at);
            (200, json!({ "ticket": TICKET }))
        }
        _ => not_found(),
    }
}

fn not_found() -> (u16, Value) {
    (404, json!({ "statusCode": 404, "error": "Not Found", "message": "Not Found" }))
}
