//! `DELETE /users/:id`

use super::NOBODY;
use crate::product::Product;
use crate::world::World;
use frontdesk_store::DELETION_STEPS;
use serde_json::json;

const MINUTE: i64 = 60;

#[tokio::test]
async fn a_deletion_ends_the_token_at_once_and_the_user_with_its_last_step() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let begun = admin.delete(&ada.path()).await.is(200);
    let ticket = begun["ticket"].as_str().unwrap();
    assert_eq!((begun.as_object().unwrap().len(), ticket.len(), ticket.as_bytes()[14]), (1, 36, b'4'));
    ada.get("/user").await.refuses(401, "token_ended");
    assert_eq!(admin.delete(&ada.path()).await.is(200), begun);
    world.work().await;
    admin.get(&ada.path()).await.says(404, "User not found.");
    admin.delete(&ada.path()).await.says(404, "User not found.");
    assert_eq!(admin.get("/users/count?filter=email:ada@example.com").await.is(200), json!({"count": 0}));
    world.guest().sign_up("ada").await.is(201);
}

#[tokio::test]
async fn nobody_and_the_last_administrator_cannot_be_deleted() {
    let world = World::new().await;
    let admin = world.admin().await;
    for path in [NOBODY, "/users/nobody"] {
        admin.delete(path).await.says(404, "User not found.");
    }
    admin.delete(&admin.path()).await.refuses(400, "last_admin");
    admin.get("/user").await.is(200);
}

#[tokio::test]
async fn a_deletion_that_was_killed_halfway_goes_on_where_it_was() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url)]).await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let begun = admin.delete(&ada.path()).await.is(200);
    let ticket = begun["ticket"].as_str().unwrap();
    let now = world.state.clock.now();
    for step in DELETION_STEPS.into_iter().take(4) {
        world.state.store.do_deletion_step(ticket.parse().unwrap(), step, now).await.unwrap();
    }
    world.work().await;
    let status = admin.get(&format!("{}/delete-status/{ticket}", ada.path())).await.is(200);
    assert_eq!(status["status"], "completed");
    assert!(product.calls().is_empty(), "the product had been told before");
}

#[tokio::test]
async fn the_product_is_told_before_the_user_is_erased() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url)]).await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let begun = admin.delete(&ada.path()).await.is(200);
    product.fail(1);
    world.work().await;
    admin.get(&ada.path()).await.is(200);
    world.pass(MINUTE);
    world.work().await;
    admin.get(&ada.path()).await.is(404);
    let calls = product.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].body, json!({"userId": ada.id(), "ticket": begun["ticket"]}));
    assert_eq!(calls[0].delivery, calls[1].delivery);
}

#[tokio::test]
async fn a_deletion_whose_webhook_never_answers_fails_and_can_be_begun_again() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url), ("WEBHOOK_RETRY_COUNT", "1")]).await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let begun = admin.delete(&ada.path()).await.is(200);
    product.fail(2);
    world.work().await;
    world.pass(MINUTE);
    world.work().await;
    let status = format!("{}/delete-status/{}", ada.path(), begun["ticket"].as_str().unwrap());
    let failed = admin.get(&status).await.is(200);
    assert_eq!(failed["status"], "failed", "{failed}");
    assert!(failed["message"].as_str().unwrap().contains("can be deleted again"), "{failed}");
    assert_ne!(admin.delete(&ada.path()).await.is(200)["ticket"], begun["ticket"]);
    world.work().await;
    admin.get(&ada.path()).await.is(404);
}

#[tokio::test]
async fn of_two_administrators_who_delete_each_other_at_once_one_is_left() {
    let world = World::new().await;
    let (one, two) = (world.admin().await, world.another_admin("two").await);
    let (one_path, two_path) = (one.path(), two.path());
    let (first, second) = tokio::join!(one.delete(&two_path), two.delete(&one_path));
    let left = [one.get("/users").await.status == 200, two.get("/users").await.status == 200];
    assert_eq!(left.iter().filter(|stays| **stays).count(), 1, "{first:?} {second:?}");
    world.work().await;
}
