//! Which work the queue holds: where those who ask (`api`) and those who do (`jobs`) meet.

use crate::clock::Clock;
use crate::config::Config;
use frontdesk_store::{By, Job, JobId, JobKind, NewJob, NewUser, User};
use frontdesk_wire::{Email, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One piece of work. Never a code, a password or a token in it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// Somebody asked for a reset link for this address, which may be nobody's.
    ForgotPassword {
        /// The address as it was typed.
        email: Email,
        /// Who asked, from where.
        #[serde(default)]
        asker: Asker,
    },
    /// A reset link is to be mailed.
    MailResetLink(ResetLink),
    /// The product is to be told a reset code: `WEBHOOK_USER_FORGOT_PASSWORD` is called.
    CallForgotPassword(ResetLink),
    /// A user was created: `WEBHOOK_USER_CREATED` is called.
    UserCreated {
        /// Who.
        user: UserId,
        /// The name to sign in with.
        username: Email,
        /// Where mail goes.
        email: Email,
        /// Since when.
        created: Timestamp,
    },
    /// The password was changed or reset: a notice is mailed to the stored address.
    PasswordChanged {
        /// Whose.
        user: UserId,
    },
    /// The e-mail was changed: a notice is mailed to the one before.
    EmailChanged {
        /// Whose.
        user: UserId,
        /// The address before.
        before: Email,
        /// The address now.
        after: Email,
    },
    /// A bulk change is to be carried on.
    Bulk {
        /// Its ticket.
        ticket: Uuid,
    },
    /// A deletion is to be carried through.
    DeleteUser {
        /// Its ticket.
        ticket: Uuid,
        /// Whose.
        user: UserId,
    },
}

/// Who asked for work that is done later, for the audit trail.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// Which user; nobody knows, mostly.
    user: Option<UserId>,
    /// From which network address.
    address: Option<String>,
    /// What the client called itself.
    user_agent: Option<String>,
}

impl Asker {
    /// Whoever acts now.
    pub fn of(by: By) -> Self {
        Self { user: by.actor.id, address: by.address, user_agent: by.user_agent }
    }

    /// As the audit trail knows them, at a moment.
    pub fn by(&self, at: Timestamp) -> By {
        let guest = By::guest(self.address.clone(), self.user_agent.clone(), at);
        match self.user {
            Some(user) => guest.known_as(user),
            None => guest,
        }
    }
}

/// A reset link under way to its user. The code is made again from `origin` whenever it is needed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetLink {
    /// Whose.
    pub user: UserId,
    /// The job the code is made of.
    pub origin: JobId,
    /// When it was asked for.
    pub created: Timestamp,
}

impl Work {
    /// The notice after a password was set: what the store's writes take as their jobs.
    pub fn password_changed(clock: &Clock) -> impl Fn(&User, &User) -> Vec<NewJob> + Send + Sync {
        let clock = clock.clone();
        move |_, user| Self::PasswordChanged { user: user.id }.queued(&clock).into_iter().collect()
    }

    /// The news of a new user, for a product that wants it.
    pub fn user_created(config: &Config, clock: &Clock, user: &NewUser) -> Vec<NewJob> {
        let work = Self::UserCreated {
            user: user.id,
            username: user.username.clone(),
            email: user.email.clone(),
            created: user.created_at,
        };
        let wanted = config.webhooks.created.is_some();
        wanted.then(|| work.queued(clock)).flatten().into_iter().collect()
    }

    /// A user's deletion, with the ticket it gets: what bulk changes take.
    pub fn deletion(clock: &Clock) -> impl Fn(UserId) -> (Uuid, Vec<NewJob>) + Send + Sync {
        let clock = clock.clone();
        move |user| {
            let ticket = clock.uuid();
            (ticket, Self::DeleteUser { ticket, user }.queued(&clock).into_iter().collect())
        }
    }

    /// How long it rests when it follows from a job, ms: a bulk change goes on when deletions had time to end.
    pub fn rest(&self) -> i64 {
        if matches!(self, Self::Bulk { .. }) { 250 } else { 0 }
    }

    /// This work as a job that is due now. `None` only if it cannot be written, which no value of this type shows.
    pub fn queued(&self, clock: &Clock) -> Option<NewJob> {
        self.queued_for(clock.now(), clock)
    }

    /// The same as a job that is due at another moment.
    pub fn queued_for(&self, due_at: Timestamp, clock: &Clock) -> Option<NewJob> {
        let payload = match serde_json::to_string(self) {
            Ok(payload) => payload,
            Err(cause) => {
                tracing::error!(%cause, "work could not be written");
                return None;
            }
        };
        let id = clock.uuid();
        Some(NewJob { id, kind: JobKind(self.kind().to_owned()), payload, user: self.user(), due_at })
    }

    /// Reads a job's work.
    ///
    /// # Errors
    /// The payload is none of ours.
    pub fn of(job: &Job) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&job.payload)
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::ForgotPassword { .. } => "forgot-password",
            Self::MailResetLink(_) => "mail-reset-link",
            Self::CallForgotPassword(_) => "call-forgot-password",
            Self::UserCreated { .. } => "user-created",
            Self::PasswordChanged { .. } => "password-changed",
            Self::EmailChanged { .. } => "email-changed",
            Self::Bulk { .. } => "bulk",
            Self::DeleteUser { .. } => "delete-user",
        }
    }

    /// Whom the job is erased with; a deletion itself is erased with nobody.
    fn user(&self) -> Option<UserId> {
        match self {
            Self::MailResetLink(link) | Self::CallForgotPassword(link) => Some(link.user),
            Self::UserCreated { user, .. }
            | Self::PasswordChanged { user }
            | Self::EmailChanged { user, .. } => Some(*user),
            Self::ForgotPassword { .. } | Self::Bulk { .. } | Self::DeleteUser { .. } => None,
        }
    }
}
