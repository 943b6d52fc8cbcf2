//! What the device keeps of a session: the token, whose it is, and which server it is for.

use crate::api::Token;
use crate::storage::{SESSION, Shelf};
use frontdesk_wire::replies::User;
use serde::{Deserialize, Serialize};

/// A session as it is kept.
pub(super) struct Kept {
    api: String,
    pub(super) token: Token,
    pub(super) user: User,
}

#[derive(Serialize, Deserialize)]
struct Written {
    api: String,
    token: String,
    user: User,
}

impl Kept {
    pub(super) fn new(api: String, token: Token, user: User) -> Self {
        Self { api, token, user }
    }

    /// What is kept for this server; a token of another server is never shown to this one.
    pub(super) fn read(api: &str) -> Option<Self> {
        Self::parse(&Shelf::Device.read(SESSION)?, api)
    }

    pub(super) fn parse(text: &str, api: &str) -> Option<Self> {
        let Written { api: kept_for, token, user } = serde_json::from_str(text).ok()?;
        (kept_for == api).then(|| Self { api: kept_for, token: Token::new(token), user })
    }

    pub(super) fn write(self) {
        let written = Written { api: self.api, token: self.token.reveal().to_owned(), user: self.user };
        if let Ok(text) = serde_json::to_string(&written) {
            Shelf::Device.write(SESSION, &text);
        }
    }
}
