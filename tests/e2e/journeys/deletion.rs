//! A deletion, followed from the click to the end of its ticket.

use frontdesk_wire::paths;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE};
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
