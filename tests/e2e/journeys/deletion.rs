//! A deletion, followed from the click to the end of its ticket.

use frontdesk_wire::paths;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE, NORA};
use crate::product::Product;

#[tokio::test]
async fn a_deletion_is_followed_to_its_end_also_after_a_reload() {
    let product = Product::that_waits();
    let desk = Desk::staffed().with("WEBHOOK_USER_DELETED", &product.url("/deleted")).open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 404");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        begin(page).await;
        page.says("You can leave this page; it goes on.").await;
        page.find(Role::Progressbar, "Deletion, step …").await;

        page.reload().await;
        page.find(Role::Progressbar, "Deletion, step …").await;

        product.go_on();
        page.says("joyce@acme.example is deleted.").await;
        page.until("the list to be one shorter", async || {
            page.all(Role::Link, JOYCE.email).await.is_empty().then_some(())
        })
        .await;
        assert!(desk.api().signed_in(ADA).await.user(JOYCE.email).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn escape_keeps_the_user() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        open_dialog(page).await;
        assert!(page.focused(Role::Button, "Cancel").await, "the least harmful answer has the focus");
        keyboard::escape(page).await;
        page.gone(Role::Dialog, "Delete joyce@acme.example?").await;
        assert!(page.focused(Role::Button, "Delete this user").await, "the focus returns to what asked");
        desk.api().signed_in(JOYCE).await.get(paths::USER).await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_being_deleted_is_out_at_once() {
    let product = Product::that_waits();
    let desk = Desk::staffed().with("WEBHOOK_USER_DELETED", &product.url("/deleted")).open().await;
    let joyce = desk.api().signed_in(JOYCE).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        begin(page).await;
        page.find(Role::Progressbar, "Deletion, step 4 of …").await;
        let (status, reply) = joyce.call(Method::GET, paths::USER, None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{reply}");
        page.follow("Close").await;
        product.go_on();
        page.says("joyce@acme.example is deleted.").await;
        page.gone(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn a_deletion_that_fails_says_what_is_left_and_can_be_tried_again() {
    let product = Product::that_fails();
    let desk = Desk::staffed()
        .with("WEBHOOK_USER_DELETED", &product.url("/deleted"))
        .with("WEBHOOK_RETRY_COUNT", "1")
        .with("WEBHOOK_RETRY_INTERVAL", "10")
        .open()
        .await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        begin(page).await;
        page.says(
            "The deletion stopped at step 4 of 5. A step failed again and again. The user is still there and can be \
             deleted again. 2 steps are left to do.",
        )
        .await;
        assert!(desk.api().signed_in(ADA).await.user(JOYCE.email).await.is_some(), "as it says");

        product.go_on();
        page.press("Try again").await;
        page.find(Role::Dialog, "Delete joyce@acme.example?").await;
        page.press("Delete this user").await;
        page.says("joyce@acme.example is deleted.").await;
        page.gone(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn a_deletion_outlives_a_power_cut() {
    let product = Product::that_waits();
    let desk = Desk::staffed().with("WEBHOOK_USER_DELETED", &product.url("/deleted")).open().await;
    in_browser(&desk, async |page| {
        page.forgive("net::ERR_");
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, JOYCE).await;
        begin(page).await;
        page.find(Role::Progressbar, "Deletion, step 4 of …").await;
        desk.stop();
        product.go_on();
        desk.start().await;
        page.says("joyce@acme.example is deleted.").await;
        page.gone(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_is_deleted_only_once_their_address_is_typed() {
    let desk = Desk::staffed().open().await;
    let second = json!({ "email": NORA.email, "password": NORA.password, "scope": ["user", "admin"] });
    desk.api().signed_in(ADA).await.post(paths::USER, second).await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        find_user(page, NORA).await;
        page.unfold("Delete this account").await;
        page.press("Delete this user").await;
        page.find(Role::Dialog, "Delete nora@newcomer.example?").await;
        let confirmation = "This is an administrator. Type their address to confirm.";
        page.fill(confirmation, JOYCE.email).await;
        page.press("Delete this user").await;
        page.says("This is not the address of the user to delete.").await;
        let field = page.find(Role::Textbox, confirmation).await;
        assert_eq!(field.node.state("invalid"), "true");
        assert!(page.focused(Role::Textbox, confirmation).await, "the focus leads to what is wrong");
        page.fill(confirmation, NORA.email).await;
        page.press("Delete this user").await;
        page.says("nora@newcomer.example is deleted.").await;
        page.gone(Role::Link, NORA.email).await;
    })
    .await;
}

#[tokio::test]
async fn while_a_user_is_being_deleted_nothing_else_is_done_to_them_and_back_passes_them_by() {
    let product = Product::that_waits();
    let desk = Desk::staffed().with("WEBHOOK_USER_DELETED", &product.url("/deleted")).open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow(JOYCE.email).await;
        page.heading(JOYCE.email).await;
        begin(page).await;
        page.find(Role::Progressbar, "Deletion, step 4 of …").await;
        assert!(
            page.focused(Role::DisclosureTriangle, "Deleting this account").await,
            "the focus stays near"
        );
        for act in ["Set a password", "Send a reset link", "Block", "Save"] {
            let button = page.find(Role::Button, act).await;
            assert_eq!(button.node.state("disabled"), "true", "{act}");
            assert!(
                button.node.description().contains("This account is being deleted."),
                "{act} says why not"
            );
        }
        // Whoever leaves the area and comes back follows the same deletion, not a second one.
        page.follow("Account").await;
        page.heading("Your account").await;
        page.back().await;
        page.find(Role::Progressbar, "Deletion, step 4 of …").await;
        product.go_on();
        page.says("joyce@acme.example is deleted.").await;
        let toasts = "return document.querySelectorAll('.toast p').length";
        assert_eq!(page.script(toasts, []).await, 1, "said once");
        page.at("/admin/users").await;
        page.back().await;
        page.until("a page that is there", async || {
            (!page.text().await.contains("There is no user with this ID")).then_some(())
        })
        .await;
    })
    .await;
}

async fn open_dialog(page: &Page) {
    page.unfold("Delete this account").await;
    page.press("Delete this user").await;
    page.find(Role::Dialog, "Delete joyce@acme.example?").await;
}

async fn begin(page: &Page) {
    open_dialog(page).await;
    page.press("Delete this user").await;
    page.gone(Role::Dialog, "Delete joyce@acme.example?").await;
}
