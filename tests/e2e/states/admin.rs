//! The administrator's pages: the list in its states, and one user in theirs.

use serde_json::json;

use super::{State, Tour, nothing, some_field_is_wrong};
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{change_joyce, find_user, sign_in};
use crate::keyboard;
use crate::page::OUTAGE;
use crate::people::{ADA, JOYCE};

/// Ten thousand users.
pub(crate) const LIST: Tour = Tour {
    desk: Desk::crowded,
    before: nothing,
    forgiven: OUTAGE,
    states: &[
        State {
            name: "users",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    sign_in(page, ADA).await;
                    page.find(Role::Table, "Users").await;
                    page.says("Page 1 of").await;
                })
            },
        },
        State {
            name: "users-user",
            reach: |_, page| {
                Box::pin(async move {
                    let people = page.all(Role::Link, "…").await;
                    let others = people.iter().filter(|link| link.name().contains('@'));
                    let third = others.map(|link| link.name().to_owned()).nth(2);
                    let third = third.expect("a page of ten thousand has a third row");
                    page.follow(&third).await;
                    page.heading(&third).await;
                })
            },
        },
        State {
            name: "users-narrowed",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users?filter=scope:user&filter=plan:pro&sort=plan:-1,email:1").await;
                    page.find(Role::Button, "Remove filter: Plan is pro").await;
                    page.find(Role::Table, "Users").await;
                })
            },
        },
        State {
            name: "users-filter",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Filter").await;
                    page.find(Role::Heading, "Show users where all of these hold").await;
                    page.find(Role::Button, "Show …").await;
                })
            },
        },
        State {
            name: "users-no-match",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users?pattern=nobody-is-called-so&filter=plan:team").await;
                    page.heading("Nobody matches").await;
                })
            },
        },
        State {
            name: "users-past-the-end",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users?offset=30000").await;
                    page.heading("The list ends before this page").await;
                })
            },
        },
        State {
            name: "users-shortcuts",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    page.press("Shortcuts").await;
                    page.find(Role::Dialog, "Keyboard shortcuts").await;
                })
            },
        },
        State {
            name: "users-failed",
            reach: |desk, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    page.says("Page 1 of").await;
                    desk.stop();
                    page.follow("Next page").await;
                    page.heading("The list could not be loaded").await;
                })
            },
        },
    ],
};

/// One user beside the list; whoever is told of deletions never answers, so that one stays under way.
pub(crate) const USER: Tour = Tour {
    desk: || Desk::staffed().with("WEBHOOK_USER_DELETED", "http://127.0.0.1:9/deleted"),
    before: nothing,
    forgiven: &["status of 400", "status of 404", "status of 412"],
    states: &[
        State {
            name: "user",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    sign_in(page, ADA).await;
                    find_user(page, JOYCE).await;
                })
            },
        },
        State {
            name: "user-changed",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Email", "joyce.byers@acme.example").await;
                    page.fill_in(Role::Combobox, "Scopes", "admin").await;
                    keyboard::enter(page).await;
                    page.find(Role::Button, "Save 2 changes").await;
                })
            },
        },
        State {
            name: "user-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Email", "joyce at acme").await;
                    page.press("Save 2 changes").await;
                    some_field_is_wrong(page).await;
                })
            },
        },
        State {
            name: "user-leave",
            reach: |_, page| {
                Box::pin(async move {
                    page.follow("Close").await;
                    page.find(Role::Dialog, "Leave without saving?").await;
                })
            },
        },
        State {
            name: "user-metadata",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Discard").await;
                    page.follow("Edit metadata").await;
                    page.heading("Metadata of joyce@acme.example").await;
                    page.fill("Metadata, JSON", "{\"department\": \"logistics\", \"seats\": 12}").await;
                    page.find(Role::Button, "Save 2 changes").await;
                })
            },
        },
        State {
            name: "user-metadata-typo",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Metadata, JSON", "{\"department\": 40 \"seats\": 12}").await;
                    page.says("a comma is missing after 40.").await;
                })
            },
        },
        State {
            name: "user-password",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Discard").await;
                    page.follow("Back to the user").await;
                    page.heading(JOYCE.email).await;
                    page.press("Set a password").await;
                    page.find(Role::Dialog, "Set a password for joyce@acme.example").await;
                    page.choose("Type a password").await;
                    page.fill("New password", "a lamp in every window").await;
                })
            },
        },
        State {
            name: "user-password-made",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Set a password").await;
                    page.press("Set the password").await;
                    page.find(Role::Dialog, "The new password of joyce@acme.example").await;
                })
            },
        },
        State {
            name: "user-block",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Block").await;
                    page.find(Role::Dialog, "Block joyce@acme.example?").await;
                })
            },
        },
        State {
            name: "user-conflict",
            reach: |desk, page| {
                Box::pin(async move {
                    page.fill_in(Role::Combobox, "Scopes", "beta").await;
                    keyboard::enter(page).await;
                    page.find(Role::Button, "Remove beta").await;
                    change_joyce(desk, json!({ "scope": ["user", "gamma"] })).await;
                    page.press("Save 1 change").await;
                    page.heading("Someone saved first").await;
                })
            },
        },
        State {
            name: "user-new",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users/new").await;
                    page.heading("New user").await;
                    page.fill("Email", JOYCE.email).await;
                    page.press("Create the user").await;
                    some_field_is_wrong(page).await;
                })
            },
        },
        State {
            name: "user-missing",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users/5c88c7cc04a917256c726c3d").await;
                    page.heading("There is no user with this ID").await;
                })
            },
        },
        State {
            name: "user-delete",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/admin/users").await;
                    find_user(page, JOYCE).await;
                    page.unfold("Delete this account").await;
                    page.press("Delete this user").await;
                    page.find(Role::Dialog, "Delete joyce@acme.example?").await;
                })
            },
        },
        State {
            name: "user-deleting",
            reach: |_, page| {
                Box::pin(async move {
                    page.press("Delete this user").await;
                    page.find(Role::Dialog, "Delete joyce@acme.example?").await;
                    page.press("Delete this user").await;
                    page.find(Role::Progressbar, "Deletion, step 4 …").await;
                })
            },
        },
    ],
};
