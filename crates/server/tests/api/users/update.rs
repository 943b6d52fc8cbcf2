//! `PUT /users/:id`

use super::NOBODY;
use crate::world::{PASSWORD, World, email};
use axum::http::Method;
use frontdesk_wire::Scope;
use serde_json::json;

#[tokio::test]
async fn what_is_given_changes_and_what_is_absent_or_null_stays() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let wish = json!({
        "scope": ["user", "acme1"], "vendor": "acme", "metadata": {"z": 1, "a": 2}, "id": "x", "plan": "pro",
        "username": email("other"), "password": "brandnew", "isActive": false, "more": [1],
    });
    let changed = admin.put(&ada.path(), wish).await.is(200);
    assert_eq!(changed["scope"], json!(["user", "acme1"]));
    assert_eq!(changed["vendor"], json!(["acme"]));
    assert_eq!((&changed["plan"], &changed["isActive"]), (&json!("free"), &json!(true)));
    assert_eq!((&changed["id"], &changed["username"]), (&ada.user["id"], &ada.user["username"]));
    assert_eq!(changed["metadata"], json!({"z": 1, "a": 2}));
    world.guest().sign_in("ada", PASSWORD).await.is(200);
    let nulls = json!({"scope": null, "vendor": null, "metadata": null, "email": null, "blocked": null});
    for nothing in [nulls, json!({})] {
        assert_eq!(admin.put(&ada.path(), nothing).await.is(200), changed);
    }
    assert_eq!(admin.get(&ada.path()).await.is(200), changed);
}

#[tokio::test]
async fn metadata_is_replaced_whole_and_kept_to_the_letter() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.put(&ada.path(), json!({"metadata": {"gone": 1}})).await.is(200);
    let body = r#"{"metadata":{"z":9007199254740993,"a":1e400}}"#;
    for reply in [admin.send(Method::PUT, &ada.path(), body).await, ada.get("/user").await] {
        assert!(reply.text.contains(r#""metadata":{"z":9007199254740993,"a":1e400}"#), "{reply:?}");
    }
}

#[tokio::test]
async fn each_wrong_value_is_refused_with_its_field_and_changes_nothing() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    for (wish, field) in [
        (json!({"scope": "user"}), "scope"),
        (json!({"scope": ["Not A Scope"]}), "scope"),
        (json!({"vendor": [""]}), "vendor"),
        (json!({"vendor": 7}), "vendor"),
        (json!({"scope": (0..33).map(|n| format!("s{n}")).collect::<Vec<_>>()}), "scope"),
        (json!({"vendor": (0..33).map(|n| format!("v{n}")).collect::<Vec<_>>()}), "vendor"),
        (json!({"email": "nonsense", "scope": ["acme1"]}), "email"),
        (json!({"email": 7}), "email"),
        (json!({"metadata": [1]}), "metadata"),
        (json!({"blocked": "yes"}), "blocked"),
    ] {
        let refusal = admin.put(&ada.path(), wish).await.blames("payload_invalid", field);
        assert_eq!(refusal["message"], "Invalid request payload input");
    }
    let broken = admin.send(Method::PUT, &ada.path(), "{").await;
    broken.says(400, "Invalid request payload JSON format");
    assert_eq!(admin.get(&ada.path()).await.is(200), ada.user);
}

#[tokio::test]
async fn unknown_and_malformed_ids_are_not_found() {
    let world = World::new().await;
    let admin = world.admin().await;
    for path in [NOBODY, "/users/nobody"] {
        admin.put(path, json!({})).await.says(404, "User not found.");
    }
}

#[tokio::test]
async fn an_address_that_is_taken_is_refused_whichever_name_it_is() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let body = json!({"username": email("bob"), "email": email("mail"), "password": PASSWORD});
    world.guest().post("/user", body).await.is(201);
    for taken in ["ROOT@example.com", &email("bob"), &email("mail")] {
        let refusal = admin.put(&ada.path(), json!({"email": taken})).await.blames("address_taken", "email");
        assert_eq!(refusal["message"], "User already exists.");
    }
    assert_eq!(admin.get(&ada.path()).await.is(200), ada.user);
}

