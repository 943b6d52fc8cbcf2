//! `POST /user/forgot-password/reset`, also `/forgot-password/reset`

use crate::world::{PASSWORD, World, code_in, email};
use serde_json::json;

const PATHS: [&str; 2] = ["/user/forgot-password/reset", "/forgot-password/reset"];

/// A world in which a link is on its way to `ada`; the code.
async fn mailed() -> (World, String) {
    let world = World::new().await;
    world.user("ada").await;
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    let code = world.code();
    (world, code)
}

#[tokio::test]
async fn a_mailed_code_sets_a_password_once_and_ends_sessions() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for (round, path) in PATHS.into_iter().enumerate() {
        world.guest().forgot("ADA").await.done();
        world.deliver().await;
        let (code, password) = (world.code(), format!("fresh {round}"));
        world.guest().post(path, json!({"code": code, "password": password})).await.done();
        world.guest().sign_in("ada", &password).await.is(200);
        ada.get("/user").await.refuses(401, "token_ended");
        let again = json!({"code": code, "password": "again and again"});
        world.guest().post(path, again).await.refuses(400, "reset_code_spent");
        world.guest().sign_in("ada", &password).await.is(200);
        world.deliver().await;
        assert!(world.letters().pop().unwrap().subject.contains("was changed"));
        world.pass(3700);
    }
    world.guest().sign_in("ada", PASSWORD).await.is(403);
}

#[tokio::test]
async fn a_refused_password_does_not_spend_the_code() {
    let (world, code) = mailed().await;
    let guest = world.guest();
    guest.redeem(&code, "abcd").await.blames("password_refused", "password");
    let shape = json!({"code": [code], "password": "long enough"});
    guest.post(PATHS[0], shape).await.blames("payload_invalid", "code");
    let other = json!({"code": code, "password": "long enough", "email": email("eve")});
    guest.post(PATHS[0], other).await.done();
    world.deliver().await;
}

#[tokio::test]
async fn unknown_and_expired_codes_are_refused_alike() {
    let (world, code) = mailed().await;
    world.pass(3600);
    let expired = world.guest().redeem(&code, "long enough").await;
    assert_eq!(expired.seen(), world.guest().redeem("unknown", "long enough").await.seen());
    assert_eq!(expired.seen(), world.guest().redeem("", "long enough").await.seen());
    expired.refuses(400, "reset_code_spent");
}

#[tokio::test]
async fn a_code_holds_until_the_last_second_of_its_hour() {
    let (world, code) = mailed().await;
    world.pass(3599);
    world.guest().redeem(&code, "long enough").await.done();
    world.deliver().await;
}

#[tokio::test]
async fn only_the_newest_code_holds() {
    let (world, first) = mailed().await;
    world.pass(120);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    let codes: Vec<String> = world.letters().iter().filter_map(code_in).collect();
    assert_eq!((codes.len(), &codes[0]), (2, &first));
    world.guest().redeem(&first, "long enough").await.refuses(400, "reset_code_spent");
    world.guest().redeem(&codes[1], "long enough").await.done();
    world.deliver().await;
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let world = World::new().await;
    for (body, field) in [
        (json!({}), "code"),
        (json!({"password": "long enough"}), "code"),
        (json!({"code": null, "password": "long enough"}), "code"),
        (json!({"code": "x"}), "password"),
        (json!({"code": "x", "password": 12345}), "password"),
    ] {
        world.guest().post(PATHS[1], body).await.blames("payload_invalid", field);
    }
}

#[tokio::test]
async fn of_many_who_spend_one_code_at_once_one_wins() {
    let (world, code) = mailed().await;
    let guest = world.guest();
    let posts =
        (0..50).map(|n| guest.post(PATHS[n % 2], json!({"code": code, "password": format!("password {n}")})));
    let statuses: Vec<u16> =
        futures_util::future::join_all(posts).await.iter().map(|reply| reply.status.as_u16()).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 400).count(), 49);
    world.deliver().await;
}
