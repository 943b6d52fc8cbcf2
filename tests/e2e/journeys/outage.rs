//! The server goes away and comes back: a sentence, a way to try again, nothing lost.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::environment::free_port;
use crate::journeys::{find_user, sign_in, sign_in_at};
use crate::people::{ADA, JOYCE};

#[tokio::test]
async fn a_list_that_cannot_be_loaded_says_so_and_comes_back() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        page.forgive_outage();
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
        page.forgive_outage();
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
        page.forgive_outage();
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

#[tokio::test]
async fn metadata_and_a_question_outlive_an_outage() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive_outage();
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.press("Block").await;
        page.find(Role::Dialog, "Block joyce@acme.example?").await;
        desk.stop();
        page.press("Block").await;
        page.says("No connection.").await;
        page.find(Role::Dialog, "Block joyce@acme.example?").await;
        page.press("Cancel").await;
        page.gone(Role::Dialog, "Block joyce@acme.example?").await;

        page.follow("Edit metadata").await;
        let typed = r#"{"seats": 12}"#;
        page.fill("Metadata, JSON", typed).await;
        page.press("Save 1 change").await;
        page.says("No connection.").await;
        assert_eq!(page.holds("Metadata, JSON").await, typed);
        desk.start().await;
        page.press("Save 1 change").await;
        page.says("Saved: metadata.").await;
        let joyce = desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there");
        assert_eq!((&joyce["metadata"], &joyce["blocked"]), (&json!({ "seats": 12 }), &json!(false)));
    })
    .await;
}

#[tokio::test]
async fn an_app_that_starts_while_its_server_is_away_finds_everything_once_it_is_back() {
    let port = free_port();
    let api = Desk::staffed().with("CORS_ORIGINS", &format!("http://127.0.0.1:{port}")).open().await;
    let app = Desk::empty().on(port).flag("--api", &api.url("")).open().await;
    in_browser(&app, async |page| {
        page.forgive_outage();
        sign_in_at(page, ADA, "/admin/users").await;
        page.find(Role::Link, JOYCE.email).await;
        api.stop();
        page.reload().await;
        page.heading("The list could not be loaded").await;
        page.says(ADA.email).await;
        api.start().await;
        page.press("Try again").await;
        page.follow(JOYCE.email).await;
        page.find(Role::Button, "Block").await;
    })
    .await;
}

#[tokio::test]
async fn a_list_that_could_not_be_loaded_comes_back_by_itself_and_keeps_the_focus() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        page.forgive_outage();
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("Page 1 of").await;
        desk.stop();
        page.follow("Next page").await;
        page.heading("The list could not be loaded").await;
        page.says("the server cannot be reached right now").await;
        page.says("Trying again in").await;
        assert!(page.focused(Role::Link, "Next page").await, "whoever pressed it keeps their place");
        desk.start().await;
        page.gone(Role::Heading, "The list could not be loaded").await;
        page.says("Page 2 of").await;
    })
    .await;
}
