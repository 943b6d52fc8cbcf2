//! Headers, hosts, other origins, and what is not there.

use crate::world::World;
use axum::http::Method;
use serde_json::json;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn every_answer_carries_the_headers_of_trust() {
    let world = World::new().await;
    let guest = world.guest();
    let browser = guest.header("accept", BROWSER);
    for reply in [
        guest.get("/").await,
        guest.get("/user").await,
        guest.get("/nothing").await,
        guest.post("/user/auth", json!({})).await,
        guest.header("host", "").get("/").await,
        guest.send(Method::POST, "/user/auth", "x".repeat(100_000)).await,
        browser.get("/").await,
        browser.get("/nothing").await,
        guest.get("/sign-in").await,
    ] {
        let is_page = reply.header("content-type").starts_with("text/html");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        assert_eq!(reply.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(reply.header("cross-origin-embedder-policy"), "require-corp");
        assert!(reply.header("permissions-policy").contains("camera=()"));
        assert_eq!(reply.header("strict-transport-security"), "");
        assert_eq!(reply.header("x-request-id").len(), 16);
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{policy}"
        );
        assert_eq!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), is_page, "{policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(reply.header("cache-control"), if is_page { "no-cache" } else { "no-store" });
    }
}

#[tokio::test]
async fn over_tls_browsers_are_told_to_stay_there_and_the_app_may_call_its_api() {
    let world = World::with(&[("APPMIXER_FE_URL", "https://desk.example")]).await;
    assert!(world.guest().get("/user").await.header("strict-transport-security").starts_with("max-age="));
}

#[tokio::test]
async fn refusals_read_to_the_letter() {
    let world = World::new().await;
    let (guest, ada, admin) = (world.guest(), world.user("ada").await, world.admin().await);
    for (reply, said) in [
        (
            guest.get("/nothing").await,
            r#"{"statusCode":404,"error":"Not Found","message":"Not Found","code":"not_found","requestId":"ID"}"#,
        ),
        (
            admin.get("/users/nobody").await,
            r#"{"statusCode":404,"error":"Not Found","message":"User not found.","code":"not_found","requestId":"ID"}"#,
        ),
        (
            guest.get("/user").await,
            r#"{"statusCode":401,"error":"Unauthorized","message":"Missing authentication","code":"missing_authentication","requestId":"ID"}"#,
        ),
        (
            ada.get("/users").await,
            r#"{"statusCode":403,"error":"Forbidden","message":"Insufficient scope","code":"scope_insufficient","requestId":"ID"}"#,
        ),
        (
            guest.post("/user/forgot-password", json!({"email": "ada"})).await,
            r#"{"statusCode":400,"error":"Bad Request","message":"Invalid request payload input","code":"payload_invalid","fields":[{"field":"email","code":"payload_invalid","message":"Enter an address like name@example.com."}],"requestId":"ID"}"#,
        ),
    ] {
        let id = reply.header("x-request-id");
        assert_eq!(id.len(), 16);
        assert_eq!(reply.text.replace(id, "ID"), said);
    }
}

#[tokio::test]
async fn every_401_says_how_to_authenticate() {
    let world = World::new().await;
    let ended = world.user("ada").await;
    ended.post("/user/sign-out", json!({})).await.done();
    for actor in [world.guest(), world.guest().header("authorization", "Basic YTpi"), ended] {
        for path in ["/user", "/users", "/user/sessions"] {
            let reply = actor.get(path).await;
            assert_eq!((reply.status.as_u16(), reply.header("www-authenticate")), (401, "Bearer"), "{path}");
        }
    }
}

#[tokio::test]
async fn head_is_answered_as_get_without_the_body_and_nowhere_else() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (path, status) in [
        ("/", 200),
        ("/user", 200),
        ("/users", 200),
        ("/users/count", 200),
        ("/users/nobody", 404),
        ("/healthz", 200),
        ("/user/auth", 404),
        ("/nothing", 404),
    ] {
        let head = admin.send(Method::HEAD, path, "").await;
        let get = admin.get(path).await;
        assert_eq!(
            (head.status.as_u16(), head.text.as_str(), get.status.as_u16()),
            (status, "", status),
            "{path}"
        );
        assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
    }
    assert_eq!(world.guest().send(Method::HEAD, "/user", "").await.status, 401);
}

