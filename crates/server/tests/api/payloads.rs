//! Bodies as they should not be.

use crate::policy::filled;
use crate::world::{PASSWORD, World};
use axum::http::Method;
use frontdesk_server::router::table::{Route, routes};
use frontdesk_wire::paths;

#[tokio::test]
async fn broken_json_is_refused_with_its_place() {
    let world = World::new().await;
    for body in [
        "{",
        "{\"username\": }",
        "not json",
        "{\"a\":1,}",
        "{\"username\":\"a\",\"username\":\"b\"}",
        "{\"username\":\"a\\u0000b\"}",
        "{\"username\":\"\\ud800\"}",
        "{} {}",
        "\u{a0}",
    ] {
        let refusal =
            world.guest().send(Method::POST, "/user/auth", body).await.refuses(400, "payload_not_json");
        assert_eq!(refusal["message"], "Invalid request payload JSON format");
        assert!(
            refusal["fields"][0]["message"].as_str().unwrap().starts_with("Line 1, column "),
            "{refusal}"
        );
    }
    world.guest().send(Method::POST, "/user/auth", vec![0xff, 0xfe]).await.refuses(400, "payload_not_json");
}

#[tokio::test]
async fn deep_json_is_refused() {
    let world = World::new().await;
    let deep = format!("{{\"metadata\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    world.guest().send(Method::POST, "/user", deep).await.refuses(400, "payload_not_json");
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let world = World::new().await;
    for body in ["[\"ada@example.com\", null, \"abc321\"]", "null", "7", "\"text\""] {
        world.guest().send(Method::POST, "/user/auth", body).await.refuses(400, "payload_invalid");
    }
}

#[tokio::test]
async fn a_body_beyond_64_kib_is_413() {
    let world = World::new().await;
    let body = |length: usize| format!("{{\"username\":\"{}\"}}", "x".repeat(length - 15));
    world.guest().send(Method::POST, "/user/auth", body(65_536)).await.refuses(400, "payload_invalid");
    world.guest().send(Method::POST, "/user/auth", body(65_537)).await.refuses(413, "payload_too_large");
    world.guest().send(Method::POST, "/user/auth", body(10_000_000)).await.refuses(413, "payload_too_large");
}

#[tokio::test]
async fn unknown_keys_are_ignored_and_the_content_type_does_not_matter() {
    let world = World::new().await;
    world.user("ada").await;
    let body = format!("{{\"username\":\"ada@example.com\",\"password\":\"{PASSWORD}\",\"more\":[1]}}");
    for kind in ["application/json", "text/plain", "application/json; charset=utf-8"] {
        world
            .guest()
            .header("content-type", kind)
            .send(Method::POST, "/user/auth", body.clone())
            .await
            .is(200);
    }
}

#[tokio::test]
async fn every_call_that_takes_a_body_refuses_what_is_too_large_or_no_json() {
    let world = World::new().await;
    let admin = world.admin().await;
    // A file is read line by line and has tests of its own; two calls take no body.
    let others = [paths::USERS_IMPORT, paths::BULK_CANCEL, paths::BULK_RETRY];
    let takes_body =
        |route: &Route| matches!(route.method, Method::POST | Method::PUT) && !others.contains(&route.path);
    for route in routes().into_iter().filter(takes_body) {
        let path = filled(route.path);
        let most = if route.path == paths::USERS_BULK { 4 * 1024 * 1024 } else { 65_536 };
        let large = admin.send(route.method.clone(), &path, " ".repeat(most + 1)).await;
        large.says(413, &format!("Payload content length greater than maximum allowed: {most}"));
        let broken = admin.send(route.method.clone(), &path, "{\"a\":1,\"a\":2}").await;
        broken.says(400, "Invalid request payload JSON format");
        admin.send(route.method, &path, "[]").await.says(400, "Invalid request payload input");
    }
}

/// An object inside so many others.
fn nested(levels: usize) -> String {
    format!("{}{}{}", "{\"a\":".repeat(levels - 1), "{}", "}".repeat(levels - 1))
}

fn keys(count: usize) -> String {
    let keys: Vec<String> = (0..count).map(|n| format!("\"k{n}\":{n}")).collect();
    format!("{{{}}}", keys.join(","))
}

#[tokio::test]
async fn metadata_is_bounded_and_what_no_database_keeps_is_refused() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let long = |length: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(length - 8));
    let put = async |metadata: &str| {
        admin.send(Method::PUT, &ada.path(), format!("{{\"metadata\":{metadata}}}")).await
    };
    for metadata in [
        "{\"b\":{\"a\":1,\"a\":2}}",
        "{\"b\":\"\\u0000\"}",
        "{\"\\u0000\":1}",
        "{\"b\":\"\\udc00\"}",
        "{\"b\":\"\\ud83d\"}",
        &nested(33),
    ] {
        put(metadata).await.refuses(400, "payload_not_json");
    }
    for metadata in [keys(257), long(16 * 1024 + 1)] {
        put(&metadata).await.blames("payload_invalid", "metadata");
    }
    assert_eq!(ada.get("/user").await.is(200), ada.user);
    for metadata in [nested(32), keys(256), long(16 * 1024), "{\"b\":\"\\ud83d\\ude00\"}".to_owned()] {
        let kept = put(&metadata).await;
        assert!(kept.text.contains(&metadata), "{}", kept.text);
        kept.is(200);
    }
}

#[tokio::test]
async fn a_value_of_the_wrong_kind_is_told_what_it_should_be_and_never_repeated() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (path, body, field, message) in [
        ("/user/auth", r#"{"username":"a@x.io","password":987654321}"#, "password", "This must be a text."),
        ("/user/auth", r#"{"username":["a@x.io"],"password":"x"}"#, "username", "This must be a text."),
        (
            "/user",
            r#"{"email":"b@x.io","password":"abc321","vendor":7}"#,
            "vendor",
            "This must be a text or a list of texts.",
        ),
        (
            "/user",
            r#"{"email":"b@x.io","password":"abc321","vendor":["a",7]}"#,
            "vendor",
            "This must be a text.",
        ),
        (
            "/user",
            r#"{"email":"b@x.io","password":"abc321","scope":["a",7]}"#,
            "scope",
            "This must be a text.",
        ),
    ] {
        let refusal = admin.send(Method::POST, path, body).await.refuses(400, "payload_invalid");
        assert_eq!(refusal["fields"][0]["field"], field, "{body}");
        assert_eq!(refusal["fields"][0]["message"], message, "{body}");
        assert!(!refusal.to_string().contains("987654321"), "{refusal}");
    }
}
