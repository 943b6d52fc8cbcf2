//! Somebody else's server of the documented API, with none of our extensions: a plain tenant. It also notes what it was
//! asked that is not documented.

use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};

use crate::http::{Asked, Listener};
use crate::people::{ADA, JOYCE, Person};

const TICKET: &str = "0b5ac1f5-7c0b-4e0a-9d0c-1f9e3c0a7d11";

/// What the documentation lets a list be asked.
const QUERY: [&str; 6] = ["filter", "sort", "limit", "offset", "pattern", "projection"];

/// Everybody of a tenant, and what nobody should have asked.
#[derive(Default)]
struct Kept {
    /// Each as the API shows one, with their password beside.
    users: Vec<(Value, String)>,
    undocumented: Vec<String>,
    deleted: u32,
}

/// A server that knows the documented calls and says nothing of capabilities.
pub(crate) struct Tenant {
    listener: Listener,
    kept: Arc<Mutex<Kept>>,
}

impl Tenant {
    /// One with an administrator and a user, where only administrators add users.
    pub(crate) fn start() -> Self {
        let mut first = Kept::default();
        first.add(ADA.email, ADA.password, &["user", "admin"]);
        first.add(JOYCE.email, JOYCE.password, &["user"]);
        let kept = Arc::new(Mutex::new(first));
        let asked_of = Arc::clone(&kept);
        let listener = Listener::start(move |asked| locked(&asked_of).answer(asked));
        Self { listener, kept }
    }

    /// Where it listens.
    pub(crate) fn url(&self) -> String {
        self.listener.url("")
    }

    /// The user with this address.
    pub(crate) fn user(&self, email: &str) -> Option<Value> {
        locked(&self.kept).users.iter().find(|(user, _)| user["email"] == email).map(|(user, _)| user.clone())
    }

    /// Does it let somebody in?
    pub(crate) fn knows(&self, person: Person) -> bool {
        let kept = locked(&self.kept);
        kept.users.iter().any(|(user, password)| user["email"] == person.email && password == person.password)
    }

    /// What it was asked that no documentation names: method, path, and what was odd.
    pub(crate) fn undocumented(&self) -> Vec<String> {
        locked(&self.kept).undocumented.clone()
    }
}

fn locked(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().expect("no answer fails half way")
}

impl Kept {
    /// Adds a user as the documented API shows one: no `blocked`; the vendor as one word.
    fn add(&mut self, email: &str, password: &str, scope: &[&str]) -> Value {
        let user = json!({
            "id": format!("5c88c7cc04a917256c726c{:02x}", self.users.len() + 16),
            "username": email, "email": email, "isActive": true, "plan": "free", "scope": scope,
            "vendor": "acme", "metadata": {}, "created": "2026-01-01T00:00:00.000Z",
        });
        self.users.push((user.clone(), password.to_owned()));
        user
    }

    fn answer(&mut self, asked: &Asked) -> (u16, Value) {
        let path: Vec<&str> = asked.path.trim_matches('/').split('/').collect();
        let caller = self.users.iter().position(|(user, _)| token(user) == asked.token);
        let is_admin = caller.is_some_and(|at| self.users[at].0["scope"].to_string().contains("admin"));
        match (asked.method.as_str(), path.as_slice()) {
            ("GET", [""]) => (200, json!({ "version": "6.1.0" })),
            ("POST", ["user", "auth"]) => self.sign_in(&asked.body),
            ("POST", ["user", "forgot-password"]) => (200, json!({})),
            ("POST", ["user"]) if caller.is_none() => refusal(401, "Missing authentication"),
            (_, ["user" | "users", ..]) if caller.is_none() => {
                refusal(401, "Invalid JWT: key or signature is invalid")
            }
            ("GET", ["user"]) => (200, self.users[caller.unwrap_or_default()].0.clone()),
            ("POST", ["user", "change-password"]) => {
                self.change_password(caller.unwrap_or_default(), &asked.body)
            }
            ("POST" | "GET" | "PUT" | "DELETE", _) if is_admin => self.answer_admin(asked, &path),
            _ => refusal(403, "Insufficient scope"),
        }
    }

