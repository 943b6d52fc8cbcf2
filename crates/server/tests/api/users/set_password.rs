//! `POST /user/reset-password`

use crate::world::{PASSWORD, World, email};
use serde_json::{Value, json};

const PATH: &str = "/user/reset-password";

fn wish(email: &str, password: &str) -> Value {
    json!({"email": email, "password": password})
}

#[tokio::test]
async fn it_ends_sessions_and_is_told_by_mail() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.post(PATH, wish("Ada@Example.com", "brandnew")).await.done();
    ada.get("/user").await.refuses(401, "token_ended");
    world.guest().sign_in("ada", "brandnew").await.is(200);
    world.guest().sign_in("ada", PASSWORD).await.is(403);
    world.work().await;
    let letters = world.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].subject.contains("was changed") && letters[0].to.as_str() == email("ada"));
}

#[tokio::test]
async fn an_address_of_nobody_is_404_and_a_wrong_field_is_named() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.post(PATH, wish(&email("nobody"), "brandnew")).await.says(404, "User not found.");
    admin.post(PATH, wish("ada", "brandnew")).await.blames("payload_invalid", "email");
    admin.post(PATH, wish(&email("ada"), "abcd")).await.blames("password_refused", "password");
    for (body, field) in [
        (json!({"email": email("ada")}), "password"),
        (json!({"password": "brandnew"}), "email"),
        (json!({"email": email("ada"), "password": 12345}), "password"),
        (json!({"email": null, "password": "brandnew"}), "email"),
    ] {
        let refusal = admin.post(PATH, body).await.blames("payload_invalid", field);
        assert_eq!(refusal["message"], "Invalid request payload input");
    }
    ada.get("/user").await.is(200);
}

#[tokio::test]
async fn a_code_that_is_under_way_ends_with_it() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.user("ada").await;
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    admin.post(PATH, wish(&email("ada"), "brandnew")).await.done();
    world.guest().redeem(&world.code(), "another").await.refuses(400, "reset_code_spent");
    world.work().await;
}

#[tokio::test]
async fn it_is_found_by_the_user_name_too_and_mail_goes_to_the_e_mail() {
    let world = World::new().await;
    let admin = world.admin().await;
    let both = json!({"username": email("ada"), "email": email("mail"), "password": PASSWORD});
    world.guest().post("/user", both).await.is(201);
    for (name, password) in [("ada", "brandnew"), ("MAIL", "brand new")] {
        admin.post(PATH, wish(&email(name), password)).await.done();
        world.guest().sign_in("ada", password).await.is(200);
        world.work().await;
        world.pass(61);
    }
    let letters = world.letters();
    assert!(letters.len() == 2 && letters.iter().all(|letter| letter.to.as_str() == email("mail")));
}

#[tokio::test]
async fn a_new_password_lets_nobody_in_who_is_blocked() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.put(&ada.path(), json!({"blocked": true})).await.is(200);
    admin.post(PATH, wish(&email("ada"), "brandnew")).await.done();
    world.guest().sign_in("ada", "brandnew").await.refuses(403, "credentials_refused");
    admin.put(&ada.path(), json!({"blocked": false})).await.is(200);
    world.guest().sign_in("ada", "brandnew").await.is(200);
    world.work().await;
}