#[tokio::test]
async fn the_last_administrator_cannot_step_down_or_be_blocked() {
    let world = World::new().await;
    let admin = world.admin().await;
    for wish in [json!({"scope": ["user"]}), json!({"scope": []}), json!({"blocked": true})] {
        admin.put(&admin.path(), wish).await.refuses(400, "last_admin");
    }
    world.another_admin("second").await;
    admin.put(&admin.path(), json!({"scope": ["user"]})).await.is(200);
    admin.get("/users").await.refuses(401, "token_ended");
}

#[tokio::test]
async fn blocking_ends_sessions_and_keeps_somebody_out() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    assert_eq!(admin.put(&ada.path(), json!({"blocked": true})).await.is(200)["blocked"], true);
    ada.get("/user").await.refuses(401, "token_ended");
    world.guest().sign_in("ada", PASSWORD).await.refuses(403, "credentials_refused");
    admin.put(&ada.path(), json!({"blocked": false})).await.is(200);
    ada.get("/user").await.refuses(401, "token_ended");
    world.guest().sign_in("ada", PASSWORD).await.is(200);
}

#[tokio::test]
async fn a_new_e_mail_is_told_to_the_old_address_and_voids_codes() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    for _ in 0..2 {
        let changed = admin.put(&ada.path(), json!({"email": "ada@new.example"})).await.is(200);
        assert_eq!(changed["email"], "ada@new.example");
        world.work().await;
    }
    let letters = world.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].to.as_str(), email("ada"));
    assert!(!letters[1].text.contains("new.example"));
    world.guest().redeem(&world.code(), "brandnew").await.refuses(400, "reset_code_spent");
}

#[tokio::test]
async fn an_administrator_who_is_blocked_or_being_deleted_does_not_count() {
    let world = World::new().await;
    let (admin, second) = (world.admin().await, world.another_admin("second").await);
    admin.put(&second.path(), json!({"blocked": true})).await.is(200);
    admin.put(&admin.path(), json!({"scope": ["user"]})).await.refuses(400, "last_admin");
    admin.put(&second.path(), json!({"blocked": false})).await.is(200);
    admin.delete(&second.path()).await.is(200);
    admin.put(&admin.path(), json!({"blocked": true})).await.refuses(400, "last_admin");
    admin.delete(&admin.path()).await.refuses(400, "last_admin");
    world.work().await;
}

#[tokio::test]
async fn of_two_administrators_who_turn_on_each_other_at_once_one_is_left() {
    for wish in [json!({"scope": ["user"]}), json!({"blocked": true})] {
        let world = World::new().await;
        let (one, two) = (world.admin().await, world.another_admin("two").await);
        let (one_path, two_path) = (one.path(), two.path());
        let (first, second, third) = tokio::join!(
            one.put(&two_path, wish.clone()),
            two.put(&one_path, wish.clone()),
            two.put(&two_path, wish.clone()),
        );
        let left = [one.get("/users").await.status == 200, two.get("/users").await.status == 200];
        assert_eq!(left.iter().filter(|stays| **stays).count(), 1, "{first:?} {second:?} {third:?}");
    }
}

#[tokio::test]
async fn losing_a_scope_that_is_not_the_administrators_ends_nothing() {
    let world = World::new().await;
    let admin = world.admin().await;
    let ada = world.somebody("ada", vec![Scope::user(), Scope::parse("acme1").unwrap()]).await;
    admin.put(&ada.path(), json!({"scope": ["acme1"]})).await.is(200);
    admin.put(&ada.path(), json!({"scope": []})).await.is(200);
    assert_eq!(ada.get("/user").await.is(200)["scope"], json!([]));
}
