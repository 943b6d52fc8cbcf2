//! The server goes away and comes back: a sentence, a way to try again, nothing lost.

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in, sign_in_at};
use crate::people::{ADA, JOYCE};

#[tokio::test]
async fn a_list_that_cannot_be_loaded_says_so_and_comes_back() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        page.forgive("ERR_CONNECTION_REFUSED");
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("10,002").await;
        desk.stop();
        page.follow("Next page").await;
        page.heading("The list could not be loaded").await;
        desk.start().await;
        page.press("Try again").await;
        page.says("Page 2 of").await;
        page.find(Role::Table, "Users").await;
        page.gone(Role::Heading, "The list could not be loaded").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_outlives_an_outage() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("ERR_CONNECTION_REFUSED");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.fill("Email", "joyce.byers@acme.example").await;
        desk.stop();
        page.press("Save 1 change").await;
        page.says("No connection. Nothing is lost").await;
        assert_eq!(page.holds("Email").await, "joyce.byers@acme.example");
        desk.start().await;
        page.press("Save 1 change").await;
        page.says("Saved: email.").await;
        let joyce = desk.api().signed_in(ADA).await.user("joyce.byers@acme.example").await;
        assert!(joyce.is_some(), "saved once the server was back");
    })
    .await;
}

#[tokio::test]
async fn signing_in_to_a_server_that_is_away_says_so_and_works_once_it_is_back() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("ERR_CONNECTION_REFUSED");
        page.open("/sign-in").await;
        desk.stop();
        sign_in(page, JOYCE).await;
        page.says("No connection.").await;
        assert_eq!(page.holds("Email").await, JOYCE.email);
        assert_eq!(page.holds("Password").await, JOYCE.password, "nobody refused it, so it stays");
        desk.start().await;
        page.press("Sign in").await;
        page.heading("Your account").await;
    })
    .await;
}
