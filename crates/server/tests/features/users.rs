//! Rows 4, 7 and 11 of the contract: one user, shown and changed by an administrator.

use crate::world::{PASSWORD, World};
use axum::http::Method;
use serde_json::json;

const NOBODY: &str = "/users/5c88c7cc04a917256c726c3d";

#[tokio::test]
async fn only_administrators_reach_users() {
    let world = World::new().await;
    let user = world.user("ada").await;
    let one = format!("/users/{}", user.id());
    for (method, path) in [
        (Method::GET, "/users"),
        (Method::GET, "/users/count"),
        (Method::GET, one.as_str()),
        (Method::PUT, &one),
        (Method::DELETE, &one),
        (Method::POST, "/user/reset-password"),
    ] {
        world.guest().call(method.clone(), path, None).await.refused(401, "Missing authentication");
        user.call(method, path, None).await.refused(403, "Insufficient scope");
    }
    world.end().await;
}

#[tokio::test]
async fn a_user_is_shown_and_unknown_and_malformed_ids_are_not_found() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let shown = admin.get(&format!("/users/{}", ada.id())).await;
    assert_eq!((shown.status, &shown.body), (200, &ada.user));
    for path in [NOBODY, "/users/nobody", "/users/5C88"] {
        admin.get(path).await.refused(404, "User not found.");
    }
    assert_eq!(admin.get("/users/%ff").await.status, 404);
    world.end().await;
}

#[tokio::test]
async fn what_is_given_changes_and_what_is_absent_or_null_stays() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let wish = json!({ "scope": ["user", "acme1"], "vendor": "acme", "metadata": { "z": 1, "a": 2 }, "id": "x", "plan": "pro" });
    let changed = admin.put(&path, wish).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    assert_eq!(changed.body["scope"], json!(["user", "acme1"]));
    assert_eq!(changed.body["vendor"], json!(["acme"]));
    assert_eq!(changed.body["plan"], "free");
    assert_eq!(changed.body["metadata"], json!({ "z": 1, "a": 2 }));
    let again =
        admin.put(&path, json!({ "scope": null, "vendor": null, "metadata": null, "email": null })).await;
    assert_eq!((again.status, again.body), (200, changed.body));
    world.end().await;
}

#[tokio::test]
async fn metadata_is_kept_to_the_letter() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let body = r#"{"metadata":{"z":9007199254740993,"a":1e400}}"#;
    let changed = admin.call(Method::PUT, &path, Some(body.to_owned())).await;
    assert!(changed.text.contains(r#""metadata":{"z":9007199254740993,"a":1e400}"#), "{changed:?}");
    world.end().await;
}

#[tokio::test]
async fn each_wrong_value_is_refused_with_its_field_and_changes_nothing() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    for (wish, field) in [
        (json!({ "scope": "user" }), "scope"),
        (json!({ "scope": ["Not A Scope"] }), "scope"),
        (json!({ "vendor": [""] }), "vendor"),
        (json!({ "email": "nonsense", "scope": ["acme1"] }), "email"),
        (json!({ "email": 7 }), "email"),
        (json!({ "metadata": [1] }), "metadata"),
        (json!({ "blocked": "yes" }), "blocked"),
    ] {
        admin.put(&path, wish).await.refused(400, "Invalid request payload input").names(field);
    }
    let broken = admin.call(Method::PUT, &path, Some("{".to_owned())).await;
    broken.refused(400, "Invalid request payload JSON format");
    assert_eq!(admin.get(&path).await.body, ada.user);
    admin.put(NOBODY, json!({})).await.refused(404, "User not found.");
    world.end().await;
}

#[tokio::test]
async fn an_address_that_is_taken_is_refused() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let answer = admin.put(&format!("/users/{}", ada.id()), json!({ "email": "ROOT@example.com" })).await;
    answer.refused(400, "User already exists.").names("email");
    world.end().await;
}

#[tokio::test]
async fn the_last_administrator_cannot_step_down_be_blocked_or_be_deleted() {
    let world = World::new().await;
    let admin = world.admin("root").await;
    let path = format!("/users/{}", admin.id());
    for wish in [json!({ "scope": ["user"] }), json!({ "blocked": true })] {
        let answer = admin.put(&path, wish).await;
        assert_eq!((answer.status, &answer.body["code"]), (400, &json!("last_admin")), "{answer:?}");
    }
    let answer = admin.delete(&path).await;
    assert_eq!((answer.status, &answer.body["code"]), (400, &json!("last_admin")), "{answer:?}");
    world.admin("second").await;
    assert_eq!(admin.put(&path, json!({ "scope": ["user"] })).await.status, 200);
    assert_ne!(admin.get("/users").await.status, 200);
    world.end().await;
}

#[tokio::test]
async fn blocking_ends_sessions_and_keeps_somebody_out() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    assert_eq!(admin.put(&path, json!({ "blocked": true })).await.body["blocked"], true);
    assert_eq!(ada.get("/user").await.status, 401);
    assert!(!world.opens("ada@example.com", PASSWORD).await);
    assert_eq!(admin.put(&path, json!({ "blocked": false })).await.status, 200);
    assert!(world.opens("ada@example.com", PASSWORD).await);
    world.end().await;
}

#[tokio::test]
async fn an_administrator_sets_a_password_which_ends_sessions_and_is_told_by_mail() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let wish = |email: &str, password: &str| json!({ "email": email, "password": password });
    let done = admin.post("/user/reset-password", wish("Ada@Example.com", "brandnew")).await;
    assert_eq!((done.status, done.text.as_str()), (200, "{}"));
    assert_eq!(ada.get("/user").await.status, 401);
    assert!(
        world.opens("ada@example.com", "brandnew").await && !world.opens("ada@example.com", PASSWORD).await
    );
    world.work().await;
    let letters = world.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].subject.contains("was changed") && letters[0].to.as_str() == "ada@example.com");
    admin
        .post("/user/reset-password", wish("nobody@example.com", "brandnew"))
        .await
        .refused(404, "User not found.");
    let short = admin.post("/user/reset-password", wish("ada@example.com", "abc")).await;
    assert_eq!((short.status, &short.body["code"]), (400, &json!("password_refused")), "{short:?}");
    let missing = admin.post("/user/reset-password", json!({ "email": "ada@example.com" })).await;
    missing.refused(400, "Invalid request payload input").names("password");
    world.end().await;
}
