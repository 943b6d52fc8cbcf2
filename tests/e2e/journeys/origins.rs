//! The app served from one origin and the API from another: ours, and somebody else's.

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::environment::free_port;
use crate::journeys::{find_user, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE};
use crate::tenant::Tenant;

#[tokio::test]
async fn the_app_works_against_a_server_of_another_origin() {
    let port = free_port();
    let api = Desk::staffed().with("CORS_ORIGINS", &format!("http://127.0.0.1:{port}")).open().await;
    let app = Desk::empty().on(port).flag("--api", &api.url("")).open().await;
    in_browser(&app, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        page.fill_in(Role::Combobox, "Scopes", "editor").await;
        keyboard::enter(page).await;
        page.press("Save 1 change").await;
        page.says("Saved: scopes.").await;
        page.open("/account").await;
        page.says("This browser").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
    })
    .await;
}

#[tokio::test]
async fn a_plain_tenant_is_fully_usable_and_offers_only_what_it_has() {
    let tenant = Tenant::start();
    let app = Desk::empty().flag("--api", &tenant.url()).open().await;
    in_browser(&app, async |page| {
        page.forgive("status of 404");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        assert!(page.all(Role::Button, "Block").await.is_empty(), "blocking is not documented");
        page.fill_in(Role::Combobox, "Scopes", "editor").await;
        keyboard::enter(page).await;
        page.press("Save 1 change").await;
        page.says("Saved: scopes.").await;
        let joyce = tenant.user(JOYCE.email).expect("Joyce is there");
        assert_eq!(joyce["scope"], serde_json::json!(["user", "editor"]));

        page.unfold("Delete this account").await;
        page.press("Delete this user").await;
        page.find(Role::Dialog, "Delete joyce@acme.example?").await;
        page.press("Delete this user").await;
        page.says("joyce@acme.example is deleted.").await;
        assert!(tenant.user(JOYCE.email).is_none());

        page.open("/account").await;
        page.heading("Your account").await;
        assert!(
            page.all(Role::Button, "Sign out everywhere").await.is_empty(),
            "sessions are not documented"
        );
        page.press("Sign out").await;
        page.heading("Sign in").await;
    })
    .await;
}
