//! A plain tenant: everything that is documented works, nothing else is offered or asked for.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE, NORA, Person};
use crate::tenant::Tenant;

/// A password that takes the place of an older one.
const NEW: &str = "a lamp in every window";

#[tokio::test]
async fn a_tenants_administrator_edits_scopes_vendors_and_metadata() {
    let tenant = Tenant::start();
    let app = Desk::empty().flag("--api", &tenant.url()).open().await;
    in_browser(&app, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.press("User").await;
        page.at("/admin/users?sort=email:1").await;
        find_user(page, JOYCE).await;
        for name in ["Block", "Unblock"] {
            assert!(page.all(Role::Button, name).await.is_empty(), "blocking is not documented");
        }
        for (field, value) in [("Scopes", "editor"), ("Vendors", "stark")] {
            page.fill_in(Role::Combobox, field, value).await;
            keyboard::enter(page).await;
        }
        page.press("Save 2 changes").await;
        page.says("Saved: scopes and vendors.").await;
        page.follow("Edit metadata").await;
        page.fill("Metadata, JSON", r#"{"seats": 9007199254740993}"#).await;
        page.press("Save 1 change").await;
        page.says("Saved: metadata.").await;
        let joyce = tenant.user(JOYCE.email).expect("Joyce is there");
        assert_eq!(joyce["scope"], json!(["user", "editor"]));
        assert_eq!(joyce["vendor"], json!(["acme", "stark"]));
        assert_eq!(joyce["metadata"].to_string(), r#"{"seats":9007199254740993}"#, "every digit is kept");
        assert_eq!(tenant.undocumented(), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_tenants_administrator_creates_a_user_sets_passwords_and_deletes() {
    let tenant = Tenant::start();
    let app = Desk::empty().flag("--api", &tenant.url()).open().await;
    in_browser(&app, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.fill("Email", NORA.email).await;
        page.choose("Type a password").await;
        page.fill("Password", NORA.password).await;
        page.fill_in(Role::Combobox, "Scopes", "editor").await;
        keyboard::enter(page).await;
        page.press("Create the user").await;
        page.heading(NORA.email).await;
        let nora = tenant.user(NORA.email).expect("Nora is there");
        assert_eq!(nora["scope"], json!(["user", "editor"]), "also where a tenant gives its own at first");

        page.press("Set a password").await;
        page.choose("Type a password").await;
        page.fill("New password", NEW).await;
        page.press("Set the password").await;
        page.says("The password of nora@newcomer.example is set.").await;
        assert!(tenant.knows(Person { password: NEW, ..NORA }));
        page.press("Send a reset link").await;
        page.says("A reset link is on its way to nora@newcomer.example.").await;

        page.unfold("Delete this account").await;
        page.press("Delete this user").await;
        page.find(Role::Dialog, "Delete nora@newcomer.example?").await;
        page.press("Delete this user").await;
        page.says("nora@newcomer.example is deleted.").await;
        page.gone(Role::Link, NORA.email).await;
        assert_eq!(tenant.undocumented(), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_tenants_filter_offers_no_status_that_the_tenant_does_not_know() {
    let tenant = Tenant::start();
    let app = Desk::empty().flag("--api", &tenant.url()).open().await;
    in_browser(&app, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.press("Filter").await;
        page.choose_from("Field", "Status").await;
        let offered = page.find(Role::Combobox, "Value").await.handle.text().await.expect("it has words");
        assert!(offered.contains("Inactive") && !offered.contains("Blocked"), "{offered}");
        page.choose_from("Value", "Inactive").await;
        page.press("Show …").await;
        page.find(Role::Button, "Remove filter: Status is Inactive").await;
        assert_eq!(tenant.undocumented(), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_tenants_user_meets_plain_sentences_though_the_tenant_sends_no_codes() {
    let tenant = Tenant::start();
    let app = Desk::empty().flag("--api", &tenant.url()).open().await;
    in_browser(&app, async |page| {
        for status in ["status of 401", "status of 403", "status of 404"] {
            page.forgive(status);
        }
        page.open("/sign-up").await;
        page.fill("Email", NORA.email).await;
        page.fill("Password", NORA.password).await;
        page.press("Create account").await;
        page.heading("Sign-up is closed").await;

        page.open("/sign-in").await;
        sign_in(page, Person { password: "not hers", ..JOYCE }).await;
        page.says("Email and password do not match.").await;
        page.fill("Password", JOYCE.password).await;
        page.press("Sign in").await;
        page.heading("Your account").await;
        assert!(!page.text().await.contains("Signed in on"), "sessions are not documented");
        assert!(page.all(Role::Button, "Sign out everywhere").await.is_empty(), "nor is ending all of them");

        page.fill("Current password", "not hers").await;
        page.fill("New password", NEW).await;
        page.press("Change password").await;
        page.says("This is not your current password.").await;
        page.fill("Current password", JOYCE.password).await;
        page.fill("New password", NEW).await;
        page.press("Change password").await;
        page.until("the new password to be taken", async || {
            tenant.knows(Person { password: NEW, ..JOYCE }).then_some(())
        })
        .await;
        page.reload().await;
        page.heading("Your account").await;
        page.press("Sign out").await;
        sign_in(page, Person { password: NEW, ..JOYCE }).await;
        page.heading("Your account").await;
    })
    .await;
}
