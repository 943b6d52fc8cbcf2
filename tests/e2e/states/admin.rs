//! The administrator's pages: the list in its states, and one user in theirs.

use super::{State, Tour};
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in;
use crate::people::{ADA, JOYCE};

/// Ten thousand users.
pub(crate) const LIST: Tour = Tour {
    open: || Box::pin(Desk::crowded().open()),
    forgiven: &[],
    states: &[
        State {
            name: "users",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    sign_in(page, ADA).await;
                    page.find(Role::Table, "Users").await;
                })
            },
        },
        State {
            name: "users-no-match",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users?pattern=nobody-is-called-so").await;
                    page.says("Nobody matches").await;
                })
            },
        },
    ],
};

/// One user beside the list.
pub(crate) const USER: Tour = Tour {
    open: || Box::pin(Desk::staffed().open()),
    forgiven: &[],
    states: &[State {
        name: "user",
        reach: |_, page| {
            Box::pin(async move {
                page.open("/admin/users").await;
                sign_in(page, ADA).await;
                page.follow(JOYCE.email).await;
                page.heading(JOYCE.email).await;
            })
        },
    }],
};
