//! The app served from one origin and the API from another.

use frontdesk_wire::paths;
use reqwest::Client;
use serde_json::json;

use crate::browser::in_browser;
use crate::desk::Desk;
use crate::element::Role;
use crate::environment::free_port;
use crate::journeys::{find_user, sign_in, sign_in_at};
use crate::keyboard;
use crate::people::{ADA, JOYCE};

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
async fn a_wait_is_counted_down_as_the_server_of_another_origin_says() {
    let port = free_port();
    let api = Desk::staffed().with("CORS_ORIGINS", &format!("http://127.0.0.1:{port}")).open().await;
    let app = Desk::empty().on(port).flag("--api", &api.url("")).open().await;
    let asked = in_vain(&api).await;
    in_browser(&app, async |page| {
        page.forgive("status of 429");
        page.open("/sign-in").await;
        sign_in(page, JOYCE).await;
        page.says("Too many tries.").await;
        let button = page.find(Role::Button, "Sign in after …").await;
        let (minutes, seconds) =
            button.node.name().trim_start_matches("Sign in after ").split_once(':').expect("a clock");
        let shown: u64 =
            minutes.parse::<u64>().expect("minutes") * 60 + seconds.parse::<u64>().expect("seconds");
        assert!(shown <= asked && shown + 10 > asked, "the server says {asked} s, the page {shown} s");
        assert_eq!(page.holds("Password").await, JOYCE.password);
    })
    .await;
}

#[tokio::test]
async fn an_origin_that_the_server_does_not_list_reaches_nothing_and_says_so() {
    let api = Desk::staffed().open().await;
    let app = Desk::empty().flag("--api", &api.url("")).open().await;
    in_browser(&app, async |page| {
        page.forgive("blocked by CORS policy");
        page.forgive("net::ERR_FAILED");
        page.open("/sign-in").await;
        sign_in(page, JOYCE).await;
        page.says("No connection.").await;
        assert_eq!(page.holds("Password").await, JOYCE.password, "nobody refused it, so it stays");
    })
    .await;
}

/// Tries until the server says how many seconds to wait.
async fn in_vain(api: &Desk) -> u64 {
    let guess = json!({ "username": JOYCE.email, "password": "not hers" });
    for _ in 0..20 {
        let sent = Client::new().post(api.url(paths::AUTH)).json(&guess).send().await;
        let reply = sent.expect("the server answers");
        if let Some(wait) = reply.headers().get("retry-after") {
            return wait.to_str().ok().and_then(|wait| wait.parse().ok()).expect("seconds");
        }
    }
    panic!("nobody is ever told to wait");
}
