//! Sessions: ended elsewhere, in another tab, all at once; and doors that stay shut.

use frontdesk_wire::paths;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{sign_in, sign_in_at};
use crate::people::{ADA, JOYCE, Person};

#[tokio::test]
async fn a_user_is_refused_the_admin_area_by_the_app_and_by_the_server() {
    let desk = Desk::staffed().open().await;
    let (status, _) = desk.api().signed_in(JOYCE).await.call(Method::GET, paths::USERS, None).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    in_browser(&desk, async |page| {
        page.open("/admin/users").await;
        sign_in(page, JOYCE).await;
        page.says("administrator").await;
        assert!(page.all(Role::Table, "…").await.is_empty(), "nothing of the list is drawn");
        assert!(!page.text().await.contains(ADA.email), "nobody else is shown");
        page.press("Sign in as someone else").await;
        sign_in(page, ADA).await;
        page.heading("Your account").await;
    })
    .await;
}

#[tokio::test]
async fn a_session_that_was_ended_elsewhere_is_noticed_at_the_next_step() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        sign_in_at(page, JOYCE, "/account").await;
        page.fill("Current password", JOYCE.password).await;
        page.fill("New password", "a lamp in every window").await;
        desk.api().signed_in(JOYCE).await.post(paths::SIGN_OUT, json!({ "everywhere": true })).await;
        page.press("Change password").await;
        page.says("Sign in again").await;
        page.until("a way to sign in in place", async || {
            page.all(Role::Button, "Sign in").await.first().map(|_| ())
        })
        .await;
        assert_eq!(page.path().await, "/account", "where one was");
    })
    .await;
}

#[tokio::test]
async fn signing_out_in_one_tab_signs_out_the_other() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        sign_in_at(page, JOYCE, "/account").await;
        let first = page.driver().window().await.expect("a tab has a handle");
        let second = page.driver().new_tab().await.expect("a tab opens");
        page.driver().switch_to_window(second).await.expect("tabs can be changed");
        page.open("/account").await;
        page.heading("Your account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        page.driver().switch_to_window(first).await.expect("tabs can be changed");
        page.until("the first tab to show nothing of Joyce", async || {
            (!page.text().await.contains(JOYCE.email)).then_some(())
        })
        .await;
        page.back().await;
        assert!(!page.text().await.contains("Member since"), "Back shows nothing");
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_goes_on_here_and_ends_every_other_session() {
    let desk = Desk::staffed().open().await;
    let elsewhere = desk.api().signed_in(JOYCE).await;
    in_browser(&desk, async |page| {
        page.forgive("status of 403");
        sign_in_at(page, JOYCE, "/account").await;
        page.fill("Current password", "not hers").await;
        page.fill("New password", "a lamp in every window").await;
        page.press("Change password").await;
        page.until("the wrong password to be marked", async || {
            (page.find(Role::Textbox, "Current password").await.node.state("invalid") == "true").then_some(())
        })
        .await;
        page.fill("Current password", JOYCE.password).await;
        page.fill("New password", "a lamp in every window").await;
        page.press("Change password").await;
        page.until("the other session to end", async || {
            let (status, _) = elsewhere.call(Method::GET, paths::USER, None).await;
            (status == StatusCode::UNAUTHORIZED).then_some(())
        })
        .await;
        page.says("Your password is changed.").await;
        page.reload().await;
        page.heading("Your account").await;
        desk.api().signed_in(Person { password: "a lamp in every window", ..JOYCE }).await;
    })
    .await;
}

#[tokio::test]
async fn my_sessions_are_listed_and_one_can_be_ended() {
    let desk = Desk::staffed().open().await;
    let elsewhere = desk.api().signed_in(JOYCE).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, JOYCE, "/account").await;
        page.says("This browser").await;
        page.press("Sign out Firefox on Linux").await;
        page.until("the other session to end", async || {
            let (status, _) = elsewhere.call(Method::GET, paths::USER, None).await;
            (status == StatusCode::UNAUTHORIZED).then_some(())
        })
        .await;
        page.reload().await;
        page.heading("Your account").await;
        let here = desk.api().signed_in(JOYCE).await.get(paths::SESSIONS).await;
        assert_eq!(here.as_array().map(Vec::len), Some(2), "the browser's and the one that asks: {here}");
    })
    .await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_and_this_one() {
    let desk = Desk::staffed().open().await;
    let elsewhere = desk.api().signed_in(JOYCE).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, JOYCE, "/account").await;
        page.press("Sign out everywhere").await;
        page.heading("Sign in").await;
        let (status, reply): (_, Value) = elsewhere.call(Method::GET, paths::USER, None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{reply}");
        page.open("/account").await;
        page.heading("Sign in").await;
    })
    .await;
}
