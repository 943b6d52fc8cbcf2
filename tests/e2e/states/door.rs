//! The end user's pages, before and after something went wrong.

use serde_json::json;

use super::{State, Tour, nothing, some_field_is_wrong};
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in;
use crate::people::{JOYCE, NORA, Person};

const WRONG: Person = Person { password: "not hers", ..JOYCE };

/// A desk where anyone may sign up.
pub(crate) const OPEN: Tour = Tour {
    desk: || Desk::staffed().with("PRIVACY_URL", "https://acme.example/privacy"),
    before: nothing,
    forgiven: &["status of 403", "status of 400", "status of 404"],
    states: &[
        State {
            name: "sign-in",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/sign-in").await;
                    page.heading("Sign in").await;
                })
            },
        },
        State {
            name: "sign-in-refused",
            reach: |_, page| {
                Box::pin(async move {
                    sign_in(page, WRONG).await;
                    page.says("Email and password do not match.").await;
                })
            },
        },
        State {
            name: "sign-up",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/sign-up").await;
                    page.heading("Create your account").await;
                    page.fill("Password", NORA.password).await;
                })
            },
        },
        State {
            name: "sign-up-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Email", JOYCE.email).await;
                    page.fill("Password", NORA.password).await;
                    page.press("Create account").await;
                    some_field_is_wrong(page).await;
                })
            },
        },
        State {
            name: "forgot-password",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/forgot-password").await;
                    page.heading("Forgot your password?").await;
                })
            },
        },
        State {
            name: "forgot-sent",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Email", JOYCE.email).await;
                    page.press("Send the link").await;
                    page.heading("Check your mail").await;
                })
            },
        },
        State {
            name: "reset-password",
            reach: |desk, page| {
                Box::pin(async move {
                    page.go(&desk.mail_to(JOYCE.email).await.link()).await;
                    page.heading("Set a new password").await;
                })
            },
        },
        State {
            name: "reset-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("New password", "four").await;
                    page.press("Set password and sign in").await;
                    some_field_is_wrong(page).await;
                })
            },
        },
        State {
            name: "reset-expired",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/reset-password?code=spent").await;
                    page.fill("New password", NORA.password).await;
                    page.press("Set password and sign in").await;
                    page.heading("This link no longer works").await;
                })
            },
        },
        State {
            name: "not-found",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/nowhere/at/all").await;
                    page.heading("Nothing here").await;
                })
            },
        },
    ],
};

/// A desk where only administrators add users.
pub(crate) const CLOSED: Tour = Tour {
    desk: || {
        Desk::staffed().with("API_USER_CREATE_SCOPE", "admin").with("SUPPORT_CONTACT", "desk@acme.example")
    },
    before: nothing,
    forgiven: &[],
    states: &[State {
        name: "sign-up-closed",
        reach: |_, page| {
            Box::pin(async move {
                page.open("/sign-up").await;
                page.find(Role::Link, "desk@acme.example").await;
            })
        },
    }],
};

/// A desk that has no administrator yet.
pub(crate) const UNCLAIMED: Tour = Tour {
    desk: Desk::empty,
    before: nothing,
    forgiven: &["status of 400"],
    states: &[
        State {
            name: "set-up",
            reach: |_, page| {
                Box::pin(async move {
                    page.open("/set-up?code=spent").await;
                    page.heading("Make the first administrator").await;
                })
            },
        },
        State {
            name: "set-up-refused",
            reach: |_, page| {
                Box::pin(async move {
                    page.fill("Email", NORA.email).await;
                    page.fill("Password", NORA.password).await;
                    page.press("Create administrator").await;
                    page.says("no longer works").await;
                })
            },
        },
    ],
};

/// A desk where somebody has tried too often.
pub(crate) const LIMITED: Tour = Tour {
    desk: Desk::staffed,
    before: |desk| Box::pin(guess(desk)),
    forgiven: &["status of 429"],
    states: &[State {
        name: "sign-in-limited",
        reach: |_, page| {
            Box::pin(async move {
                page.open("/sign-in").await;
                sign_in(page, JOYCE).await;
                page.says("Too many tries.").await;
            })
        },
    }],
};

async fn guess(desk: &Desk) {
    let guess = json!({ "username": WRONG.email, "password": WRONG.password });
    for _ in 0..6 {
        desk.api().call(reqwest::Method::POST, frontdesk_wire::paths::AUTH, Some(guess.clone())).await;
    }
}
