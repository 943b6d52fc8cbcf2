//! `POST /set-up`

use crate::world::{PASSWORD, World, email};
use frontdesk_server::api::redeem_reset_code::digest;
use frontdesk_server::auth::set_up_link;
use serde_json::json;

async fn offered() -> World {
    let world = World::new().await;
    world.state.store.keep_set_up_code(digest("the code")).await.unwrap();
    world
}

#[tokio::test]
async fn the_code_makes_the_first_administrator_and_the_door_closes() {
    let world = offered().await;
    let body = json!({"code": "the code", "email": email("root"), "password": PASSWORD});
    let made = world.guest().post("/set-up", body.clone()).await.is(201);
    assert_eq!(made["user"]["scope"], json!(["user", "admin"]));
    world.guest().with_token(made["token"].as_str().unwrap()).get("/users").await.is(200);
    assert_eq!(world.guest().post("/set-up", body).await.refuses(404, "not_found")["message"], "Not Found");
}

#[tokio::test]
async fn the_file_with_the_link_goes_when_the_link_is_spent() {
    let world = offered().await;
    let file = set_up_link::keep(&world.state.config.data, "the link").unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "the link\n");
    for (code, stays) in [("another", true), ("the code", false)] {
        let body = json!({"code": code, "email": email("root"), "password": PASSWORD});
        world.guest().post("/set-up", body).await;
        assert_eq!(file.exists(), stays, "{code}");
    }
}

#[tokio::test]
async fn a_wrong_code_makes_nobody() {
    let world = offered().await;
    let body = json!({"code": "another", "email": email("root"), "password": PASSWORD});
    world.guest().post("/set-up", body).await.refuses(400, "set_up_code_spent");
    world.guest().sign_in("root", PASSWORD).await.is(403);
}

#[tokio::test]
async fn a_refused_password_or_address_does_not_spend_the_code() {
    let world = offered().await;
    let body =
        |email: &str, password: &str| json!({"code": "the code", "email": email, "password": password});
    world.guest().post("/set-up", body(&email("root"), "abcd")).await.is(400);
    world.guest().post("/set-up", body("root", PASSWORD)).await.is(400);
    world.user("ada").await;
    world.guest().post("/set-up", body(&email("ada"), PASSWORD)).await.refuses(400, "address_taken");
    world.guest().post("/set-up", body(&email("root"), PASSWORD)).await.is(201);
}

#[tokio::test]
async fn of_many_who_use_the_code_at_once_one_administers() {
    let world = offered().await;
    let guest = world.guest();
    let posts = (0..10).map(|n| {
        let body = json!({"code": "the code", "email": email(&format!("root{n}")), "password": PASSWORD});
        guest.post("/set-up", body)
    });
    let replies = futures_util::future::join_all(posts).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.status == 404).count(), 9);
}
