//! Who is looking: restored at start, kept for all tabs, ended by sign-out, expiry or the server's word.

mod keeper;
mod kept;
mod token;
mod watch;

pub use keeper::Keeper;

use crate::api::Api;
use frontdesk_wire::replies::Account;
use leptos::prelude::*;

/// Who is looking.
#[derive(Clone, PartialEq, Eq)]
pub enum Session {
    /// Not known yet.
    Restoring,
    /// Nobody who is signed in.
    Guest,
    /// Somebody.
    SignedIn(Viewer),
    /// Somebody whose token has ended: the page stays as it is until they sign in again.
    Ended(Viewer),
}

/// Somebody who is signed in, as the server last described them.
#[derive(Clone, PartialEq, Eq)]
pub struct Viewer {
    /// Their account.
    pub account: Account,
}

impl Viewer {
    /// The address they are known by.
    pub fn email(&self) -> &str {
        if self.account.email.is_empty() { &self.account.username } else { &self.account.email }
    }

    /// The name they sign in with.
    pub fn username(&self) -> &str {
        if self.account.username.is_empty() { &self.account.email } else { &self.account.username }
    }

    /// May they administer?
    pub fn is_admin(&self) -> bool {
        self.account.is_admin()
    }
}

/// Whom a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anyone.
    Open,
    /// Those who are not signed in.
    Guests,
    /// Those who are.
    Viewers,
    /// Administrators.
    Admins,
}

impl Session {
    /// The viewer, also while their token has ended.
    pub fn viewer(&self) -> Option<&Viewer> {
        match self {
            Self::SignedIn(viewer) | Self::Ended(viewer) => Some(viewer),
            Self::Restoring | Self::Guest => None,
        }
    }

    /// May this one pass that door? `None` while it is not known who it is.
    pub fn admits(&self, door: Door) -> Option<bool> {
        match (door, self) {
            (Door::Open, _) => Some(true),
            (_, Self::Restoring) => None,
            (Door::Guests, _) => Some(self.viewer().is_none()),
            (Door::Viewers, _) => Some(self.viewer().is_some()),
            (Door::Admins, _) => Some(self.viewer().is_some_and(Viewer::is_admin)),
        }
    }
}

/// How the last session of this tab ended; said on the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// By signing out here.
    SignedOut,
    /// By signing out everywhere.
    SignedOutEverywhere,
    /// By signing out in another tab.
    Elsewhere,
    /// By its age, or by the server.
    Ended,
    /// By a new password, set with a mailed link.
    PasswordSet,
}

impl Parting {
    const ALL: [Self; 5] =
        [Self::SignedOut, Self::SignedOutEverywhere, Self::Elsewhere, Self::Ended, Self::PasswordSet];

    /// The word for it on its way to the next document.
    fn word(self) -> &'static str {
        match self {
            Self::SignedOut => "signed-out",
            Self::SignedOutEverywhere => "signed-out-everywhere",
            Self::Elsewhere => "elsewhere",
            Self::Ended => "ended",
            Self::PasswordSet => "password-set",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|parting| parting.word() == word)
    }
}

/// The session's keeper.
pub fn use_session() -> Keeper {
    use_context().unwrap_or_else(|| Keeper::provide(Api::new()))
}

#[cfg(test)]
mod tests;
