//! The audit trail as it is written: who acts, and what they did.

use frontdesk_wire::{Actor, ActorKind, AuditAction, AuditDetails, Timestamp, UserId};
use uuid::Uuid;

/// Who acts, when and from where: what every act tells the trail of itself.
#[derive(Clone, Debug)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// By which of their sessions.
    pub session: Option<Uuid>,
    /// From which network address.
    pub address: Option<String>,
    /// What the client called itself, cut to 256 characters.
    pub user_agent: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl By {
    fn kind(kind: ActorKind, at: Timestamp) -> Self {
        Self { actor: Actor { id: None, kind }, session: None, address: None, user_agent: None, at }
    }

    /// A command on the server's own machine.
    pub fn command(at: Timestamp) -> Self {
        Self::kind(ActorKind::Command, at)
    }

    /// The server itself.
    pub fn server(at: Timestamp) -> Self {
        Self::kind(ActorKind::Server, at)
    }

    /// Somebody of whom nothing is known but where they are.
    pub fn guest(address: Option<String>, user_agent: Option<String>, at: Timestamp) -> Self {
        Self { address, user_agent, ..Self::kind(ActorKind::Guest, at) }
    }

    /// The same, known to be this user.
    #[must_use]
    pub fn known_as(self, user: UserId) -> Self {
        Self { actor: Actor { id: Some(user), kind: ActorKind::User }, ..self }
    }

    /// What they did, to this user.
    pub fn did(&self, action: AuditAction, subject: UserId) -> NewEntry {
        NewEntry { by: self.clone(), action, subject: Some(subject), details: AuditDetails::default() }
    }
}

/// An entry to be added to the trail.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// Who, when, from where.
    pub by: By,
    /// Did what.
    pub action: AuditAction,
    /// To whom.
    pub subject: Option<UserId>,
    /// What more there is to say.
    pub details: AuditDetails,
}

impl NewEntry {
    /// The same, with more to say.
    #[must_use]
    pub fn with(self, details: AuditDetails) -> Self {
        Self { details, ..self }
    }
}
