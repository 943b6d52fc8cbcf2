//! The built app as it is served, out of a folder that looks like one.

use crate::world::{Actor, World};
use axum::http::Method;
use frontdesk_server::config::{Config, Given};

const WASM: &str = "frontdesk-app-0123456789abcdef_bg.wasm";

async fn with_app() -> (World, tempfile::TempDir) {
    let app = tempfile::tempdir().unwrap();
    let html = "<!doctype html><script type=\"module\">start()</script>";
    for (name, text) in [
        ("index.html", html),
        (WASM, "wasm"),
        ("frontdesk-app-0123456789abcdef_bg.wasm.br", "br"),
        ("favicon.svg", "<svg/>"),
    ] {
        std::fs::write(app.path().join(name), text).unwrap();
    }
    let data = tempfile::tempdir().unwrap();
    let mut config = Config::settle(&Given::default(), data.path(), ([127, 0, 0, 1], 8080).into()).unwrap();
    config.app_dir = Some(app.path().to_owned());
    (World::of(config.with_api(Some("https://api.example/v1")).unwrap(), data).await, app)
}

fn packing(guest: &Actor, accepted: &str) -> Actor {
    guest.header("accept-encoding", accepted)
}

#[tokio::test]
async fn hashed_names_are_kept_for_ever_and_packed() {
    let (world, _app) = with_app().await;
    let path = format!("/{WASM}");
    let plain = world.guest().get(&path).await;
    assert_eq!((plain.header("content-type"), plain.text.as_str()), ("application/wasm", "wasm"));
    assert_eq!(plain.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(plain.headers.get_all("vary").iter().any(|line| line == "accept-encoding"));
    let packed = packing(&world.guest(), "gzip, br").get(&path).await;
    assert_eq!((packed.header("content-encoding"), packed.text.as_str()), ("br", "br"));
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let head = world.guest().send(Method::HEAD, &path, "").await;
    assert_eq!((head.status.as_u16(), head.header("content-type")), (200, "application/wasm"));
}

#[tokio::test]
async fn other_names_are_asked_for_again_and_not_sent_twice() {
    let (world, _app) = with_app().await;
    let icon = world.guest().get("/favicon.svg").await;
    assert_eq!((icon.header("cache-control"), icon.header("content-type")), ("no-cache", "image/svg+xml"));
    let again = world.guest().header("if-none-match", icon.header("etag")).get("/favicon.svg").await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn the_page_too_is_asked_for_again_and_not_sent_twice_under_the_same_policy() {
    let (world, _app) = with_app().await;
    for path in ["/sign-in", "/account", "/admin/users?sort=email:1"] {
        let page = world.guest().get(path).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "no-cache"), "{path}");
        assert!(page.headers.get_all("vary").iter().any(|line| line == "accept-encoding"), "{path}");
        let again = world.guest().header("if-none-match", page.header("etag")).get(path).await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""), "{path}");
        for name in ["etag", "cache-control", "content-security-policy"] {
            assert_ne!(page.header(name), "", "{path} {name}");
            assert_eq!(again.header(name), page.header(name), "{path} {name}");
        }
    }
}

#[tokio::test]
async fn the_page_names_its_script_and_its_api_and_nothing_else() {
    let (world, _app) = with_app().await;
    let page = world.guest().get("/sign-in").await;
    let policy = page.header("content-security-policy");
    assert!(
        page.text.contains("start()")
            && policy.contains("'sha256-")
            && policy.contains("connect-src 'self' https://api.example;"),
        "{policy}"
    );
    assert_eq!(world.guest().get("/config.json").await.is(200)["api"], "https://api.example/v1");
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let (world, _app) = with_app().await;
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/.env",
        "/index.html",
        "/missing.wasm",
        "//etc/passwd",
        &format!("/{WASM}.br"),
    ] {
        world.guest().get(path).await.refuses(404, "not_found");
    }
}
