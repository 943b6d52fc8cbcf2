//! A new user, from the empty form to their own first sign-in.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{sign_in, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE, NORA};

#[tokio::test]
async fn a_new_user_signs_in_with_the_password_that_was_made_for_them() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.heading("New user").await;
        page.fill("Email", NORA.email).await;
        add(page, "Scopes", "editor").await;
        add(page, "Vendors", "acme").await;
        page.press("Create the user").await;
        page.says("nora@newcomer.example can sign in with this password.").await;
        page.find(Role::Button, "Copy the password").await;
        let made = made_password(&page.text().await);
        page.follow("Done").await;
        page.find(Role::Link, NORA.email).await;
        assert!(!page.text().await.contains(&made), "it is shown once");

        let nora = desk.api().signed_in(ADA).await.user(NORA.email).await.expect("Nora is there");
        assert_eq!((&nora["scope"], &nora["vendor"]), (&json!(["user", "editor"]), &json!(["acme"])));

        page.follow("Account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        page.fill("Email", NORA.email).await;
        page.fill("Password", &made).await;
        page.press("Sign in").await;
        page.heading("Your account").await;
        page.says(NORA.email).await;
    })
    .await;
}

#[tokio::test]
async fn a_new_user_that_is_refused_keeps_all_that_was_typed() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.heading("New user").await;
        page.fill("Email", JOYCE.email).await;
        add(page, "Scopes", "editor").await;
        page.press("Create the user").await;
        page.says("This address belongs to an account already.").await;
        assert_eq!(page.holds("Email").await, JOYCE.email);
        page.find(Role::Button, "Remove editor").await;

        page.follow("Close").await;
        page.find(Role::Dialog, "Leave without saving?").await;
        page.press("Leave").await;
        page.gone(Role::Heading, "New user").await;
        page.at("/admin/users").await;
    })
    .await;
}

#[tokio::test]
async fn a_new_user_outlives_an_outage() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive_outage();
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.heading("New user").await;
        page.fill("Email", NORA.email).await;
        page.choose("Type a password").await;
        page.fill("Password", NORA.password).await;
        desk.stop();
        page.press("Create the user").await;
        page.says("No connection.").await;
        assert_eq!(page.holds("Email").await, NORA.email);
        assert_eq!(page.holds("Password").await, NORA.password, "nobody refused it, so it stays");
        desk.start().await;
        page.press("Create the user").await;
        page.heading(NORA.email).await;
        desk.api().signed_in(NORA).await;
        page.open("/account").await;
        page.press("Sign out").await;
        sign_in(page, NORA).await;
        page.heading("Your account").await;
    })
    .await;
}

/// Adds a value to a field of several.
async fn add(page: &Page, field: &str, value: &str) {
    page.fill_in(Role::Combobox, field, value).await;
    keyboard::enter(page).await;
    page.find(Role::Button, &format!("Remove {value}")).await;
}

/// The password in a text: four groups of five.
fn made_password(text: &str) -> String {
    let groups = |word: &&str| word.split('-').map(str::len).eq([5, 5, 5, 5]);
    text.split_whitespace().find(groups).unwrap_or_else(|| panic!("no password in: {text}")).to_owned()
}
