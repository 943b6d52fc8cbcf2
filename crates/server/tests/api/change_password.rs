//! `POST /user/change-password`

use crate::world::{PASSWORD, World};
use serde_json::json;

const PATH: &str = "/user/change-password";

#[tokio::test]
async fn the_caller_goes_on_with_a_fresh_token_and_all_others_end() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let other = world.guest().sign_in("ada", PASSWORD).await.is(200);
    let changed = ada.post(PATH, json!({"oldPassword": PASSWORD, "newPassword": "new secret"})).await.is(200);
    let fresh = ada.with_token(changed["token"].as_str().unwrap());
    fresh.get("/user").await.is(200);
    ada.get("/user").await.refuses(401, "token_ended");
    ada.with_token(other["token"].as_str().unwrap()).get("/user").await.refuses(401, "token_ended");
    world.guest().sign_in("ada", PASSWORD).await.is(403);
    world.guest().sign_in("ada", "new secret").await.is(200);
    world.work().await;
    assert!(world.letters().iter().any(|letter| letter.subject.contains("changed")));
}

#[tokio::test]
async fn a_wrong_old_password_is_403_and_ends_nothing() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.post(PATH, json!({"oldPassword": "wrong", "newPassword": "new secret"}))
        .await
        .refuses(403, "old_password_wrong");
    ada.get("/user").await.is(200);
}

#[tokio::test]
async fn a_short_new_password_and_a_wrong_shape_are_400() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let short = ada
        .post(PATH, json!({"oldPassword": PASSWORD, "newPassword": "abcd"}))
        .await
        .refuses(400, "password_refused");
    assert_eq!(short["fields"][0]["field"], "newPassword");
    let long = json!({"oldPassword": PASSWORD, "newPassword": "x".repeat(1001)});
    ada.post(PATH, long).await.blames("password_refused", "newPassword");
    let missing = ada.post(PATH, json!({"oldPassword": PASSWORD})).await.refuses(400, "payload_invalid");
    assert_eq!(missing["fields"][0]["field"], "newPassword");
    world.guest().post(PATH, json!({})).await.refuses(401, "missing_authentication");
}

#[tokio::test]
async fn of_two_changes_at_once_one_wins_and_its_token_holds() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let change = |to: &str| ada.post(PATH, json!({"oldPassword": PASSWORD, "newPassword": to}));
    let (first, second) = tokio::join!(change("the first"), change("the second"));
    let (won, lost, password) =
        if first.status == 200 { (first, second, "the first") } else { (second, first, "the second") };
    let won = won.is(200);
    assert_eq!(won.as_object().unwrap().keys().collect::<Vec<_>>(), ["token"]);
    assert!(matches!(lost.status.as_u16(), 401 | 403), "{lost:?}");
    ada.with_token(won["token"].as_str().unwrap()).get("/user").await.is(200);
    world.guest().sign_in("ada", password).await.is(200);
    world.work().await;
}

#[tokio::test]
async fn however_often_it_changes_an_address_gets_one_notice_a_minute_and_three_an_hour() {
    let world = World::new().await;
    let mut ada = world.user("ada").await;
    for minute in 1..=5 {
        for _ in 0..3 {
            let same = json!({"oldPassword": PASSWORD, "newPassword": PASSWORD});
            let changed = ada.post(PATH, same).await.is(200);
            ada = ada.with_token(changed["token"].as_str().unwrap());
            world.work().await;
        }
        assert_eq!(world.letters().len(), minute.min(3));
        world.pass(61);
    }
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    assert_eq!(world.letters().len(), 4, "notices never keep a reset link back");
}
