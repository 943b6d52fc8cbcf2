//! Unsaved work and the end of a session: kept for its owner, out of sight, and for nobody else.

use frontdesk_wire::paths;
use serde_json::json;
use thirtyfour::WindowHandle;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE, NORA};

const TYPED: &str = "joyce.byers@acme.example";

#[tokio::test]
async fn unsaved_work_outlives_a_sign_out_in_another_tab_out_of_sight() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        let first = begin_work(page).await;
        sign_out_in_another_tab(page, &first).await;
        page.find(Role::Dialog, "Sign in again").await;
        page.says("You signed out in another tab.").await;
        assert!(!page.text().await.contains(JOYCE.email), "nothing of the page can be read");
        keyboard::escape(page).await;
        keyboard::escape(page).await;
        page.find(Role::Dialog, "Sign in again").await;
        assert!(page.all(Role::Button, "Not now").await.is_empty(), "the page is no way out");
        page.fill("Password", ADA.password).await;
        page.press("Sign in").await;
        page.gone(Role::Dialog, "Sign in again").await;
        assert_eq!(page.holds("Email").await, TYPED);
        page.press("Save 1 change").await;
        page.says("Saved: email.").await;
    })
    .await;
}

#[tokio::test]
async fn a_new_user_half_typed_outlives_a_sign_out_in_another_tab() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.fill("Email", NORA.email).await;
        let first = page.driver().window().await.expect("a tab has a handle");
        sign_out_in_another_tab(page, &first).await;
        page.find(Role::Dialog, "Sign in again").await;
        page.fill("Password", ADA.password).await;
        page.press("Sign in").await;
        page.gone(Role::Dialog, "Sign in again").await;
        assert_eq!(page.holds("Email").await, NORA.email);
    })
    .await;
}

#[tokio::test]
async fn unsaved_work_is_given_up_by_will_and_not_shown_to_somebody_else() {
    let desk = Desk::staffed().open().await;
    let ada = desk.api().signed_in(ADA).await;
    ada.post(
        paths::USER,
        json!({ "email": NORA.email, "password": NORA.password, "scope": ["user", "admin"] }),
    )
    .await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        let first = begin_work(page).await;
        sign_out_in_another_tab(page, &first).await;
        page.reload().await;
        sign_in(page, NORA).await;
        page.heading(JOYCE.email).await;
        assert_eq!(page.holds("Email").await, JOYCE.email, "what Ada typed is not for Nora");

        page.fill("Email", TYPED).await;
        sign_out_in_another_tab(page, &first).await;
        page.press("Discard and sign out").await;
        page.heading("Sign in").await;
        let kept = page.script("return Object.keys(sessionStorage).join()", []).await.to_string();
        assert!(!kept.contains("frontdesk.draft."), "{kept}");
    })
    .await;
}

#[tokio::test]
async fn signing_in_again_keeps_a_password_that_nobody_refused() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 401");
        page.forgive("status of 403");
        page.forgive_outage();
        sign_in_at(page, JOYCE, "/account").await;
        desk.api().signed_in(JOYCE).await.post(paths::SIGN_OUT, json!({ "everywhere": true })).await;
        page.fill("Current password", JOYCE.password).await;
        page.fill("New password", "a lamp in every window").await;
        page.press("Change password").await;
        page.find(Role::Dialog, "Sign in again").await;
        desk.stop();
        page.fill("Password", JOYCE.password).await;
        page.press("Sign in").await;
        page.says("No connection.").await;
        assert_eq!(page.holds("Password").await, JOYCE.password);
        desk.start().await;
        page.press("Sign in").await;
        page.gone(Role::Dialog, "Sign in again").await;
        assert_eq!(page.holds("New password").await, "a lamp in every window");
    })
    .await;
}

/// Ada changes Joyce's address and does not save it.
async fn begin_work(page: &Page) -> WindowHandle {
    sign_in_at(page, ADA, "/admin/users").await;
    find_user(page, JOYCE).await;
    page.fill("Email", TYPED).await;
    page.driver().window().await.expect("a tab has a handle")
}

async fn sign_out_in_another_tab(page: &Page, first: &WindowHandle) {
    let second = page.driver().new_tab().await.expect("a tab opens");
    page.driver().switch_to_window(second).await.expect("tabs can be changed");
    page.open("/account").await;
    page.press("Sign out").await;
    page.heading("Sign in").await;
    page.driver().switch_to_window(first.clone()).await.expect("tabs can be changed");
}
