//! Rows 8 and 9 of the contract: a deletion and its ticket, to the end.

use crate::product::Product;
use crate::world::World;
use frontdesk_store::DELETION_STEPS;
use frontdesk_wire::Timestamp;
use serde_json::json;

const MINUTES: i64 = 60_000;

#[tokio::test]
async fn a_deletion_ends_the_token_at_once_and_the_user_with_its_last_step() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let ticket = admin.delete(&path).await.body["ticket"].as_str().unwrap().to_owned();
    assert_eq!(ticket.as_bytes()[14], b'4');
    assert_eq!(ada.get("/user").await.status, 401);
    let status = format!("{path}/delete-status/{ticket}");
    assert_eq!(
        admin.get(&status).await.body,
        json!({ "status": "in-progress", "stepsDone": 0, "stepsTotal": 5 })
    );
    assert_eq!(admin.delete(&path).await.body["ticket"], ticket);
    world.work().await;
    assert_eq!(
        admin.get(&status).await.body,
        json!({ "status": "completed", "stepsDone": 5, "stepsTotal": 5 })
    );
    admin.get(&path).await.refused(404, "User not found.");
    admin.delete(&path).await.refused(404, "User not found.");
    assert!(!world.knows("ada@example.com").await);
    world.end().await;
}

#[tokio::test]
async fn a_ticket_is_forgotten_after_ten_minutes_and_never_fits_another_user() {
    let world = World::new().await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let ticket =
        admin.delete(&format!("/users/{}", ada.id())).await.body["ticket"].as_str().unwrap().to_owned();
    world.work().await;
    let own = format!("/users/{}/delete-status/{ticket}", ada.id());
    let status = |user: &str, ticket: &str| format!("/users/{user}/delete-status/{ticket}");
    for forged in [
        status(admin.id(), &ticket),
        status(ada.id(), "0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e"),
        status("x", &ticket),
        status(ada.id(), "x"),
    ] {
        admin.get(&forged).await.refused(404, "Ticket not found.");
    }
    world.state.clock.advance(9 * MINUTES);
    assert_eq!(admin.get(&own).await.status, 200);
    world.state.clock.advance(2 * MINUTES);
    admin.get(&own).await.refused(404, "Ticket not found.");
    world.end().await;
}

#[tokio::test]
async fn a_deletion_that_was_killed_halfway_goes_on_where_it_was() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url)]).await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let ticket = admin.delete(&path).await.body["ticket"].as_str().unwrap().to_owned();
    let now: Timestamp = world.state.clock.now();
    for step in DELETION_STEPS.into_iter().take(4) {
        world.state.store.do_deletion_step(ticket.parse().unwrap(), step, now).await.unwrap();
    }
    world.work().await;
    assert_eq!(admin.get(&format!("{path}/delete-status/{ticket}")).await.body["status"], "completed");
    assert!(product.calls().is_empty(), "the product had been told before");
    world.end().await;
}

#[tokio::test]
async fn the_product_is_told_before_the_user_is_erased() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url)]).await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let ticket = admin.delete(&path).await.body["ticket"].clone();
    product.fail(1);
    world.work().await;
    assert_eq!(admin.get(&path).await.status, 200);
    world.state.clock.advance(MINUTES);
    world.work().await;
    assert_eq!(admin.get(&path).await.status, 404);
    let calls = product.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].body, json!({ "userId": ada.id(), "ticket": ticket }));
    assert_eq!(calls[0].delivery, calls[1].delivery);
    world.end().await;
}

#[tokio::test]
async fn a_deletion_whose_webhook_never_answers_fails_and_can_be_begun_again() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url), ("WEBHOOK_RETRY_COUNT", "1")]).await;
    let (admin, ada) = (world.admin("root").await, world.user("ada").await);
    let path = format!("/users/{}", ada.id());
    let ticket = admin.delete(&path).await.body["ticket"].as_str().unwrap().to_owned();
    product.fail(2);
    world.work().await;
    world.state.clock.advance(MINUTES);
    world.work().await;
    let status = admin.get(&format!("{path}/delete-status/{ticket}")).await;
    assert_eq!(status.body["status"], "failed", "{status:?}");
    assert!(status.body["message"].as_str().is_some_and(|message| message.contains("can be deleted again")));
    let again = admin.delete(&path).await;
    assert_ne!(again.body["ticket"], ticket);
    world.work().await;
    assert_eq!(admin.get(&path).await.status, 404);
    world.end().await;
}
