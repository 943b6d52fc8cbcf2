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

/// An app whose pages were made ahead of time, and a server with a name, a contact and sign-up for nobody.
async fn with_pages() -> (World, tempfile::TempDir) {
    let app = tempfile::tempdir().unwrap();
    std::fs::create_dir(app.path().join("pages")).unwrap();
    let sign_in = "<title>{{app_name}}</title><style>p{color:red}</style><script>early()</script><form method=\"post\">\
        <p hidden=\"{{unless sign_up}}\">New here?</p><a href=\"{{support_href}}\">Help</a><img src=\"{{logo}}\">\
        </form><script type=\"application/json\">{{told}}</script>";
    for (name, text) in [
        ("index.html", "the shell"),
        ("pages/sign-in.html", sign_in),
        ("pages/forgot-password.html", "the form for a link"),
        ("pages/sign-up-closed.html", "closed"),
        ("pages/admin.html", "the frame"),
        ("pages/not-found.html", "nothing here"),
    ] {
        std::fs::write(app.path().join(name), text).unwrap();
    }
    let data = tempfile::tempdir().unwrap();
    let given = Given::pairs(&[
        ("APP_NAME", "A & B"),
        ("SUPPORT_CONTACT", "help@acme.example"),
        ("API_USER_CREATE_SCOPE", "admin"),
    ]);
    let given = given.unwrap();
    let mut config = Config::settle(&given, data.path(), ([127, 0, 0, 1], 8080).into()).unwrap();
    config.app_dir = Some(app.path().to_owned());
    (World::of(config, data).await, app)
}

#[tokio::test]
async fn each_page_comes_with_what_this_server_is_set_to() {
    let (world, _app) = with_pages().await;
    let page = world.guest().get("/sign-in").await;
    for part in [
        "<title>A &amp; B</title>",
        "<p hidden=\"\">New here?</p>",
        "<a href=\"mailto:help@acme.example\">Help</a><img>",
        "\"signUp\":\"closed\"",
        "\"capabilities\":[",
    ] {
        assert!(page.text.contains(part), "{part} is not in {}", page.text);
    }
    let policy = page.header("content-security-policy");
    for source in [
        "script-src 'self' 'wasm-unsafe-eval' 'sha256-G2Y/0fpEoq/QMzbid/byF0KE5sX9e6ar19Om2+xoMnU=';",
        "style-src 'self' 'sha256-p0bF+un5yUb9MBO6xRb8kPHlY2BdpHVtLiFkDrZPF64=';",
    ] {
        assert!(policy.contains(source), "{source} is not in {policy}");
    }
    assert_eq!(policy.matches("sha256-").count(), 2, "the script, the sheet and not the data: {policy}");
    let frame = world.guest().get("/admin/users").await;
    assert!(frame.header("content-security-policy").contains("style-src 'self';"), "no sheet, no hash");
    for (path, text) in [("/sign-up", "closed"), ("/admin/users/new", "the frame"), ("/account", "the shell")]
    {
        assert_eq!(world.guest().get(path).await.text, text, "{path}");
    }
    let nowhere = world.guest().header("accept", "text/html").get("/nowhere").await;
    assert_eq!((nowhere.status.as_u16(), nowhere.text.as_str()), (404, "nothing here"));
    world.guest().get("/pages/sign-in.html").await.refuses(404, "not_found");
}

#[tokio::test]
async fn a_page_is_packed_and_not_sent_twice() {
    let (world, _app) = with_pages().await;
    let plain = world.guest().get("/sign-in").await;
    let packed = packing(&world.guest(), "gzip, br").send(Method::HEAD, "/sign-in", "").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    let again = world.guest().header("if-none-match", plain.header("etag")).get("/sign-in").await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_form_that_a_browser_sends_by_itself_gets_its_page_and_a_program_its_answer() {
    let (world, _app) = with_pages().await;
    let form = "email=ada%40acme.example&password=secret";
    let browser = world
        .guest()
        .header("accept", "text/html,*/*")
        .header("content-type", "application/x-www-form-urlencoded");
    assert!(browser.send(Method::POST, "/sign-in", form).await.text.contains("<form"));
    let page = browser.send(Method::POST, "/forgot-password", form).await;
    assert_eq!((page.status.as_u16(), page.text.as_str()), (200, "the form for a link"));
    // As the documentation's own line does it: curl calls every body a form.
    let curl = world.guest().header("content-type", "application/x-www-form-urlencoded");
    let reply = curl.send(Method::POST, "/forgot-password", r#"{"email":"ada@acme.example"}"#).await;
    assert_eq!((reply.status.as_u16(), reply.text.as_str()), (200, "{}"));
    world.deliver().await;
    curl.send(Method::POST, "/sign-in", form).await.refuses(404, "not_found");
}
