//! What an administrator does to one user, out of ten thousand.

use frontdesk_wire::paths;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE, NORA, Person};

#[tokio::test]
async fn an_administrator_finds_one_user_among_ten_thousand_and_changes_scopes_and_metadata() {
    let desk = Desk::crowded().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.says("10,002").await;
        find_user(page, JOYCE).await;
        page.fill_in(Role::Combobox, "Scopes", "editor").await;
        keyboard::enter(page).await;
        page.find(Role::Button, "Remove editor").await;
        page.press("Save 1 change").await;
        page.says("Saved: scopes.").await;

        page.follow("Edit metadata").await;
        page.heading("Metadata of joyce@acme.example").await;
        page.fill("Metadata, JSON", r#"{"seats": 9007199254740993, "department": "logistics"}"#).await;
        page.press("Save 2 changes").await;
        page.says("Saved: metadata.").await;

        let joyce = desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there");
        assert_eq!(joyce["scope"], json!(["user", "editor"]));
        assert_eq!(
            joyce["metadata"].to_string(),
            r#"{"seats":9007199254740993,"department":"logistics"}"#,
            "every digit is kept"
        );
    })
    .await;
}

#[tokio::test]
async fn a_metadata_typo_is_told_with_line_and_column_and_loses_nothing() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.follow("Edit metadata").await;
        let typed = "{\"limits\": 40 \"seats\": 12}";
        page.fill("Metadata, JSON", typed).await;
        page.says("Line 1, column 14: a comma is missing after 40.").await;
        let editor = page.find(Role::Textbox, "Metadata, JSON").await;
        assert_eq!(editor.node.state("invalid"), "true");
        assert_eq!(page.holds("Metadata, JSON").await, typed);

        page.reload().await;
        page.says("Line 1, column 14").await;
        assert_eq!(page.holds("Metadata, JSON").await, typed, "the draft outlives a reload");
        let joyce = desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there");
        assert_eq!(joyce["metadata"], json!({}), "nothing is saved by half");

        page.press("Go to line 1").await;
        assert!(page.focused(Role::Textbox, "Metadata, JSON").await, "the cursor is where it is wrong");
        keyboard::press(page, ",").await;
        page.press("Save 2 changes").await;
        page.says("Saved: metadata.").await;
        let joyce = desk.api().signed_in(ADA).await.user(JOYCE.email).await.expect("Joyce is there");
        assert_eq!(joyce["metadata"], json!({ "limits": 40, "seats": 12 }));
    })
    .await;
}

#[tokio::test]
async fn a_blocked_user_is_out_at_once_and_an_unblocked_one_may_come_back() {
    let desk = Desk::staffed().open().await;
    let joyce = desk.api().signed_in(JOYCE).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.press("Block").await;
        page.find(Role::Dialog, "Block joyce@acme.example?").await;
        page.press("Block").await;
        page.find(Role::Button, "Unblock").await;
        page.says("Blocked").await;
        assert_eq!(joyce.call(Method::GET, paths::USER, None).await.0, StatusCode::UNAUTHORIZED);
        let credentials = json!({ "username": JOYCE.email, "password": JOYCE.password });
        let refused = desk.api().call(Method::POST, paths::AUTH, Some(credentials)).await;
        assert_eq!(refused.0, StatusCode::FORBIDDEN);

        page.press("Unblock").await;
        page.find(Role::Dialog, "Unblock joyce@acme.example?").await;
        page.press("Unblock").await;
        page.find(Role::Button, "Block").await;
        desk.api().signed_in(JOYCE).await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_sets_a_password_and_sends_a_reset_link() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.press("Set a password").await;
        page.find(Role::Dialog, "Set a password for joyce@acme.example").await;
        page.press("Set the password").await;
        page.find(Role::Dialog, "The new password of joyce@acme.example").await;
        page.says("Copy it now: it is not shown again.").await;
        let made = page.script("return document.querySelector('dialog[open] code').innerText", []).await;
        let made = made.as_str().expect("the password is text").to_owned();
        let (status, _) = sign_in_with(&desk, &made).await;
        assert_eq!(status, StatusCode::OK, "the shown password is the user's");
        page.press("Done").await;
        assert!(!page.text().await.contains(&made), "it is shown once");

        page.press("Send a reset link").await;
        page.says("A reset link is on its way to joyce@acme.example.").await;
        let mail = desk.mail_to(JOYCE.email).await;
        assert!(mail.link().contains("/reset-password?code="));
    })
    .await;
}

async fn sign_in_with(desk: &Desk, password: &str) -> (StatusCode, Value) {
    let credentials = json!({ "username": JOYCE.email, "password": password });
    desk.api().call(Method::POST, paths::AUTH, Some(credentials)).await
}

#[tokio::test]
async fn an_administrator_adds_a_user_who_can_then_sign_in() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.heading("New user").await;
        page.fill("Email", JOYCE.email).await;
        page.choose("Type a password").await;
        page.fill("Password", NORA.password).await;
        page.press("Create the user").await;
        page.until("the address to be refused", async || {
            (page.find(Role::Textbox, "Email").await.node.state("invalid") == "true").then_some(())
        })
        .await;
        page.fill("Email", NORA.email).await;
        page.fill("Password", NORA.password).await;
        page.press("Create the user").await;
        page.find(Role::Link, NORA.email).await;
        desk.api().signed_in(NORA).await;
    })
    .await;
}

#[tokio::test]
async fn nobody_blocks_deletes_or_demotes_their_own_administrator() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, ADA).await;
        page.unfold("Delete this account").await;
        for act in ["Block", "Delete this user"] {
            let button = page.find(Role::Button, act).await;
            assert_eq!(button.node.state("disabled"), "true", "{act}");
            assert!(!button.node.description().is_empty(), "{act} says why not");
        }
        assert!(page.all(Role::Button, "Remove admin").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn leaving_with_unsaved_work_asks_first() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.fill("Email", "joyce.byers@acme.example").await;
        page.find(Role::Button, "Save 1 change").await;
        page.follow("Close").await;
        page.find(Role::Dialog, "Leave without saving?").await;
        page.press("Stay").await;
        assert_eq!(page.holds("Email").await, "joyce.byers@acme.example");
        page.press("Save 1 change").await;
        page.says("Saved: email.").await;
        desk.api().signed_in(Person { email: "joyce.byers@acme.example", ..JOYCE }).await;
    })
    .await;
}
