//! A password that is being chosen is judged in words: plainly at once, by lists of what guessers try as soon as they are here.

use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::journeys::sign_in_at;
use crate::page::Page;
use crate::people::{ADA, JOYCE};
use crate::proxy::{Proxy, Spoil};

const LISTED: &str = "It is much like one that many people use.";

#[tokio::test]
async fn wherever_a_password_is_chosen_what_many_people_use_is_weak_and_words_are_strong() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.open("/sign-up").await;
        page.fill("Email", "nora.lindqvist@acme.example").await;
        is_judged_by_lists(page, "Password").await;
        page.fill("Password", "lindqvist.acme").await;
        page.says("Weak.").await;
        sign_in_at(page, JOYCE, "/account").await;
        is_judged_by_lists(page, "New password").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        sign_in_at(page, ADA, "/admin/users").await;
        page.follow("New user").await;
        page.choose("Type a password").await;
        is_judged_by_lists(page, "Password").await;
    })
    .await;
}

async fn is_judged_by_lists(page: &Page, field: &str) {
    page.fill(field, "P4ssw0rd2024").await;
    page.says(LISTED).await;
    page.fill(field, "lamp horse river staple").await;
    page.says("Very strong. Would take centuries to guess.").await;
}

#[tokio::test]
async fn without_the_lists_a_password_is_judged_by_what_it_looks_like() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        page.forgive("Failed to load resource");
        page.forgive("Failed to fetch dynamically imported");
        let proxy = Proxy::before(&desk);
        proxy.spoil("strength", Spoil::Missing);
        page.load(&proxy.url("/sign-up")).await;
        page.fill("Password", "horse bat cup").await;
        page.says("Strong. Long enough to be hard to guess.").await;
        page.until("the lists to be asked for", async || asked_for_lists(&proxy).then_some(())).await;
        page.fill("Password", "horse").await;
        page.says("Weak. Short or simple passwords are guessed first.").await;
    })
    .await;
}

#[tokio::test]
async fn over_a_slow_or_dear_line_the_lists_stay_where_they_are() {
    let desk = Desk::staffed().open().await;
    for line in [json!({ "effectiveType": "3g" }), json!({ "effectiveType": "4g", "saveData": true })] {
        in_browser(&desk, async |page| {
            let proxy = Proxy::before(&desk);
            let source = format!("Object.defineProperty(navigator, 'connection', {{ value: {line} }})");
            page.cdp("Page.enable", json!({})).await.expect("pages can be watched");
            page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
                .await
                .expect("a script can come first");
            page.load(&proxy.url("/sign-up")).await;
            page.expect_started().await;
            page.fill("Password", "P4ssw0rd2024").await;
            page.says("Strong. Long enough to be hard to guess.").await;
            page.fill("Password", "P4ssw0rd2024 and more").await;
            page.says("Very strong.").await;
            assert!(!asked_for_lists(&proxy), "{line}");
        })
        .await;
    }
}

fn asked_for_lists(proxy: &Proxy) -> bool {
    proxy.exchanges().iter().any(|one| one.asked.contains("strength"))
}
