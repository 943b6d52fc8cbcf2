//! `POST /user/sign-out`, `GET /user/sessions`, `DELETE /user/sessions/:id`

use crate::world::{Actor, PASSWORD, World};
use serde_json::json;

async fn again(world: &World, agent: &str) -> Actor {
    let guest = world.guest().header("user-agent", agent);
    let signed_in = guest.sign_in("ada", PASSWORD).await.is(200);
    guest.with_token(signed_in["token"].as_str().unwrap())
}

#[tokio::test]
async fn signing_out_ends_this_session_alone() {
    let world = World::new().await;
    let (here, there) = (world.user("ada").await, again(&world, "there").await);
    here.post("/user/sign-out", json!({})).await.is(200);
    here.get("/user").await.refuses(401, "token_ended");
    there.get("/user").await.is(200);
    here.post("/user/sign-out", json!({})).await.refuses(401, "token_ended");
}

#[tokio::test]
async fn null_signs_out_here_alone_and_what_is_no_truth_value_nowhere() {
    let world = World::new().await;
    let (here, there) = (world.user("ada").await, again(&world, "there").await);
    for wrong in [json!("true"), json!(1), json!([true])] {
        here.post("/user/sign-out", json!({"everywhere": wrong}))
            .await
            .blames("payload_invalid", "everywhere");
    }
    here.post("/user/sign-out", json!({"everywhere": null})).await.done();
    here.get("/user").await.refuses(401, "token_ended");
    there.get("/user").await.is(200);
}

#[tokio::test]
async fn signing_out_everywhere_ends_all_of_mine_and_nobody_elses() {
    let world = World::new().await;
    let bob = world.user("bob").await;
    let (here, there) = (world.user("ada").await, again(&world, "there").await);
    here.post("/user/sign-out", json!({"everywhere": true})).await.is(200);
    here.get("/user").await.refuses(401, "token_ended");
    there.get("/user").await.refuses(401, "token_ended");
    bob.get("/user").await.is(200);
}

#[tokio::test]
async fn my_sessions_say_where_from_and_which_is_this_one() {
    let world = World::new().await;
    world.user("ada").await;
    world.pass(120);
    let phone = again(&world, "A phone").await;
    let sessions = phone.get("/user/sessions").await.is(200);
    assert_eq!(sessions.as_array().unwrap().len(), 2);
    let mine = &sessions[0];
    assert_eq!((&mine["current"], &mine["userAgent"]), (&json!(true), &json!("A phone")));
    assert_eq!(
        (&mine["address"], &mine["created"]),
        (&json!("192.0.2.1"), &json!("2026-01-01T12:02:00.000Z"))
    );
    assert_eq!(sessions[1]["current"], false);
}

#[tokio::test]
async fn i_end_my_sessions_and_nobody_elses() {
    let world = World::new().await;
    let bob = world.user("bob").await;
    let (here, there) = (world.user("ada").await, again(&world, "there").await);
    let id = there.get("/user/sessions").await.is(200);
    let id = id.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/user/sessions/{id}");
    bob.delete(&path).await.refuses(404, "not_found");
    there.get("/user").await.is(200);
    here.delete(&path).await.is(200);
    there.get("/user").await.refuses(401, "token_ended");
    here.delete(&path).await.refuses(404, "not_found");
    for id in ["nonsense", "%ff", "%00"] {
        here.delete(&format!("/user/sessions/{id}")).await.says(404, "Session not found.");
    }
}

#[tokio::test]
async fn of_more_than_a_hundred_sessions_the_one_used_longest_ago_ends() {
    let world = World::new().await;
    world.user("ada").await;
    let mut tokens = Vec::new();
    for _ in 0..101 {
        world.pass(60);
        tokens
            .push(world.guest().sign_in("ada", PASSWORD).await.is(200)["token"].as_str().unwrap().to_owned());
    }
    let [first, .., last] = &tokens[..] else { panic!("no tokens") };
    world.guest().with_token(first).get("/user").await.refuses(401, "token_ended");
    let listed = world.guest().with_token(last).get("/user/sessions").await.is(200);
    assert_eq!(listed.as_array().unwrap().len(), 100);
}
