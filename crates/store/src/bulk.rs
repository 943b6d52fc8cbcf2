//! Bulk changes as they are kept: one wish, the users it is about, what became of each.

use crate::By;
use frontdesk_wire::bulk::{BulkRowState, BulkState};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::{Scope, Timestamp, UserId, Vendor};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is done to each user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BulkAct {
    /// Gives scopes.
    AddScope(Vec<Scope>),
    /// Takes scopes away.
    RemoveScope(Vec<Scope>),
    /// Sets all scopes.
    SetScope(Vec<Scope>),
    /// Gives vendors.
    AddVendor(Vec<Vendor>),
    /// Takes vendors away.
    RemoveVendor(Vec<Vendor>),
    /// Sets all vendors.
    SetVendor(Vec<Vendor>),
    /// Keeps out.
    Block,
    /// Keeps out no longer.
    Unblock,
    /// Deletes.
    Delete,
}

/// A bulk change to be begun.
#[derive(Clone, Debug)]
pub struct NewBulk {
    /// Its ticket.
    pub ticket: Uuid,
    /// Who asks, and when; must be an administrator as long as it is under way.
    pub by: By,
    /// What is done to each.
    pub act: BulkAct,
}

/// Whom it is about; found once, when it begins.
#[derive(Clone, Debug)]
pub enum Whom {
    /// These, each once.
    These(Vec<UserId>),
    /// Everybody who fits conditions and pattern.
    Fitting(UserQuery),
}

/// A bulk change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// Its ticket.
    pub ticket: Uuid,
    /// Who asked.
    pub by: UserId,
    /// From which network address.
    pub address: Option<String>,
    /// What the client called itself.
    pub user_agent: Option<String>,
    /// What is done to each.
    pub act: BulkAct,
    /// Its state.
    pub state: BulkState,
    /// How many users it is about.
    pub total: u64,
    /// How many were begun.
    pub reached: u64,
    /// How many of those are still being deleted.
    pub open: u64,
    /// How many were changed, or are gone.
    pub done: u64,
    /// How many were so already.
    pub unchanged: u64,
    /// How many could not be changed.
    pub failed: u64,
    /// Why it stopped.
    pub message: Option<String>,
    /// Since when.
    pub began_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
    /// The ticket under which what failed was tried again.
    pub retried_as: Option<Uuid>,
}

/// How many deletions of one bulk change are under way at once.
pub(crate) const OPEN_MAX: u64 = 100;

impl Bulk {
    /// Whoever asked, as what is done now tells the audit trail.
    pub(crate) fn actor(&self, now: Timestamp) -> By {
        By::guest(self.address.clone(), self.user_agent.clone(), now).known_as(self.by)
    }

    /// Is there nothing left to do for it?
    pub fn is_over(&self) -> bool {
        self.state != BulkState::InProgress && self.open == 0
    }

    /// Can it only wait for deletions?
    pub fn waits(&self) -> bool {
        let begins = self.state == BulkState::InProgress && self.reached < self.total && self.open < OPEN_MAX;
        !self.is_over() && !begins && self.open > 0
    }
}

/// What became of one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkOutcome {
    /// Not begun.
    Pending,
    /// Being deleted.
    Open,
    /// Changed, or gone.
    Done,
    /// Was so already.
    Unchanged,
    /// There is no such user.
    Absent,
    /// Nobody would be left to administer.
    LastAdmin,
    /// It is the account of whoever asked.
    OwnAccount,
    /// More scopes or vendors than a user can have.
    TooMany,
    /// The deletion was given up.
    GivenUp,
}

impl BulkOutcome {
    const ALL: [Self; 9] = [
        Self::Pending,
        Self::Open,
        Self::Done,
        Self::Unchanged,
        Self::Absent,
        Self::LastAdmin,
        Self::OwnAccount,
        Self::TooMany,
        Self::GivenUp,
    ];

    /// What it comes to.
    pub fn state(self) -> BulkRowState {
        match self {
            Self::Pending => BulkRowState::Pending,
            Self::Open => BulkRowState::InProgress,
            Self::Done => BulkRowState::Done,
            Self::Unchanged => BulkRowState::Unchanged,
            Self::Absent | Self::LastAdmin | Self::OwnAccount | Self::TooMany | Self::GivenUp => {
                BulkRowState::Failed
            }
        }
    }

    /// As it is kept: its place among all.
    pub(crate) fn byte(self) -> u8 {
        Self::ALL.iter().position(|one| *one == self).and_then(|at| u8::try_from(at).ok()).unwrap_or(0)
    }

    pub(crate) fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}

/// One user of a bulk change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRow {
    /// Its place, from 0.
    pub seq: u64,
    /// Which user.
    pub user: UserId,
    /// The address, while the user is there.
    pub email: Option<String>,
    /// What became of it.
    pub outcome: BulkOutcome,
}

/// Which users of a bulk change are asked for.
#[derive(Clone, Copy, Debug)]
pub struct BulkRows {
    /// Only those of this state.
    pub only: Option<BulkRowState>,
    /// From this place on.
    pub from: u64,
    /// So many of them are passed over.
    pub skip: u64,
    /// How many at most.
    pub limit: u32,
}

/// What became of trying again what failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkRetried {
    /// Begun, or begun before, under this ticket, for so many users.
    Under(Uuid, u64),
    /// There is no such bulk change.
    Absent,
    /// It has not ended yet.
    UnderWay,
    /// Nothing failed.
    NothingFailed,
}
