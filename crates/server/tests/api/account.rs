//! `GET /user`

use crate::policy::filled;
use crate::world::{World, email};
use frontdesk_server::router::table::{Door, routes};
use frontdesk_store::{By, DELETION_STEPS};
use frontdesk_wire::paths;

#[tokio::test]
async fn my_account_is_shown_as_it_is_kept() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let reply = ada.get("/user").await;
    assert!(!reply.text.contains("argon2") && !reply.text.contains("password"));
    let user = reply.is(200);
    assert_eq!(user["email"], email("ada"));
    let keys: Vec<_> = user.as_object().unwrap().keys().cloned().collect();
    for key in
        ["id", "username", "email", "isActive", "plan", "scope", "vendor", "metadata", "created", "blocked"]
    {
        assert!(keys.contains(&key.to_owned()), "{key}");
    }
    assert_eq!(keys.len(), 10);
}

#[tokio::test]
async fn nobody_sees_an_account_without_a_token() {
    let world = World::new().await;
    let reply = world.guest().get("/user").await;
    assert_eq!(reply.header("www-authenticate"), "Bearer");
    assert_eq!(reply.refuses(401, "missing_authentication")["message"], "Missing authentication");
    let reply = world.guest().with_token("nonsense").get("/user").await;
    assert_eq!(reply.refuses(401, "token_invalid")["message"], "Invalid JWT: key or signature is invalid");
}

#[tokio::test]
async fn the_account_of_a_user_who_is_gone_is_not_found_and_all_else_has_ended() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let (id, ticket, now) = (ada.user_id(), world.state.clock.uuid(), world.state.clock.now());
    world.state.store.begin_deletion(id, ticket, now, vec![], &By::command(now)).await.unwrap();
    ada.get("/user").await.refuses(401, "token_ended");
    for step in DELETION_STEPS {
        world.state.store.do_deletion_step(ticket, step, now).await.unwrap();
    }
    assert_eq!(ada.get("/user").await.refuses(404, "not_found")["message"], "User not found.");
    for route in routes().into_iter().filter(|route| route.door != Door::Anyone && route.path != paths::USER)
    {
        ada.send(route.method, &filled(route.path), "").await.refuses(401, "token_ended");
    }
}
