//! `POST /user/auth`

use crate::world::{PASSWORD, World, email};
use frontdesk_store::Change;
use serde_json::json;

#[tokio::test]
async fn a_user_signs_in_by_either_name_in_any_case() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for body in [
        json!({"username": "ada@example.com", "password": PASSWORD}),
        json!({"email": "ada@example.com", "password": PASSWORD}),
        json!({"email": " ADA@Example.COM ", "password": PASSWORD}),
        json!({"email": "ada@example.com", "username": "Ada@example.com", "password": PASSWORD}),
        json!({"email": null, "username": "ada@example.com", "password": PASSWORD}),
    ] {
        let signed_in = world.guest().post("/user/auth", body).await.is(200);
        assert_eq!(signed_in["user"]["id"], ada.id());
        assert_eq!(signed_in["user"]["scope"], json!(["user"]));
        let token = signed_in["token"].as_str().unwrap();
        world.guest().with_token(token).get("/user").await.is(200);
    }
}

#[tokio::test]
async fn known_and_unknown_users_are_refused_alike() {
    let world = World::new().await;
    world.user("ada").await;
    let guest = world.guest();
    let wrong = guest.sign_in("ada", "wrong").await;
    let unknown = guest.sign_in("eve", "wrong").await;
    let nameless = guest.post("/user/auth", json!({"username": "no address", "password": "wrong"})).await;
    assert_eq!(wrong.seen(), unknown.seen());
    assert_eq!(wrong.seen(), nameless.seen());
    wrong.refuses(403, "credentials_refused");
}

#[tokio::test]
async fn a_blocked_user_is_refused_like_a_wrong_password() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let block = Change { blocked: Some(true), ..Change::default() };
    world.change(&ada, block).await;
    let blocked = world.guest().sign_in("ada", PASSWORD).await;
    assert_eq!(blocked.seen(), world.guest().sign_in("eve", PASSWORD).await.seen());
    ada.get("/user").await.refuses(401, "token_ended");
}

#[tokio::test]
async fn a_user_who_is_gone_is_refused_like_one_who_never_was() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.delete(&ada.path()).await.is(200);
    let going = world.guest().sign_in("ada", PASSWORD).await.seen();
    world.work().await;
    let gone = world.guest().sign_in("ada", PASSWORD).await;
    assert_eq!((&gone.seen(), &gone.seen()), (&going, &world.guest().sign_in("eve", PASSWORD).await.seen()));
    gone.refuses(403, "credentials_refused");
}

#[tokio::test]
async fn both_names_of_one_user_are_one_user() {
    let world = World::new().await;
    let both = json!({"username": email("ada"), "email": email("mail"), "password": PASSWORD});
    let made = world.guest().post("/user", both.clone()).await.is(201);
    assert_eq!(world.guest().post("/user/auth", both).await.is(200)["user"], made["user"]);
}

#[tokio::test]
async fn names_of_two_different_users_are_refused() {
    let world = World::new().await;
    world.user("ada").await;
    world.user("bob").await;
    for other in ["bob", "nobody"] {
        let both = json!({"username": email("ada"), "email": email(other), "password": PASSWORD});
        world.guest().post("/user/auth", both).await.refuses(403, "credentials_refused");
    }
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let world = World::new().await;
    for (body, field) in [
        (json!({}), "username"),
        (json!({"password": "x"}), "username"),
        (json!({"username": "", "password": "x"}), "username"),
        (json!({"username": "ada@example.com"}), "password"),
        (json!({"username": "ada@example.com", "password": ""}), "password"),
        (json!({"username": ["ada@example.com"], "password": "x"}), "username"),
        (json!({"username": "ada@example.com", "password": {"$ne": null}}), "password"),
        (json!({"username": "ada@example.com", "password": 12345}), "password"),
    ] {
        let refusal = world.guest().post("/user/auth", body).await.refuses(400, "payload_invalid");
        assert_eq!(refusal["message"], "Invalid request payload input");
        assert_eq!(refusal["fields"][0]["field"], field, "{refusal}");
    }
}

#[tokio::test]
async fn a_password_counts_to_its_last_character() {
    let world = World::new().await;
    let long = "x".repeat(1000);
    let body = json!({"email": email("ada"), "password": long});
    world.guest().post("/user", body).await.is(201);
    world.guest().sign_in("ada", &long).await.is(200);
    world.guest().sign_in("ada", &long[..999]).await.is(403);
    world.guest().sign_in("ada", &format!("{long}x")).await.is(403);
}

#[tokio::test]
async fn an_account_that_is_not_active_signs_in_all_the_same() {
    let world = World::new().await;
    world.inactive("ada").await;
    assert_eq!(world.guest().sign_in("ada", PASSWORD).await.is(200)["user"]["isActive"], false);
}