    fn answer_admin(&mut self, asked: &Asked, path: &[&str]) -> (u16, Value) {
        match (asked.method.as_str(), path) {
            ("POST", ["user"]) => self.create(&asked.body),
            ("POST", ["user", "reset-password"]) => self.reset_password(&asked.body),
            ("GET", ["users"]) => (200, Value::Array(self.matching(asked))),
            ("GET", ["users", "count"]) => (200, json!({ "count": self.matching(asked).len() })),
            ("GET", ["users", _, "delete-status", TICKET]) => self.delete_status(),
            (method, ["users", id]) => self.one(method, id, asked),
            _ => {
                self.undocumented.push(format!("{} {}", asked.method, asked.path));
                refusal(404, "Not Found")
            }
        }
    }

    fn sign_in(&self, body: &Value) -> (u16, Value) {
        let name = body.get("username").or_else(|| body.get("email"));
        let fits = |(user, password): &&(Value, String)| {
            name == Some(&user["email"]) && body["password"] == password.as_str()
        };
        match self.users.iter().find(fits) {
            Some((user, _)) => (200, json!({ "user": user, "token": token(user) })),
            None => refusal(403, "Forbidden"),
        }
    }

    /// A new user gets the tenant's own scopes, whatever was asked for.
    fn create(&mut self, body: &Value) -> (u16, Value) {
        let email = body["email"].as_str().unwrap_or_default();
        if self.users.iter().any(|(user, _)| user["email"] == email) {
            return refusal(400, "User already exists");
        }
        let user = self.add(email, body["password"].as_str().unwrap_or_default(), &["user"]);
        (200, json!({ "token": token(&user), "user": user }))
    }

    fn change_password(&mut self, at: usize, body: &Value) -> (u16, Value) {
        if body["oldPassword"] != self.users[at].1.as_str() {
            return refusal(403, "Forbidden");
        }
        body["newPassword"].as_str().unwrap_or_default().clone_into(&mut self.users[at].1);
        (200, json!({}))
    }

    fn reset_password(&mut self, body: &Value) -> (u16, Value) {
        let Some(found) = self.users.iter_mut().find(|(user, _)| user["email"] == body["email"]) else {
            return refusal(404, "User not found.");
        };
        body["password"].as_str().unwrap_or_default().clone_into(&mut found.1);
        (200, json!({}))
    }

    /// A tenant's own search: a substring of the address. It takes one sort key and only the fields it knows.
    fn matching(&mut self, asked: &Asked) -> Vec<Value> {
        let pairs = || asked.query.split('&').filter_map(|pair| pair.split_once('='));
        let odd = |(name, value): &(&str, &str)| {
            !QUERY.contains(name)
                || (*name == "sort" && value.contains([',', '%']))
                || value.contains("blocked")
        };
        self.undocumented.extend(pairs().filter(odd).map(|(name, value)| format!("{name}={value}")));
        let pattern = pairs().find_map(|(name, value)| (name == "pattern").then_some(value));
        let wanted = pattern.unwrap_or_default().replace("%40", "@");
        let holds = |user: &&Value| user["email"].as_str().is_some_and(|email| email.contains(&wanted));
        self.users.iter().map(|(user, _)| user).filter(holds).cloned().collect()
    }

    fn one(&mut self, method: &str, id: &str, asked: &Asked) -> (u16, Value) {
        let Some(at) = self.users.iter().position(|(user, _)| user["id"] == id) else {
            return refusal(404, "User not found.");
        };
        match method {
            "PUT" => {
                for (name, value) in asked.body.as_object().into_iter().flatten() {
                    if !["scope", "vendor", "metadata", "email"].contains(&name.as_str()) {
                        self.undocumented.push(format!("PUT {name}"));
                    }
                    self.users[at].0[name] = value.clone();
                }
            }
            "DELETE" => {
                self.users.remove(at);
                return (200, json!({ "ticket": TICKET }));
            }
            _ => {}
        }
        (200, self.users[at].0.clone())
    }

    /// Under way when it is asked first, done when it is asked again.
    fn delete_status(&mut self) -> (u16, Value) {
        self.deleted += 1;
        let (status, done) = if self.deleted > 1 { ("completed", 3) } else { ("in-progress", 1) };
        (200, json!({ "status": status, "stepsDone": done, "stepsTotal": 3 }))
    }
}

/// An opaque one: nothing in it can be read.
fn token(user: &Value) -> String {
    format!("token-of-{}", user["id"].as_str().unwrap_or_default())
}

/// As documented: no `code`, no `fields`.
fn refusal(status: u16, message: &str) -> (u16, Value) {
    (status, json!({ "statusCode": status, "error": "Refused", "message": message }))
}
