//! `POST /user/forgot-password` and `POST /user/forgot-password/reset`, under both of their paths.

use crate::world::{PASSWORD, World, email};
use serde_json::json;

const FORGOT: [&str; 2] = ["/user/forgot-password", "/forgot-password"];
const RESET: [&str; 2] = ["/user/forgot-password/reset", "/forgot-password/reset"];

#[tokio::test]
async fn a_mailed_code_sets_a_password_once() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for (round, (forgot, reset)) in FORGOT.into_iter().zip(RESET).enumerate() {
        world.guest().post(forgot, json!({"email": email("ADA")})).await.is(200);
        world.work().await;
        let (code, password) = (world.code(), format!("fresh {round}"));
        world.guest().post(reset, json!({"code": code, "password": password})).await.is(200);
        world.guest().sign_in("ada", &password).await.is(200);
        ada.get("/user").await.refuses(401, "token_ended");
        world
            .guest()
            .post(reset, json!({"code": code, "password": "again and again"}))
            .await
            .refuses(400, "reset_code_spent");
        world.work().await;
        world.pass(3700);
    }
    world.guest().sign_in("ada", PASSWORD).await.is(403);
}

#[tokio::test]
async fn known_and_unknown_addresses_look_alike() {
    let world = World::new().await;
    world.user("ada").await;
    let known = world.guest().post(FORGOT[0], json!({"email": email("ada")})).await;
    let unknown = world.guest().post(FORGOT[1], json!({"email": email("eve")})).await;
    assert_eq!(known.seen(), unknown.seen());
    assert_eq!(known.text, "{}");
    world.work().await;
    assert_eq!(world.letters().len(), 1);
}

#[tokio::test]
async fn no_address_is_400() {
    let world = World::new().await;
    for body in
        [json!({}), json!({"email": "ada"}), json!({"email": ["ada@example.com"]}), json!({"email": null})]
    {
        let refusal = world.guest().post(FORGOT[0], body).await.refuses(400, "payload_invalid");
        assert_eq!(refusal["fields"][0]["field"], "email", "{refusal}");
    }
}

#[tokio::test]
async fn the_link_is_made_of_settings_alone() {
    let world = World::with(&[
        ("APPMIXER_FE_URL", "https://desk.example/base/"),
        ("RESET_PASSWORD_FE_URL_SUFFIX", "/new"),
    ])
    .await;
    world.user("ada").await;
    let guest = world.guest().header("host", "evil.example").header("x-forwarded-host", "evil.example");
    guest.post(FORGOT[0], json!({"email": email("ada")})).await.is(200);
    world.work().await;
    let letter = world.letters().pop().unwrap();
    assert!(letter.text.contains("https://desk.example/base/new?code="), "{}", letter.text);
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
}

#[tokio::test]
async fn a_refused_password_does_not_spend_the_code() {
    let world = World::new().await;
    world.user("ada").await;
    world.guest().post(FORGOT[0], json!({"email": email("ada")})).await.is(200);
    world.work().await;
    let code = world.code();
    let short = world
        .guest()
        .post(RESET[0], json!({"code": code, "password": "abcd"}))
        .await
        .refuses(400, "password_refused");
    assert_eq!(short["fields"][0]["field"], "password");
    world
        .guest()
        .post(RESET[0], json!({"code": [code], "password": "long enough"}))
        .await
        .refuses(400, "payload_invalid");
    world
        .guest()
        .post(RESET[0], json!({"code": code, "password": "long enough", "email": email("eve")}))
        .await
        .is(200);
    world.work().await;
}

#[tokio::test]
async fn unknown_and_expired_codes_are_refused_alike() {
    let world = World::new().await;
    world.user("ada").await;
    world.guest().post(FORGOT[0], json!({"email": email("ada")})).await.is(200);
    world.work().await;
    let code = world.code();
    world.pass(3600);
    let expired = world.guest().post(RESET[0], json!({"code": code, "password": "long enough"})).await;
    let unknown = world.guest().post(RESET[0], json!({"code": "unknown", "password": "long enough"})).await;
    assert_eq!(expired.seen(), unknown.seen());
    expired.refuses(400, "reset_code_spent");
}

#[tokio::test]
async fn of_many_who_spend_one_code_at_once_one_wins() {
    let world = World::new().await;
    world.user("ada").await;
    world.guest().post(FORGOT[0], json!({"email": email("ada")})).await.is(200);
    world.work().await;
    let code = world.code();
    let guest = world.guest();
    let posts =
        (0..50).map(|n| guest.post(RESET[n % 2], json!({"code": code, "password": format!("password {n}")})));
    let statuses: Vec<u16> =
        futures_util::future::join_all(posts).await.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 49);
    world.work().await;
}
