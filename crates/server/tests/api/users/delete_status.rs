//! `GET /users/:id/delete-status/:ticket`

use crate::world::{Actor, World};
use serde_json::json;

/// The path of the status of a deletion that was just begun.
async fn begun(admin: &Actor, user: &Actor) -> String {
    let begun = admin.delete(&user.path()).await.is(200);
    format!("{}/delete-status/{}", user.path(), begun["ticket"].as_str().unwrap())
}

#[tokio::test]
async fn it_tells_how_far_a_deletion_is_even_after_the_user_is_gone() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let path = begun(&admin, &ada).await;
    let progress = |status: &str, done: u32| json!({"status": status, "stepsDone": done, "stepsTotal": 5});
    assert_eq!(admin.get(&path).await.is(200), progress("in-progress", 0));
    world.work().await;
    for _ in 0..2 {
        assert_eq!(admin.get(&path).await.is(200), progress("completed", 5));
    }
}

#[tokio::test]
async fn a_ticket_is_forgotten_ten_minutes_after_its_end() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let path = begun(&admin, &ada).await;
    world.work().await;
    world.pass(9 * 60);
    admin.get(&path).await.is(200);
    world.pass(2 * 60);
    admin.get(&path).await.says(404, "Ticket not found.");
}

#[tokio::test]
async fn a_user_and_a_ticket_that_are_no_pair_are_not_found() {
    let world = World::new().await;
    let (admin, ada, bob) = (world.admin().await, world.user("ada").await, world.user("bob").await);
    let (first, second) = (begun(&admin, &ada).await, begun(&admin, &bob).await);
    let ticket = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let status = |user: &str, ticket: &str| format!("/users/{user}/delete-status/{ticket}");
    for forged in [
        status(ada.id(), &ticket(&second)),
        status(bob.id(), &ticket(&first)),
        status(admin.id(), &ticket(&first)),
        status(ada.id(), "0b7f8b1e-7d3c-4a52-9f58-3c1f4f4f4b6e"),
        status(ada.id(), "x"),
        status("x", &ticket(&first)),
        status("%ff", &ticket(&first)),
    ] {
        admin.get(&forged).await.says(404, "Ticket not found.");
    }
    world.work().await;
    admin.get(&status(bob.id(), &ticket(&first))).await.says(404, "Ticket not found.");
    admin.get(&first).await.is(200);
}
