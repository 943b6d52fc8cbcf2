//! Rows 12 and 13 of the contract, and what is mailed when.

use crate::world::{PASSWORD, World};
use serde_json::json;

const MINUTE: i64 = 60_000;

fn code_in(text: &str) -> String {
    let rest = text.split("?code=").nth(1).unwrap();
    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
}

async fn forgot(world: &World, email: &str) {
    let answer = world.guest().post("/user/forgot-password", json!({ "email": email })).await;
    assert_eq!((answer.status, answer.text.as_str()), (200, "{}"));
    world.work().await;
}

#[tokio::test]
async fn the_mailed_code_sets_a_password_once() {
    let world = World::with(&[("APPMIXER_FE_URL", "https://desk.example/")]).await;
    world.user("ada").await;
    forgot(&world, "ADA@example.com").await;
    let letter = world.letters().pop().unwrap();
    assert_eq!(letter.to.as_str(), "ada@example.com");
    assert!(letter.text.contains("\nhttps://desk.example/reset-password?code="), "{}", letter.text);
    let wish = |password: &str| json!({ "code": code_in(&letter.text), "password": password });
    let short = world.guest().post("/user/forgot-password/reset", wish("abc")).await;
    assert_eq!((short.status, &short.body["code"]), (400, &json!("password_refused")));
    let done = world.guest().post("/forgot-password/reset", wish("brandnew")).await;
    assert_eq!((done.status, done.text.as_str()), (200, "{}"));
    assert!(
        world.opens("ada@example.com", "brandnew").await && !world.opens("ada@example.com", PASSWORD).await
    );
    let spent = world.guest().post("/user/forgot-password/reset", wish("another")).await;
    assert_eq!((spent.status, &spent.body["code"]), (400, &json!("reset_code_spent")));
    world.work().await;
    assert!(world.letters().pop().unwrap().subject.contains("was changed"));
    world.end().await;
}

#[tokio::test]
async fn a_code_holds_for_an_hour_and_only_the_newest_does() {
    let world = World::new().await;
    world.user("ada").await;
    forgot(&world, "ada@example.com").await;
    world.state.clock.advance(2 * MINUTE);
    forgot(&world, "ada@example.com").await;
    let letters = world.letters();
    let redeem = |at: usize| json!({ "code": code_in(&letters[at].text), "password": "brandnew" });
    assert_eq!(letters.len(), 2);
    assert_eq!(world.guest().post("/user/forgot-password/reset", redeem(0)).await.status, 400);
    world.state.clock.advance(60 * MINUTE);
    assert_eq!(world.guest().post("/user/forgot-password/reset", redeem(1)).await.status, 400);
    world.end().await;
}

#[tokio::test]
async fn nobodies_and_the_blocked_get_no_mail() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    admin.put(&format!("/users/{}", ada.id()), json!({ "blocked": true })).await;
    for email in ["nobody@example.com", "ada@example.com"] {
        forgot(&world, email).await;
    }
    assert!(world.letters().is_empty());
    let wrong = world.guest().post("/user/forgot-password", json!({ "email": "nonsense" })).await;
    wrong.refused(400, "Invalid request payload input").names("email");
    world.end().await;
}

#[tokio::test]
async fn one_mail_a_minute_and_three_an_hour_and_the_silenced_voids_nothing() {
    let world = World::new().await;
    world.user("ada").await;
    for _ in 0..3 {
        forgot(&world, "ada@example.com").await;
        forgot(&world, "ada@example.com").await;
        world.state.clock.advance(MINUTE + 1);
    }
    assert_eq!(world.letters().len(), 3);
    forgot(&world, "ada@example.com").await;
    assert_eq!(world.letters().len(), 3);
    let last = code_in(&world.letters()[2].text);
    let done = world
        .guest()
        .post("/user/forgot-password/reset", json!({ "code": last, "password": "brandnew" }))
        .await;
    assert_eq!(done.status, 200, "{done:?}");
    world.work().await;
    world.end().await;
}

#[tokio::test]
async fn a_new_e_mail_is_told_to_the_old_address_and_voids_codes() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    forgot(&world, "ada@example.com").await;
    let code = code_in(&world.letters()[0].text);
    let path = format!("/users/{}", ada.id());
    assert_eq!(
        admin.put(&path, json!({ "email": "ada@new.example" })).await.body["email"],
        "ada@new.example"
    );
    assert_eq!(admin.put(&path, json!({ "email": "ada@new.example" })).await.status, 200);
    world.work().await;
    let letters = world.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[1].to.as_str(), "ada@example.com");
    assert!(!letters[1].text.contains("new.example"));
    let spent = world
        .guest()
        .post("/user/forgot-password/reset", json!({ "code": code, "password": "brandnew" }))
        .await;
    assert_eq!(spent.status, 400);
    world.end().await;
}
