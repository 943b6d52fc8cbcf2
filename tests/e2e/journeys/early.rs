//! The form is there before the app: what is done in it by then is neither lost nor done twice.

use frontdesk_wire::paths;
use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::journeys::set_up::set_up_link;
use crate::journeys::{sign_in, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE, NORA};
use crate::proxy::Proxy;

/// The WebAssembly of every document.
const APP: &str = "_bg";

#[tokio::test]
async fn what_is_typed_before_the_app_starts_stays_with_its_focus_and_caret() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        proxy.hold(APP);
        page.load(&proxy.url("/sign-in")).await;
        page.heading("Sign in").await;
        page.fill("Password", JOYCE.password).await;
        page.fill("Email", JOYCE.email).await;
        let place = "const field = document.activeElement; if (arguments[0]) field.setSelectionRange(2, 5);
            return [field.id, field.selectionStart ?? 0, field.value]";
        // An address has no caret that scripts may see; a text has.
        page.script("document.getElementById('email').type = 'text'", []).await;
        let before = page.script(place, [json!(true)]).await;
        assert_eq!(before, json!(["email", 2, JOYCE.email]));
        proxy.let_go();
        page.expect_started().await;
        assert_eq!(page.script(place, [json!(false)]).await, before);
        assert_eq!(page.holds("Password").await, JOYCE.password);
        keyboard::press(page, "!").await;
        let typed = page.script(place, [json!(false)]).await;
        assert_eq!(
            typed,
            json!(["email", 3, JOYCE.email.replacen(&JOYCE.email[2..5], "!", 1)]),
            "no key is lost"
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_sent_before_the_app_starts_is_sent_once_by_the_app() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        proxy.hold(APP);
        page.load(&proxy.url("/sign-in?next=/account")).await;
        page.fill("Email", JOYCE.email).await;
        page.fill("Password", JOYCE.password).await;
        page.press("Sign in").await;
        page.press("Sign in").await;
        assert_eq!(page.path().await, "/sign-in?next=/account", "the browser itself sends nothing");
        proxy.let_go();
        page.heading("Your account").await;
        let asked: Vec<String> = proxy.exchanges().into_iter().map(|one| one.asked).collect();
        let sent = asked.iter().filter(|asked| asked.starts_with("POST")).count();
        assert_eq!(sent, 1, "{asked:?}");
        assert!(!asked.join(" ").contains(JOYCE.password), "{asked:?}");
    })
    .await;
}

#[tokio::test]
async fn a_new_password_that_is_sent_before_the_app_starts_is_set_by_the_app() {
    let (desk, empty) = (Desk::staffed().open().await, Desk::empty().open().await);
    in_browser(&desk, async |page| {
        desk.api().post(paths::FORGOT_PASSWORD, json!({ "email": JOYCE.email })).await;
        let (sign_up, set_up) = (desk.url("/sign-up"), set_up_link(&empty));
        let reset = desk.mail_to(JOYCE.email).await.link();
        for (desk, link, email, field, button, heading) in [
            (&desk, sign_up, Some(NORA.email), "Password", "Create account", "Your account"),
            (&desk, reset, None, "New password", "Set password", "Sign in"),
            (&empty, set_up, Some(ADA.email), "Password", "Create administrator", "Users"),
        ] {
            let proxy = Proxy::before(desk);
            proxy.hold(APP);
            page.load(&link.replace(&desk.url(""), &proxy.url(""))).await;
            if let Some(email) = email {
                page.fill("Email", email).await;
            }
            page.fill(field, "a-new-one-of-22-letters").await;
            page.press(button).await;
            proxy.let_go();
            page.heading(heading).await;
        }
    })
    .await;
}

#[tokio::test]
async fn every_form_of_the_door_is_there_before_the_app() {
    let desk = Desk::staffed()
        .with("APP_NAME", "Acme <One>")
        .with("PRIVACY_URL", "https://acme.example/privacy")
        .open()
        .await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        proxy.hold(APP);
        for (path, heading, button) in [
            ("/", "Sign in", "Sign in"),
            ("/sign-up", "Create your account", "Create account"),
            ("/forgot-password", "Forgot your password?", "Send the link"),
            ("/reset-password?code=x", "Set a new password", "Set password"),
            ("/set-up?code=x", "Make the first administrator", "Create administrator"),
        ] {
            page.load(&proxy.url(path)).await;
            page.heading(heading).await;
            page.find(Role::Button, button).await;
            page.find(Role::Link, "Acme <One>").await;
            page.find(Role::Link, "Privacy").await;
            let method = page.script("return document.querySelector('form').method", []).await;
            assert_eq!(method, "post", "{path}: a password never stands in an address");
        }
        page.forgive("status of 404");
        page.load(&proxy.url("/nowhere")).await;
        page.heading("Nothing here").await;
        proxy.let_go();
        page.says("/nowhere leads nowhere.").await;
    })
    .await;
}

