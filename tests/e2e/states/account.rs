//! The account page, and what stands where a page may not be seen.

use reqwest::Method;
use serde_json::json;

use super::{State, Tour, nothing, some_field_is_wrong};
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in;
use crate::people::JOYCE;

/// Joyce looks after her account.
pub(crate) const TOUR: Tour = Tour {
    desk: Desk::staffed,
    before: nothing,
    forgiven: &["status of 403", "status of 401"],
    states: &[
        State {
            name: "account",
            reach: |desk, page| {
                Box::pin(async move {
                    desk.api().signed_in(JOYCE).await;
                    page.open("/account").await;
                    sign_in(page, JOYCE).await;
                    page.heading("Your account").await;
                    page.says("This browser").await;
                })
            },
        },
        State {
            name: "account-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Current password", "not hers").await;
                    page.fill("New password", "a lamp in every window").await;
                    page.press("Change password").await;
                    some_field_is_wrong(page).await;
                })
            },
        },
        State {
            name: "admin-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    page.says("administrator").await;
                })
            },
        },
        State {
            name: "session-ended",
            reach: |desk, page| {
                Box::pin(async move {
                    page.open("/account").await;
                    page.heading("Your account").await;
                    let everywhere = Some(json!({ "everywhere": true }));
                    let joyce = desk.api().signed_in(JOYCE).await;
                    joyce.call(Method::POST, frontdesk_wire::paths::SIGN_OUT, everywhere).await;
                    page.fill("Current password", JOYCE.password).await;
                    page.fill("New password", "a lamp in every window").await;
                    page.press("Change password").await;
                    page.find(Role::Dialog, "…").await;
                })
            },
        },
    ],
};
