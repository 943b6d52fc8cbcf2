//! Bodies as they should not be.

use crate::world::{PASSWORD, World};
use axum::http::Method;

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