#[tokio::test]
async fn a_guest_sees_no_frame_and_a_viewer_no_form_while_the_app_is_on_its_way() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        proxy.hold(APP);
        page.load(&proxy.url("/admin/users?sort=email:1")).await;
        page.at("/sign-in?next=%2Fadmin%2Fusers%3Fsort%3Demail%3A1").await;
        page.heading("Sign in").await;
        assert!(page.all(Role::Link, "Users").await.is_empty(), "nothing of the administration");
        proxy.let_go();
        page.expect_started().await;
        sign_in(page, ADA).await;
        page.find(Role::Link, JOYCE.email).await;

        // What the browser keeps would not be asked for.
        let without = json!({ "cacheDisabled": true });
        page.cdp("Network.enable", json!({})).await.expect("the network can be watched");
        page.cdp("Network.setCacheDisabled", without).await.expect("a cache can be passed by");
        proxy.hold(APP);
        page.load(&proxy.url("/sign-in")).await;
        assert_eq!(page.text().await, "", "nothing of the form");
        page.load(&proxy.url("/admin/users")).await;
        page.find(Role::Link, "Users").await;
        assert!(!page.text().await.contains(ADA.email), "the frame holds nothing of anybody");
        proxy.let_go();
        page.find(Role::Link, JOYCE.email).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_app_will_ask_is_asked_while_it_is_on_its_way_and_only_once() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        page.go(&proxy.url("/sign-in?next=/admin/users")).await;
        sign_in(page, ADA).await;
        page.find(Role::Link, JOYCE.email).await;
        let without = json!({ "cacheDisabled": true });
        page.cdp("Network.enable", json!({})).await.expect("the network can be watched");
        page.cdp("Network.setCacheDisabled", without).await.expect("a cache can be passed by");
        for (path, own, shown) in
            [("/admin/users", "/users?", JOYCE.email), ("/account", "/user/sessions", "This browser")]
        {
            proxy.exchanges();
            proxy.hold(APP);
            page.load(&proxy.url(path)).await;
            let mut asked: Vec<String> = Vec::new();
            // How often it was asked who looks, and for what this page shows.
            let times = |asked: &[String]| {
                let times = |is: &dyn Fn(&&String) -> bool| asked.iter().filter(is).count();
                (times(&|one| one.ends_with(" /user")), times(&|one| one.contains(own)))
            };
            page.until("the first answers to be there before the app", async || {
                asked.extend(proxy.exchanges().into_iter().map(|one| one.asked));
                (times(&asked) == (1, 1)).then_some(())
            })
            .await;
            let inert =
                "return [...document.querySelectorAll('button')].every((one) => one.closest('[inert]'))";
            assert_eq!(page.script(inert, []).await, json!(true), "nothing would hear a press yet");
            proxy.let_go();
            page.expect_started().await;
            page.says(shown).await;
            asked.extend(proxy.exchanges().into_iter().map(|one| one.asked));
            assert_eq!(times(&asked), (1, 1), "{asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_does_not_move_when_the_app_takes_it_over() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let watch = "window.moved = [];
            const rect = (one) => [one.x, one.y, one.width, one.height].join(' ');
            const said = (source) => `${source.node?.outerHTML?.slice(0, 120)}: ${rect(source.previousRect)} to ${rect(source.currentRect)}`;
            new PerformanceObserver((list) => list.getEntries().forEach((one) => window.moved.push(...one.sources.map(said))))
                .observe({ type: 'layout-shift', buffered: true })";
        for path in ["/sign-in", "/sign-up", "/forgot-password", "/set-up?code=x"] {
            let proxy = Proxy::before(&desk);
            proxy.hold(APP);
            page.load(&proxy.url(path)).await;
            page.script(watch, []).await;
            page.find(Role::Textbox, "Email").await;
            let place = "return JSON.stringify([...document.querySelectorAll('#app *')].map((one) => one.getBoundingClientRect()))";
            let before = page.script(place, []).await;
            proxy.let_go();
            page.expect_started().await;
            assert_eq!(page.script(place, []).await, before, "{path}");
            assert_eq!(page.script("return window.moved", []).await, json!([]), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_sign_in_page_is_small_and_a_second_visit_moves_no_asset() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        let proxy = Proxy::before(&desk);
        page.go(&proxy.url("/sign-in")).await;
        let mut first = proxy.exchanges();
        // The browser asks for the icon when there is nothing else to ask for.
        page.until("the icon to be asked for", async || {
            first.extend(proxy.exchanges());
            first.iter().any(|one| one.asked.contains("favicon")).then_some(())
        })
        .await;
        let bytes: usize = first.iter().map(|one| one.bytes).sum();
        assert!(first.len() <= 6, "{first:?}");
        assert!(bytes <= 98_000, "{bytes} bytes: {first:?}");
        page.go(&proxy.url("/sign-in")).await;
        let again = proxy.exchanges();
        let moved: Vec<_> =
            again.iter().filter(|one| one.body > 0 && !one.asked.ends_with("/sign-in")).collect();
        assert!(moved.is_empty(), "{moved:?}");
    })
    .await;
}

#[tokio::test]
async fn what_was_said_and_where_the_focus_belongs_survive_the_way_to_another_document() {
    let desk = Desk::staffed().open().await;
    in_browser(&desk, async |page| {
        sign_in_at(page, ADA, "/account").await;
        page.follow("Users").await;
        page.find(Role::Link, JOYCE.email).await;
        page.back().await;
        page.heading("Your account").await;
        page.press("Sign out").await;
        page.heading("Sign in").await;
        page.says("You are signed out.").await;
        assert!(page.focused(Role::Heading, "Sign in").await, "the new page's heading takes the focus");
        page.reload().await;
        assert!(!page.text().await.contains("You are signed out."), "said once");
    })
    .await;
}
