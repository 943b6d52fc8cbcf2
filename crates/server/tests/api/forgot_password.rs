//! `POST /user/forgot-password`, also `/forgot-password`

use crate::world::{World, email};
use serde_json::json;

const PATHS: [&str; 2] = ["/user/forgot-password", "/forgot-password"];

#[tokio::test]
async fn known_and_unknown_addresses_look_alike_under_both_paths() {
    let world = World::new().await;
    world.user("ada").await;
    let known = world.guest().post(PATHS[0], json!({"email": email("ADA")})).await;
    let unknown = world.guest().post(PATHS[1], json!({"email": email("eve")})).await;
    assert_eq!(known.seen(), unknown.seen());
    known.done();
    world.deliver().await;
    let letters = world.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to.as_str(), email("ada"));
}

#[tokio::test]
async fn either_name_will_do_and_mail_goes_to_the_e_mail() {
    let world = World::new().await;
    let body = json!({"username": email("ada"), "email": email("mail"), "password": "abc321"});
    world.guest().post("/user", body).await.is(201);
    for name in ["ada", "mail"] {
        world.guest().forgot(name).await.done();
        world.deliver().await;
        world.pass(61);
    }
    let letters = world.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters.iter().all(|letter| letter.to.as_str() == email("mail")));
}

#[tokio::test]
async fn no_address_is_400() {
    let world = World::new().await;
    for body in
        [json!({}), json!({"email": "ada"}), json!({"email": ["ada@example.com"]}), json!({"email": null})]
    {
        let refusal = world.guest().post(PATHS[0], body).await.blames("payload_invalid", "email");
        assert_eq!(refusal["message"], "Invalid request payload input");
    }
}

#[tokio::test]
async fn the_blocked_get_no_mail() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.put(&ada.path(), json!({"blocked": true})).await.is(200);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    assert!(world.letters().is_empty());
}

#[tokio::test]
async fn one_mail_a_minute_and_three_an_hour_and_the_silenced_voids_nothing() {
    let world = World::new().await;
    world.user("ada").await;
    for _ in 0..3 {
        for _ in 0..2 {
            world.guest().forgot("ada").await.done();
            world.deliver().await;
        }
        world.pass_millis(60_001);
    }
    assert_eq!(world.letters().len(), 3);
    world.guest().forgot("ada").await.done();
    world.deliver().await;
    assert_eq!(world.letters().len(), 3);
    world.guest().redeem(&world.code(), "brandnew").await.done();
    world.deliver().await;
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
    guest.forgot("ada").await.done();
    world.deliver().await;
    let letter = world.letters().pop().unwrap();
    assert!(letter.text.contains("\nhttps://desk.example/base/new?code="), "{}", letter.text);
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
}

#[tokio::test]
async fn what_a_request_sets_off_waits_for_known_and_unknown_addresses_alike() {
    let world = World::new().await;
    world.user("ada").await;
    for name in ["ada", "eve"] {
        let mut moments = std::collections::HashSet::new();
        for _ in 0..20 {
            world.guest().forgot(name).await.done();
            let due = world.state.store.next_job_at().await.unwrap().unwrap();
            let wait = due.as_millis() - world.state.clock.now().as_millis();
            assert!((200..=1223).contains(&wait), "{wait}");
            moments.insert(wait);
            world.deliver().await;
        }
        assert!(moments.len() > 10, "{moments:?}");
    }
}

#[tokio::test]
async fn who_is_being_deleted_gets_no_mail() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    world.guest().forgot("ada").await.done();
    admin.delete(&ada.path()).await.is(200);
    world.deliver().await;
    world.deliver().await;
    assert!(world.letters().is_empty());
}
