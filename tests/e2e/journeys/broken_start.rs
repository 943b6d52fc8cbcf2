//! The app does not start: the page says so in its own words, tries at most once more by itself, and gives nothing away.

use std::time::Duration;

use serde_json::{Value, json};

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::sign_in;
use crate::page::Page;
use crate::people::{ADA, JOYCE};
use crate::proxy::{Proxy, Spoil};

/// Long enough for a browser to have dealt with what arrived.
const SETTLED: Duration = Duration::from_millis(500);
const WORDS: &str = "Frontdesk did not start: a part of it did not arrive whole.";

#[tokio::test]
async fn an_app_that_does_not_arrive_whole_says_so_and_reloads_once() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        forgive_the_network(page);
        for (file, how) in [
            ("door_bg", Spoil::Missing),
            ("door_bg", Spoil::Half),
            ("door_bg", Spoil::Page),
            (".js", Spoil::Missing),
            (".js", Spoil::Half),
            (".js", Spoil::Page),
            // As an old page finds it after a new version was installed: nothing that it names is there.
            ("door", Spoil::Missing),
        ] {
            let proxy = Proxy::before(&desk);
            proxy.spoil(file, how);
            page.load(&proxy.url("/sign-in")).await;
            page.says(WORDS).await;
            page.find(Role::Button, "Sign in").await;
            let pages = proxy.exchanges().iter().filter(|one| one.asked == "GET /sign-in").count();
            assert_eq!(pages, 2, "{file} {how:?}: once more by itself, and no oftener");
            proxy.mend();
            page.follow("load the page again").await;
            page.expect_started().await;
            assert!(!page.text().await.contains(WORDS), "{file} {how:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_page_whose_end_comes_after_its_app_starts_whole_and_is_told_of_a_missing_part() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        forgive_the_network(page);
        for (file, times) in [("door_bg", 1), (".js", 2)] {
            let spoilt = file == ".js";
            let proxy = Proxy::before(&desk);
            proxy.halt_after("</head>");
            if spoilt {
                proxy.spoil(file, Spoil::Missing);
            }
            let let_go = async {
                let mut loaded = 0;
                page.until("the app to arrive before the page", async || {
                    loaded += proxy.exchanges().iter().filter(|one| one.asked.contains(file)).count();
                    (loaded == times).then_some(())
                })
                .await;
                // What was asked for is here; what it leads to may come a little later.
                tokio::time::sleep(SETTLED).await;
                proxy.let_go();
            };
            let address = proxy.url("/sign-in");
            tokio::join!(page.load(&address), let_go);
            if spoilt {
                page.says(WORDS).await;
            } else {
                page.expect_started().await;
                sign_in(page, JOYCE).await;
                page.heading("Your account").await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_frame_whose_app_does_not_arrive_says_so_too() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        forgive_the_network(page);
        let proxy = Proxy::before(&desk);
        page.go(&proxy.url("/sign-in")).await;
        sign_in(page, ADA).await;
        page.heading("Your account").await;
        proxy.spoil("admin_bg", Spoil::Half);
        page.load(&proxy.url("/admin/users")).await;
        page.says(WORDS).await;
        proxy.mend();
        page.follow("load the page again").await;
        page.find(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn what_stands_beside_the_list_says_so_when_its_code_does_not_arrive_and_comes_when_asked_again() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        forgive_the_network(page);
        for how in [Spoil::Missing, Spoil::Half, Spoil::Page] {
            // What came whole once the browser keeps: each has an origin of its own.
            let proxy = Proxy::before(&desk);
            page.go(&proxy.url("/sign-in")).await;
            sign_in(page, ADA).await;
            page.heading("Your account").await;
            proxy.spoil("admin_second", how);
            page.load(&proxy.url("/admin/users")).await;
            page.follow(JOYCE.email).await;
            page.says("A part of the app did not arrive whole.").await;
            proxy.mend();
            page.press("Try again").await;
            page.heading(JOYCE.email).await;
            page.find(Role::Button, "Set a password").await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_password_stands_in_no_address_when_the_app_fails_or_scripts_are_off() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        forgive_the_network(page);
        let proxy = Proxy::before(&desk);
        proxy.spoil("door_bg", Spoil::Missing);
        page.load(&proxy.url("/sign-in")).await;
        page.says(WORDS).await;
        page.fill("Email", JOYCE.email).await;
        page.fill("Password", JOYCE.password).await;
        page.press("Sign in").await;
        assert_eq!(page.path().await, "/sign-in");
        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": true }))
            .await
            .expect("scripts can be off");
        for path in ["/sign-in", "/forgot-password"] {
            page.load(&proxy.url(path)).await;
            page.says("Frontdesk needs JavaScript.").await;
            page.fill("Email", JOYCE.email).await;
            if path == "/sign-in" {
                page.fill("Password", JOYCE.password).await;
            }
            page.press(if path == "/sign-in" { "Sign in" } else { "Send the link" }).await;
            page.until("the form to be sent", async || {
                proxy.exchanges().into_iter().find(|one| one.asked == format!("POST {path}"))
            })
            .await;
            page.says("Frontdesk needs JavaScript.").await;
            assert_eq!(page.path().await, path);
        }
        assert!(!desk.log().contains(JOYCE.password) && !desk.log().contains(JOYCE.email), "{}", desk.log());
        page.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": false }))
            .await
            .expect("and on again");
    })
    .await;
}

/// A browser that keeps nothing: reading and writing both fail, as where a person forbids it.
const DENIED: &str =
    "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {
    get() { throw new DOMException('denied', 'SecurityError'); } });";
/// A browser whose room is used up.
const FULL: &str =
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
/// A browser that holds what we never wrote.
const RUBBISH: &str = "if (!window.name) { window.name = 'rubbish'; for (const name of
    ['session', 'theme', 'asked', 'shortcuts']) localStorage['frontdesk.' + name] = '{\\u0000<rubbish'; }";

#[tokio::test]
async fn storage_that_is_denied_full_or_holds_rubbish_works_for_the_tab() {
    for (what, script) in [("denied", DENIED), ("full", FULL), ("rubbish", RUBBISH)] {
        let desk = Desk::staffed().open().await;
        in_browser(&desk, async |page| {
            let source = json!({ "source": script });
            page.cdp("Page.enable", json!({})).await.expect("pages can be watched");
            page.cdp("Page.addScriptToEvaluateOnNewDocument", source).await.expect("a script can come first");
            page.open("/admin/users").await;
            sign_in(page, ADA).await;
            page.find(Role::Link, JOYCE.email).await;
            page.follow("Account").await;
            page.heading("Your account").await;
            if what != "rubbish" {
                page.says("This browser keeps nothing for this site.").await;
            }
            page.follow("Users").await;
            page.find(Role::Link, JOYCE.email).await;
            page.back().await;
            page.heading("Your account").await;
            page.press("Sign out").await;
            page.heading("Sign in").await;
            let state: Value = page.script("return history.state", []).await;
            assert!(!state.to_string().contains("token"), "{what}: the history holds no token: {state}");
        })
        .await;
    }
}

fn forgive_the_network(page: &Page) {
    for text in
        ["Failed to load resource", "WebAssembly", "MIME type", "Failed to fetch dynamically imported"]
    {
        page.forgive(text);
    }
}
