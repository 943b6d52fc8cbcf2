//! `GET /users/:id`

use super::NOBODY;
use crate::world::World;

#[tokio::test]
async fn a_user_is_shown_as_it_sees_itself() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let shown = admin.get(&ada.path()).await;
    assert_eq!(shown.text, ada.get("/user").await.text);
    assert_eq!(shown.is(200), ada.user);
}

#[tokio::test]
async fn unknown_and_malformed_ids_are_not_found_alike() {
    let world = World::new().await;
    let admin = world.admin().await;
    let unknown = admin.get(NOBODY).await.seen();
    for path in [
        "/users/nobody",
        "/users/5C88",
        "/users/5c88c7cc04a917256c726c3d0",
        "/users/%00",
        "/users/$ne",
        "/users/%ff",
    ] {
        let malformed = admin.get(path).await;
        assert_eq!(malformed.seen(), unknown, "{path}");
        malformed.says(404, "User not found.");
    }
}
