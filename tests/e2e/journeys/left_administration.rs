//! The administration is left while an answer is under way: nothing fails, and what was begun comes to its end.

use frontdesk_wire::paths;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{find_user, sign_in_at};
use crate::keyboard;
use crate::page::Page;
use crate::people::{ADA, JOYCE, NORA};

/// Long enough to leave a page in, short enough to wait for.
const SLOW: u32 = 1_500;

/// With Joyce's drawer open beside the list, opened from there.
async fn at_joyce(page: &Page) {
    sign_in_at(page, ADA, "/admin/users").await;
    find_user(page, JOYCE).await;
}

#[tokio::test]
async fn a_deletion_is_followed_though_its_page_was_left_before_the_ticket_came() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        at_joyce(page).await;
        page.unfold("Delete this account").await;
        page.press("Delete this user").await;
        page.find(Role::Dialog, "Delete joyce@acme.example?").await;
        page.delay_answers(SLOW).await;
        page.press("Delete this user").await;
        page.back().await;
        page.gone(Role::Heading, JOYCE.email).await;
        page.delay_answers(0).await;
        page.says("joyce@acme.example is deleted.").await;
        page.gone(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn a_made_password_is_shown_whatever_is_pressed_while_it_is_being_set() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        at_joyce(page).await;
        page.press("Set a password").await;
        page.find(Role::Dialog, "Set a password for joyce@acme.example").await;
        page.delay_answers(SLOW).await;
        page.press("Set the password").await;
        keyboard::escape(page).await;
        keyboard::escape(page).await;
        page.find(Role::Dialog, "The new password of joyce@acme.example").await;
        page.find(Role::Button, "Copy the password").await;
    })
    .await;
}

#[tokio::test]
async fn a_made_password_that_nobody_saw_is_told() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        at_joyce(page).await;
        page.press("Set a password").await;
        page.find(Role::Dialog, "Set a password for joyce@acme.example").await;
        page.delay_answers(SLOW).await;
        page.press("Set the password").await;
        page.back().await;
        page.says("The password of joyce@acme.example was changed and not shown. Set another one.").await;
    })
    .await;
}

#[tokio::test]
async fn a_made_password_is_not_left_by_a_slip() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.heading("New user").await;
        page.fill("Email", NORA.email).await;
        page.press("Create the user").await;
        page.find(Role::Button, "Copy the password").await;
        page.follow(JOYCE.email).await;
        page.find(Role::Dialog, "Leave without saving?").await;
        page.says("it would not be shown again.").await;
        page.press("Stay").await;
        page.find(Role::Button, "Copy the password").await;
        page.follow("Done").await;
        page.at("/admin/users").await;
    })
    .await;
}

#[tokio::test]
async fn every_other_answer_of_a_user_may_come_too_late() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 412");
        at_joyce(page).await;
        page.delay_answers(SLOW).await;
        page.press("Send a reset link").await;
        page.follow("Close").await;
        page.gone(Role::Heading, JOYCE.email).await;

        page.follow(JOYCE.email).await;
        page.press("Block").await;
        page.find(Role::Dialog, "Block joyce@acme.example?").await;
        page.press("Block").await;
        page.back().await;
        page.says("joyce@acme.example is blocked.").await;

        page.follow(JOYCE.email).await;
        page.fill("Email", "joyce.byers@acme.example").await;
        page.press("Save 1 change").await;
        page.follow("Close").await;
        page.press("Leave").await;
        page.says("Saved: email.").await;

        page.press("Filter").await;
        page.fill("Value", "user").await;
        page.follow("Account").await;
        page.heading("Your account").await;
        page.delay_answers(0).await;
        let ada = desk.api().signed_in(ADA).await.get(paths::USER).await;
        assert_eq!(ada["email"], ADA.email, "the desk still serves");
    })
    .await;
}
