//! The documented calls as they are printed, one after the other.

use crate::world::World;
use axum::http::Method;

#[tokio::test]
async fn the_documented_lines_work_as_written() {
    let world = World::new().await;
    let curl = world
        .guest()
        .header("content-type", "application/json")
        .header("user-agent", "curl/8.0")
        .header("accept", "*/*");
    let body = r#"{ "username": "abc@example.com", "email": "abc@example.com", "password": "abc321" }"#;
    let made = curl.send(Method::POST, "/user", body).await.is(201);
    assert!(made["token"].is_string() && made["user"]["id"].is_string());
    let body = r#"{ "username": "abc@example.com", "password": "abc321" }"#;
    let signed_in = curl.send(Method::POST, "/user/auth", body).await;
    assert_eq!(signed_in.status, 200);
    let me = curl.with_token(signed_in.json()["token"].as_str().unwrap());
    assert_eq!(me.get("/user").await.is(200)["username"], "abc@example.com");
    let body = r#"{ "oldPassword": "abc321", "newPassword": "abc4321" }"#;
    let changed = me.send(Method::POST, "/user/change-password", body).await.is(200);
    assert!(changed["token"].is_string());
    let body = r#"{ "email": "abc@example.com" }"#;
    assert_eq!(curl.send(Method::POST, "/user/forgot-password", body).await.text, "{}");
    world.deliver().await;
    let body = format!(r#"{{ "code": "{}", "password": "abc321" }}"#, world.code());
    assert_eq!(curl.send(Method::POST, "/user/forgot-password/reset", body).await.text, "{}");
    world.work().await;
}
