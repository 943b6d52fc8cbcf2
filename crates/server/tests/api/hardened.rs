//! `PASSWORD_POLICY=hardened`: the same calls under stricter rules.

use crate::world::{World, email};
use serde_json::json;

const LONG: &str = "nine wet llamas sing";

async fn hardened() -> World {
    World::with(&[("PASSWORD_POLICY", "hardened")]).await
}

#[tokio::test]
async fn fifteen_characters_are_the_least_and_what_is_tried_first_is_refused() {
    let world = hardened().await;
    assert_eq!(world.guest().get("/").await.is(200)["passwordMinLength"], 15);
    let sign_up = |password: &str| json!({"email": email("ada"), "password": password});
    for refused in
        ["abc321", "14 characters.", "password-password", "passwordpassword123", "qwertyuiopasdfgh"]
    {
        let refusal =
            world.guest().post("/user", sign_up(refused)).await.blames("payload_invalid", "password");
        assert_eq!(refusal["fields"][0]["code"], "password_refused");
    }
    let made = world.guest().post("/user", sign_up(LONG)).await.is(201);
    let ada = world.guest().with_token(made["token"].as_str().unwrap());
    let change = |to: &str| json!({"oldPassword": LONG, "newPassword": to});
    ada.post("/user/change-password", change("14 characters."))
        .await
        .blames("password_refused", "newPassword");
    ada.post("/user/change-password", change("fifteen or more of them")).await.is(200);
    world.work().await;
}

#[tokio::test]
async fn an_administrator_is_held_to_the_rule_too() {
    let world = hardened().await;
    let admin = world.admin().await;
    world.user("ada").await;
    let wish = |password: &str| json!({"email": email("ada"), "password": password});
    admin.post("/user/reset-password", wish("14 characters.")).await.blames("password_refused", "password");
    admin.post("/user/reset-password", wish(LONG)).await.done();
    world.work().await;
}

#[tokio::test]
async fn a_reset_link_holds_ten_minutes_and_a_common_password_does_not_spend_it() {
    let world = hardened().await;
    world.user("ada").await;
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    let code = world.code();
    world.pass(599);
    world.guest().redeem(&code, "password-password").await.blames("password_refused", "password");
    world.guest().redeem(&code, LONG).await.done();
    world.pass(61);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    let code = world.code();
    world.pass(600);
    world.guest().redeem(&code, LONG).await.refuses(400, "reset_code_spent");
}
