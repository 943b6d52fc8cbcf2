//! Pages that are left while an answer is on its way: nothing breaks, and what was done is done.

use std::time::{Duration, Instant};

use frontdesk_wire::paths;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{sign_in, sign_in_at};
use crate::late;
use crate::people::{ADA, JOYCE, Person};

const WRONG: Person = Person { password: "not hers", ..JOYCE };
const NEW: &str = "a lamp in every window";

#[tokio::test]
async fn a_refusal_that_comes_after_the_sign_in_page_was_left_harms_nothing() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 403");
        page.open("/sign-in").await;
        late::hold(page).await;
        sign_in(page, WRONG).await;
        late::asked(page).await;
        page.follow("Forgot password?").await;
        page.heading("Forgot your password?").await;
        late::let_go(page).await;
        assert_eq!(page.holds("Email").await, JOYCE.email, "what was typed is carried on");
    })
    .await;
}

#[tokio::test]
async fn a_wait_that_begins_after_the_sign_in_page_was_left_is_counted_by_nobody() {
    let desk = Desk::staffed().open().await;
    let guess = json!({ "username": WRONG.email, "password": WRONG.password });
    for _ in 0..6 {
        desk.api().call(Method::POST, paths::AUTH, Some(guess.clone())).await;
    }
    in_browser(&desk, async |page| {
        page.forgive("status of 429");
        page.open("/sign-in").await;
        late::hold(page).await;
        sign_in(page, JOYCE).await;
        late::asked(page).await;
        page.follow("Forgot password?").await;
        page.heading("Forgot your password?").await;
        late::let_go(page).await;
        let begun = Instant::now();
        let long = Duration::from_millis(700);
        page.until("a clock to have ticked", async || (begun.elapsed() > long).then_some(())).await;
        assert_eq!(page.console_errors().await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_mailed_link_knows_for_whom_it_is_though_the_page_that_asked_was_left() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.open("/forgot-password").await;
        page.fill("Email", JOYCE.email).await;
        late::hold(page).await;
        page.press("Send the link").await;
        late::asked(page).await;
        page.follow("Sign in").await;
        page.heading("Sign in").await;
        late::let_go(page).await;
        page.go(&desk.mail_to(JOYCE.email).await.link()).await;
        assert_eq!(page.holds("Link asked for by").await, JOYCE.email);
        page.fill("New password", NEW).await;
        late::hold(page).await;
        page.press("Set password and sign in").await;
        late::asked(page).await;
        page.follow("Frontdesk").await;
        late::let_go(page).await;
        page.heading("Your account").await;
    })
    .await;
}

#[tokio::test]
async fn my_account_says_elsewhere_what_was_done_after_it_was_left() {
    let desk = Desk::staffed().open().await;
    let elsewhere = desk.api().signed_in(ADA).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/account").await;
        page.find(Role::Button, "Sign out Firefox on Linux").await;
        late::hold(page).await;
        page.press("Sign out Firefox on Linux").await;
        late::asked(page).await;
        page.follow("Users").await;
        late::let_go(page).await;
        page.says("Signed out of Firefox on Linux.").await;
        let (status, _) = elsewhere.call(Method::GET, paths::USER, None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);

        page.open("/account").await;
        page.fill("Current password", ADA.password).await;
        page.fill("New password", NEW).await;
        late::hold(page).await;
        page.press("Change password").await;
        late::asked(page).await;
        page.follow("Users").await;
        late::let_go(page).await;
        page.says("Your password is changed.").await;
        page.find(Role::Link, JOYCE.email).await;
    })
    .await;
}
