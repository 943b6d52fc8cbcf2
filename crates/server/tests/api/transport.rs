//! Headers, hosts, other origins, and what is not there.

use crate::policy::filled;
use crate::world::World;
use axum::http::Method;
use frontdesk_server::router::table::routes;
use serde_json::json;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// The headers themselves are looked at by `Reply`, on every reply of every test; here are the shapes of replies.
#[tokio::test]
async fn every_answer_wears_the_headers_of_trust() {
    let world = World::new().await;
    let guest = world.guest();
    let (ada, admin) = (world.user("ada").await, world.admin().await);
    for route in routes() {
        for actor in [&guest, &ada, &admin, &guest.with_token("nonsense")] {
            for method in [route.method.clone(), Method::HEAD, Method::OPTIONS, Method::PATCH] {
                for body in ["", "{", "{}", "[1]"] {
                    let reply = actor.send(method.clone(), &filled(route.path), body).await;
                    assert_eq!(reply.header("strict-transport-security"), "", "{method} {}", route.path);
                }
            }
        }
    }
    let browser = guest.header("accept", BROWSER);
    for (reply, status) in [
        (guest.get("/").await, 200),
        (browser.get("/").await, 200),
        (guest.get("/sign-in").await, 200),
        (browser.get("/nothing").await, 404),
        (guest.get("/nothing.js").await, 404),
        (guest.get("/users/%ff").await, 401),
        (guest.header("host", "").get("/").await, 400),
        (guest.send(Method::POST, "/user/auth", "x".repeat(100_000)).await, 413),
        // The first administrator signed out on the way through the table.
        (world.another_admin("second").await.get("/users?limit=many").await, 400),
    ] {
        assert_eq!(reply.status, status);
        let is_page = reply.header("content-type").starts_with("text/html");
        assert_eq!(reply.header("cache-control"), if is_page { "no-cache" } else { "no-store" });
    }
    for _ in 0..7 {
        guest.sign_in("ada", "not hers").await;
    }
    guest.sign_in("ada", "not hers").await.refuses(429, "too_many_requests");
    world.work().await;
}

#[tokio::test]
async fn only_over_tls_are_browsers_told_to_stay_there() {
    const STAY: &str = "max-age=31536000; includeSubDomains";
    for (front_end, trusted, peer, said, stays) in [
        ("https://desk.example", "", "192.0.2.1", "", true),
        ("http://desk.example", "", "192.0.2.1", "", false),
        // Who is not trusted says nothing.
        ("http://desk.example", "", "192.0.2.1", "https", false),
        ("https://desk.example", "198.51.100.0/24", "192.0.2.1", "http", true),
        // A trusted proxy knows how it was reached.
        ("http://desk.example", "192.0.2.0/24", "192.0.2.1", "https", true),
        ("https://desk.example", "192.0.2.0/24", "192.0.2.1", "http", false),
        ("https://desk.example", "192.0.2.0/24", "192.0.2.1", "", true),
    ] {
        let world = World::with(&[("APPMIXER_FE_URL", front_end), ("TRUSTED_PROXIES", trusted)]).await;
        let mut guest = world.guest().from(peer);
        if !said.is_empty() {
            guest = guest.header("x-forwarded-proto", said);
        }
        for path in ["/user", "/sign-in", "/nothing"] {
            let reply = guest.get(path).await;
            let told = reply.header("strict-transport-security");
            assert_eq!(told, if stays { STAY } else { "" }, "{front_end} {trusted} {said} {path}");
        }
    }
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
