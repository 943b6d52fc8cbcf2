//! Reset links: opened, used, used again, too old.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in;
use crate::page::Page;
use crate::people::{JOYCE, Person};

const NEW: &str = "a lamp in every window";

#[tokio::test]
async fn a_used_link_says_so_and_sends_a_new_one_in_one_tap() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        let link = link_for_joyce(&desk).await;
        page.go(&link).await;
        page.heading("Set a new password").await;
        page.go(&link).await;
        set_password(page).await;
        page.says("Your new password is set.").await;
        sign_in(page, Person { password: NEW, ..JOYCE }).await;
        page.heading("Your account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;

        page.go(&link).await;
        set_password(page).await;
        page.heading("This link no longer works").await;
        send_a_new_one(page).await;
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_too_old_says_so_and_sends_a_new_one_in_one_tap() {
    let lifetime = Duration::from_secs(1);
    let desk = Desk::staffed().with("DB_FORGOT_PASSWORD_INDEX_EXPIRY", "1").open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        let link = link_for_joyce(&desk).await;
        let mailed = Instant::now();
        page.go(&link).await;
        page.until("the link to be too old", async || (mailed.elapsed() > lifetime).then_some(())).await;
        set_password(page).await;
        page.heading("This link no longer works").await;
        send_a_new_one(page).await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_password_does_not_spend_the_link() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        page.go(&link_for_joyce(&desk).await).await;
        page.fill("New password", "four").await;
        page.press("Set password").await;
        page.says("at least 5 characters").await;
        set_password(page).await;
        page.says("Your new password is set.").await;
    })
    .await;
}

#[tokio::test]
async fn how_long_a_link_holds_is_said_as_it_is_set() {
    let desk = Desk::staffed().with("PASSWORD_POLICY", "hardened").open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        page.open("/forgot-password").await;
        page.fill("Email", JOYCE.email).await;
        page.press("Send the link").await;
        page.says("It works once, within 10 minutes.").await;
        page.go(&desk.mail_to(JOYCE.email).await.link()).await;
        page.heading("Set a new password").await;
        page.press("Not you?").await;
        page.find(Role::Button, "Set password").await;
        assert!(page.focused(Role::Textbox, "New password").await, "focus goes on to what is left to do");
        page.open("/reset-password?code=spent").await;
        set_password(page).await;
        page.says("or is older than 10 minutes.").await;
    })
    .await;
}

#[tokio::test]
async fn a_password_that_will_be_refused_is_not_praised() {
    let desk = Desk::staffed().with("PASSWORD_POLICY", "hardened").open().await;
    in_browser(&desk, async |page| {
        page.open("/sign-up").await;
        page.says("At least 15 characters").await;
        page.fill("Password", "horse bat cup").await;
        page.says("Too short.").await;
        assert!(!page.text().await.contains("Strong"), "{}", page.text().await);
    })
    .await;
}

async fn link_for_joyce(desk: &Desk) -> String {
    desk.api().post(frontdesk_wire::paths::FORGOT_PASSWORD, json!({ "email": JOYCE.email })).await;
    desk.mail_to(JOYCE.email).await.link()
}

async fn set_password(page: &Page) {
    page.heading("Set a new password").await;
    page.fill("New password", NEW).await;
    page.press("Set password").await;
}

/// The address may have to be typed: the page does not know it. Sending is one tap.
async fn send_a_new_one(page: &Page) {
    if page.holds("Email").await.is_empty() {
        page.fill("Email", JOYCE.email).await;
    }
    page.press("Send a new link").await;
    page.heading("Check your mail").await;
    page.says(JOYCE.email).await;
}
