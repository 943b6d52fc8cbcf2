//! Entity tags: `ETag` on a user, `If-Match` on `PUT /users/:id`.

use super::NOBODY;
use crate::world::{PASSWORD, World};
use futures_util::future::join_all;
use serde_json::json;

#[tokio::test]
async fn a_users_tag_is_the_same_wherever_it_is_shown_and_changes_with_what_is_shown() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let tag = admin.get(&ada.path()).await.header("etag").to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() > 20, "{tag}");
    assert_eq!(ada.get("/user").await.header("etag"), tag);
    assert_eq!(admin.put(&ada.path(), json!({})).await.header("etag"), tag, "nothing has changed");
    let changed = admin.put(&ada.path(), json!({"vendor": "acme"})).await.header("etag").to_owned();
    assert_ne!(changed, tag);
    assert_eq!(admin.get(&ada.path()).await.header("etag"), changed);
    admin.put(&ada.path(), json!({"vendor": []})).await.is(200);
    assert_eq!(ada.get("/user").await.header("etag"), tag, "as it was is as it was");
}

#[tokio::test]
async fn what_nobody_is_shown_changes_no_tag() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let tag = admin.get(&ada.path()).await.header("etag").to_owned();
    world.guest().sign_in("ada", PASSWORD).await.is(200);
    let new = json!({"email": "ada@example.com", "password": "brandnew"});
    admin.post("/user/reset-password", new).await.done();
    world.work().await;
    assert_eq!(admin.get(&ada.path()).await.header("etag"), tag);
}

#[tokio::test]
async fn a_change_goes_through_while_the_user_is_as_seen_and_no_second_time() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let tag = admin.get(&ada.path()).await.header("etag").to_owned();
    let seen = admin.header("if-match", &tag);
    let first = seen.put(&ada.path(), json!({"scope": ["user", "acme1"]})).await;
    let fresh = first.header("etag").to_owned();
    first.is(200);
    let second = seen.put(&ada.path(), json!({"scope": ["user"], "blocked": true})).await;
    assert_eq!(second.header("etag"), fresh, "the tag of what is there now");
    let refusal = second.refuses(412, "precondition_failed");
    let now = admin.get(&ada.path()).await.is(200);
    assert_eq!(now["scope"], json!(["user", "acme1"]), "nothing of it was saved");
    assert_eq!(refusal["current"], now);
    let both = admin.header("if-match", &format!("\"other\", W/\"weak\", {fresh}"));
    both.put(&ada.path(), json!({"scope": ["user"]})).await.is(200);
}

#[tokio::test]
async fn whatever_is_there_is_anything_and_a_weak_tag_is_nothing() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.header("if-match", "*").put(&ada.path(), json!({"vendor": "acme"})).await.is(200);
    let tag = admin.get(&ada.path()).await.header("etag").to_owned();
    for nothing in [format!("W/{tag}"), String::new(), "\"\"".to_owned()] {
        let refused = admin.header("if-match", &nothing).put(&ada.path(), json!({"vendor": []})).await;
        refused.refuses(412, "precondition_failed");
    }
    for asked in ["*", "\"tag\""] {
        admin.header("if-match", asked).put(NOBODY, json!({})).await.refuses(404, "not_found");
    }
}

#[tokio::test]
async fn what_is_malformed_is_never_taken_for_leave() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    for malformed in ["abc", "\"abc", "*, \"abc\""] {
        let asked = admin.header("if-match", malformed);
        asked.put(&ada.path(), json!({"blocked": true})).await.blames("header_invalid", "If-Match");
    }
    assert_eq!(admin.get(&ada.path()).await.is(200)["blocked"], false);
}

#[tokio::test]
async fn of_many_who_saw_the_same_one_saves() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let tag = admin.get(&ada.path()).await.header("etag").to_owned();
    let path = ada.path();
    let seen = admin.header("if-match", &tag);
    let puts = (0..20).map(|n| seen.put(&path, json!({"metadata": {"n": n}})));
    let replies = join_all(puts).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.status == 412).count(), 19);
}