#[tokio::test]
async fn pages_of_the_app_are_served_whatever_is_accepted() {
    let world = World::new().await;
    for path in [
        "/sign-in",
        "/sign-up",
        "/forgot-password",
        "/reset-password?code=x",
        "/set-up?code=x",
        "/account",
        "/admin/users",
        "/admin/users/5c88c7cc04a917256c726c3d",
    ] {
        for actor in [
            world.guest(),
            world.guest().header("accept", "application/json"),
            world.guest().header("accept", BROWSER),
        ] {
            let reply = actor.get(path).await;
            assert_eq!(reply.status, 200, "{path}");
            assert!(reply.header("content-type").starts_with("text/html"), "{path}");
        }
        assert_eq!(world.guest().send(Method::HEAD, path, "").await.text, "");
    }
}

#[tokio::test]
async fn a_browser_that_goes_nowhere_is_shown_the_app_with_404() {
    let world = World::new().await;
    let browser = world.guest().header("accept", BROWSER);
    for path in ["/nothing", "/admin/nothing/here", "/metrics"] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.header("content-type").starts_with("text/html"), "{path}");
        for reply in [reply, world.guest().get(path).await] {
            let vary: Vec<_> =
                reply.headers.get_all("vary").iter().map(|line| line.to_str().unwrap()).collect();
            assert!(vary.contains(&"accept"), "{path}: {vary:?}");
        }
    }
    world.guest().get("/missing.js").await.refuses(404, "not_found");
    browser.post("/nothing", json!({})).await.refuses(404, "not_found");
}

#[tokio::test]
async fn exactly_one_good_host_is_answered() {
    let world = World::with(&[("ALLOWED_HOSTS", "desk.example")]).await;
    world.guest().header("host", "desk.example").get("/").await.is(200);
    world.guest().header("host", "DESK.example:8080").get("/").await.is(200);
    world.guest().header("host", "evil.example").get("/").await.refuses(400, "host_refused");
    let twice = world.guest().header("host", "desk.example").header("host", "desk.example");
    twice.get("/").await.refuses(400, "host_refused");
    world.guest().get("/healthz").await.is(200);
}

#[tokio::test]
async fn only_the_front_ends_own_pages_may_call_unless_others_are_named() {
    let world = World::with(&[("APPMIXER_FE_URL", "https://desk.example/app")]).await;
    let page = world.guest().header("origin", "https://desk.example");
    let reply = page.get("/").await;
    assert_eq!(reply.header("access-control-allow-origin"), "https://desk.example");
    assert!(reply.header("access-control-expose-headers").contains("retry-after"));
    assert!(reply.header("access-control-expose-headers").contains("etag"));
    let asks = page
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization");
    let preflight = asks.send(Method::OPTIONS, "/users/5c88c7cc04a917256c726c3d", "").await;
    assert_eq!(preflight.status, 204);
    assert!(preflight.header("access-control-allow-methods").contains("PUT"));
    assert!(preflight.header("access-control-allow-headers").contains("authorization"));
    assert!(preflight.header("access-control-allow-headers").contains("if-match"));
    let stranger =
        world.guest().header("origin", "https://evil.example").header("access-control-request-method", "PUT");
    let refused = stranger.send(Method::OPTIONS, "/users/5c88c7cc04a917256c726c3d", "").await;
    assert_eq!((refused.header("access-control-allow-origin"), refused.status.as_u16()), ("", 404));
    let strange = page.header("host", ":::").get("/").await;
    assert_eq!(strange.header("access-control-allow-origin"), "https://desk.example");
    strange.refuses(400, "host_refused");
    let asks = asks.header("host", ":::").send(Method::OPTIONS, "/user", "").await;
    asks.refuses(400, "host_refused");
    let any = World::with(&[("CORS_ORIGINS", "*")]).await;
    let reply = any.guest().header("origin", "https://other.example").get("/user").await;
    assert_eq!(reply.header("access-control-allow-origin"), "*");
}
