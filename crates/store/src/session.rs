//! Sessions as they are kept.

use crate::User;
use frontdesk_wire::{Timestamp, UserId};

/// Which session: the token's `jti`.
pub type SessionId = uuid::Uuid;

/// A session to be opened.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Which session.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// What the browser called itself, cut to 256 characters.
    pub user_agent: Option<String>,
    /// From where.
    pub address: Option<String>,
}

/// A session as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which session.
    pub id: SessionId,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_seen_at: Timestamp,
    /// What the browser called itself.
    pub user_agent: Option<String>,
    /// From where.
    pub address: Option<String>,
}

/// Who stands behind a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The session holds; its user as stored.
    Holds(Box<User>),
    /// The session has ended, or its user is blocked or being deleted.
    Ended,
    /// The user is gone.
    Gone,
}
