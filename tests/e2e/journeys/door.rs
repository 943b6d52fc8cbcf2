//! Sign in and sign up, and what happens when they are refused.

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::{sign_in, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE, NORA, Person};

#[tokio::test]
async fn somebody_signs_up_signs_out_forgets_the_password_and_comes_back_by_the_mailed_link() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.open("/sign-in").await;
        page.follow("Create an account").await;
        page.heading("Create your account").await;
        page.fill("Email", NORA.email).await;
        page.fill("Password", NORA.password).await;
        page.press("Create account").await;
        page.heading("Your account").await;
        page.says(NORA.email).await;
        page.press("Sign out").await;
        page.heading("Sign in").await;

        page.follow("Forgot password?").await;
        page.heading("Forgot your password?").await;
        page.fill("Email", NORA.email).await;
        page.press("Send the link").await;
        page.heading("Check your mail").await;
        page.says(NORA.email).await;

        let mail = desk.mail_to(NORA.email).await;
        assert!(!mail.subject.is_empty());
        page.go(&mail.link()).await;
        page.heading("Set a new password").await;
        page.fill("New password", "a lamp in every window").await;
        page.press("Set password and sign in").await;
        page.heading("Your account").await;
        page.press("Sign out").await;

        sign_in(page, Person { password: "a lamp in every window", ..NORA }).await;
        page.heading("Your account").await;
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_keeps_the_name_clears_the_password_and_says_so_in_one_sentence() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 403");
        page.open("/sign-in").await;
        sign_in(page, Person { password: "not hers", ..JOYCE }).await;
        page.says("Email and password do not match.").await;
        assert!(!page.all(Role::Alert, "…").await.is_empty(), "the refusal is announced");
        assert_eq!(page.holds("Email").await, JOYCE.email);
        assert_eq!(page.holds("Password").await, "");
        assert_eq!(page.find(Role::Textbox, "Password").await.node.state("invalid"), "true");
        assert!(page.title().await.starts_with("Error: "), "{}", page.title().await);

        page.fill("Password", JOYCE.password).await;
        page.press("Sign in").await;
        page.heading("Your account").await;
    })
    .await;
}

#[tokio::test]
async fn too_many_tries_show_a_countdown_and_keep_what_was_typed() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 403");
        page.forgive("status of 429");
        page.open("/sign-in").await;
        for _ in 0..5 {
            sign_in(page, Person { password: "not hers", ..JOYCE }).await;
            page.until("the password to be cleared", async || {
                page.holds("Password").await.is_empty().then_some(())
            })
            .await;
        }
        sign_in(page, JOYCE).await;
        page.says("Too many tries.").await;
        page.says("You can try again in").await;
        let waiting = page.find(Role::Button, "Sign in after 0:…").await;
        assert_eq!(waiting.node.state("disabled"), "true", "the button says that it waits");
        assert_eq!(page.holds("Email").await, JOYCE.email);
        assert_eq!(page.holds("Password").await, JOYCE.password);
        assert!(page.title().await.starts_with("Error: "), "{}", page.title().await);
        page.find(Role::Link, "Set a new password").await;
        let first = waiting.node.name().to_owned();
        page.until("the countdown to go on", async || {
            let button = page.find(Role::Button, "Sign in after 0:…").await;
            (button.node.name() != first).then_some(())
        })
        .await;
    })
    .await;
}

#[tokio::test]
async fn closed_sign_up_says_so_and_whom_to_ask() {
    let desk = Desk::staffed()
        .with("API_USER_CREATE_SCOPE", "admin")
        .with("SUPPORT_CONTACT", "desk@acme.example")
        .open()
        .await;
    in_browser(&desk, async |page| {
        page.open("/sign-up").await;
        page.find(Role::Link, "desk@acme.example").await;
        assert!(page.all(Role::Button, "Create account").await.is_empty(), "nothing to fill in vain");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_taken_is_told_at_its_field() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("status of 400");
        page.open("/sign-up").await;
        page.heading("Create your account").await;
        page.fill("Email", "Joyce@ACME.example").await;
        page.fill("Password", NORA.password).await;
        page.press("Create account").await;
        page.until("the field to be marked", async || {
            let field = page.find(Role::Textbox, "Email").await;
            (field.node.state("invalid") == "true" && !field.node.description().is_empty()).then_some(())
        })
        .await;
        assert_eq!(page.holds("Email").await, "Joyce@ACME.example");
        assert!(page.focused(Role::Textbox, "Email").await, "focus goes to what is to be mended");
    })
    .await;
}

#[tokio::test]
async fn the_wanted_page_is_kept_through_sign_in_and_a_foreign_one_is_not() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/admin/users?sort=email:1").await;
        page.find(Role::Link, JOYCE.email).await;
        page.open("/account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        page.open("/sign-in?next=https://elsewhere.example/").await;
        sign_in(page, JOYCE).await;
        page.heading("Your account").await;
        page.at("/account").await;
    })
    .await;
}

#[tokio::test]
async fn signing_in_works_by_keyboard_alone() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.open("/sign-in").await;
        page.until("the email to have the focus", async || {
            keyboard::tab(page, 1).await;
            page.focused(Role::Textbox, "Email").await.then_some(())
        })
        .await;
        keyboard::press(page, JOYCE.email).await;
        page.until("the password to have the focus", async || {
            keyboard::tab(page, 1).await;
            page.focused(Role::Textbox, "Password").await.then_some(())
        })
        .await;
        keyboard::type_and_enter(page, JOYCE.password).await;
        page.until("the new page's heading to have the focus", async || {
            page.focused(Role::Heading, "Your account").await.then_some(())
        })
        .await;
    })
    .await;
}
