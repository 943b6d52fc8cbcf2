//! From what a person typed to a user who can be added: every wrong field is named at once.

use super::{addresses, fields};
use crate::auth::Client;
use crate::error::{Error, Result};
use crate::state::State;
use frontdesk_store::{AddressKey, NewSession, NewUser, PasswordHash};
use frontdesk_wire::requests::{SignUp, SignUpExtras};
use frontdesk_wire::{Email, FieldProblem, Metadata, Password, Scope, UserId, Vendor, code};

/// Somebody who fits every rule but may not be new.
pub struct Newcomer {
    username: (Email, AddressKey),
    email: (Email, AddressKey),
    /// The password that was chosen.
    pub password: Password,
    metadata: Metadata,
    scope: Vec<Scope>,
    vendor: Vec<Vendor>,
}

/// Problems found so far.
#[derive(Default)]
struct Problems(Vec<FieldProblem>);

impl Problems {
    /// The value, or its problem noted.
    fn note<T>(&mut self, field: &str, code: &str, read: Result<T, impl Into<String>>) -> Option<T> {
        read.map_err(|message| {
            self.0.push(FieldProblem {
                field: field.to_owned(),
                code: code.to_owned(),
                message: message.into(),
            });
        })
        .ok()
    }

    /// The same for a value whose reader names the fields itself.
    fn take<T>(&mut self, read: Result<T>) -> Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(Error::PayloadInvalid(fields)) => {
                self.0.extend(fields);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
}

impl Newcomer {
    /// Reads what was asked for under the server's rules.
    ///
    /// # Errors
    /// All fields that are wrong.
    pub fn read(state: &State, ask: SignUp, extras: SignUpExtras) -> Result<Self> {
        let mut problems = Problems::default();
        let (username, email) = names(&mut problems, &ask);
        let password = new_password(state, &mut problems, ask.password);
        let scope = match extras.scope {
            Some(texts) => problems.take(fields::scopes("scope", &texts))?,
            None => Some(vec![Scope::user()]),
        };
        let vendor = match extras.vendor {
            Some(texts) => problems.take(fields::vendors("vendor", &texts.into_vec()))?,
            None => Some(state.config.default_vendor.clone()),
        };
        let metadata = ask.metadata.unwrap_or_default();
        match (username, email, password, scope, vendor) {
            (Some(username), Some(email), Some(password), Some(scope), Some(vendor)) => {
                Ok(Self { username, email, password, metadata, scope, vendor })
            }
            _ => Err(Error::PayloadInvalid(problems.0)),
        }
    }

    /// The user to be added.
    pub fn user(self, state: &State, password: PasswordHash) -> NewUser {
        NewUser {
            id: state.clock.user_id(),
            username: self.username.0,
            username_key: self.username.1,
            email: self.email.0,
            email_key: self.email.1,
            password,
            is_active: true,
            blocked: false,
            plan: "free".to_owned(),
            scope: self.scope,
            vendor: self.vendor,
            metadata: self.metadata,
            created_at: state.clock.now(),
        }
    }
}

type Address = Option<(Email, AddressKey)>;

/// At least one of the two; the one that is missing is a copy of the other.
fn names(problems: &mut Problems, ask: &SignUp) -> (Address, Address) {
    let mut read = |field, text: &Option<String>| {
        text.as_deref().map(|text| problems.note(field, code::PAYLOAD_INVALID, addresses::read(text)))
    };
    let (username, email) = (read("username", &ask.username), read("email", &ask.email));
    if username.is_none() && email.is_none() {
        problems.note::<()>("email", code::PAYLOAD_INVALID, Err("Enter an email address."));
    }
    let (username, email) = (username.flatten(), email.flatten());
    (username.clone().or_else(|| email.clone()), email.or(username))
}

fn new_password(state: &State, problems: &mut Problems, password: Option<Password>) -> Option<Password> {
    let password = problems.note("password", code::PAYLOAD_INVALID, password.ok_or("Choose a password."))?;
    match state.passwords.problem(&password) {
        Some(problem) => problems.note("password", code::PASSWORD_REFUSED, Err(problem.sentence())),
        None => Some(password),
    }
}

/// A session to be opened for this user, for as long as a token holds.
pub fn session(state: &State, user: UserId, client: &Client) -> NewSession {
    let now = state.clock.now();
    NewSession {
        id: state.clock.uuid(),
        user,
        created_at: now,
        expires_at: now.plus_millis(state.config.token_life),
        user_agent: client.user_agent.clone(),
        address: Some(client.address.to_string()),
    }
}
