//! Several servers on one database are one service.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use crate::product::Product;
use crate::world::{Actor, PASSWORD, World, email};
use frontdesk_server::jobs;
use futures_util::future::join_all;
use http_body_util::BodyExt;
use serde_json::json;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Two servers on one database.
async fn two(settings: &[(&str, &str)]) -> [World; 2] {
    let first = World::with(settings).await;
    let (place, clock) = (Arc::clone(&first.place), first.state.clock.clone());
    let second = World::at(place, clock, (*first.state.config).clone()).await;
    [first, second]
}

/// The same person, calling another server.
fn at(world: &World, who: &Actor) -> Actor {
    world.guest().with_token(who.token.as_deref().unwrap())
}

#[tokio::test]
async fn a_session_that_ends_on_one_server_has_ended_on_all() {
    let [first, second] = two(&[]).await;
    let (admin, ada) = (first.admin().await, first.user("ada").await);
    let bob = first.user("bob").await;
    at(&second, &ada).get("/user").await.is(200);
    ada.post("/user/sign-out", json!({})).await.done();
    at(&second, &ada).get("/user").await.refuses(401, "token_ended");
    let body = json!({"oldPassword": PASSWORD, "newPassword": "new secret"});
    let fresh = at(&second, &bob).post("/user/change-password", body).await.is(200);
    bob.get("/user").await.refuses(401, "token_ended");
    let bob = first.guest().with_token(fresh["token"].as_str().unwrap());
    let id = bob.get("/user").await.is(200)["id"].as_str().unwrap().to_owned();
    at(&second, &admin).put(&format!("/users/{id}"), json!({"blocked": true})).await.is(200);
    bob.get("/user").await.refuses(401, "token_ended");
    first.work().await;
}

#[tokio::test]
async fn of_two_hundred_guesses_over_two_servers_five_are_looked_at() {
    let [first, second] = two(&[]).await;
    first.user("ada").await;
    let guests = [first.guest(), second.guest()];
    let guesses = (0..200).map(|n| guests[n % 2].sign_in("ada", "wrong"));
    let replies = join_all(guesses).await;
    let with = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
    assert_eq!((with(403), with(429)), (5, 195));
}

#[tokio::test]
async fn a_reset_code_is_spent_once_over_all_servers() {
    let [first, second] = two(&[]).await;
    first.user("ada").await;
    first.guest().forgot("ada").await.done();
    assert!(second.deliver().await > 0, "any server does the work");
    let code = second.code();
    let guests = [first.guest(), second.guest()];
    let passwords: Vec<String> = (0..40).map(|n| format!("secret {n}")).collect();
    let posts = passwords.iter().enumerate().map(|(n, password)| guests[n % 2].redeem(&code, password));
    let replies = join_all(posts).await;
    let won: Vec<usize> = (0..40).filter(|n| replies[*n].status == 200).collect();
    assert_eq!(won.len(), 1);
    assert!(replies.iter().all(|reply| reply.status == 200 || reply.text.contains("reset_code_spent")));
    guests[0].sign_in("ada", &passwords[won[0]]).await.is(200);
    first.work().await;
}

#[tokio::test]
async fn what_is_done_on_one_server_is_in_the_trail_of_all() {
    let [first, second] = two(&[]).await;
    let (admin, ada) = (first.admin().await, first.user("ada").await);
    at(&second, &admin).put(&ada.path(), json!({"blocked": true})).await.is(200);
    second.guest().sign_in("ada", PASSWORD).await.is(403);
    second.state.refusals.flush().await.unwrap();
    let seen = [admin.get("/audit").await.text, at(&second, &admin).get("/audit").await.text];
    assert!(seen[0].contains("user-blocked") && seen[0].contains("sign-in-refused"));
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn users_are_counted_alike_on_all_servers() {
    let [first, second] = two(&[]).await;
    let admin = first.admin().await;
    second.guest().sign_up("ada").await.is(201);
    let [one, other] = [&first, &second].map(|world| at(world, &admin));
    let seen = one.get("/users/stats").await.is(200);
    assert_eq!((&seen["total"], &other.get("/users/stats").await.is(200)), (&json!(2), &seen));
}

#[tokio::test]
async fn a_job_is_done_once_whichever_server_does_it() {
    let product = Product::new().await;
    let [first, second] = two(&[("WEBHOOK_USER_CREATED", &product.url)]).await;
    for n in 0..12 {
        first.guest().sign_up(&format!("user{n}")).await.is(201);
    }
    let done = join_all([&first, &second, &first, &second].map(|world| jobs::run_due(&world.state))).await;
    assert_eq!(done.into_iter().map(Result::unwrap).sum::<usize>(), 12);
    let deliveries: HashSet<String> = product.calls().into_iter().map(|call| call.delivery).collect();
    assert_eq!((deliveries.len(), product.calls().len()), (12, 12));
}

#[tokio::test]
async fn what_a_killed_server_had_begun_another_one_ends() {
    let [first, second] = two(&[]).await;
    first.user("ada").await;
    first.guest().forgot("ada").await.done();
    first.pass(2);
    let now = first.state.clock.now();
    let leased = first.state.store.lease_job(now, now.plus_millis(30_000)).await.unwrap();
    assert!(leased.is_some());
    assert_eq!(second.work().await, 0, "it is still the other one's");
    second.pass(30);
    assert!(second.work().await > 0);
    assert_eq!(second.letters().len(), 1);
}

#[tokio::test]
async fn a_deletion_is_followed_on_any_server() {
    let [first, second] = two(&[]).await;
    let (admin, ada) = (first.admin().await, first.user("ada").await);
    let begun = admin.delete(&ada.path()).await.is(200);
    let status = format!("{}/delete-status/{}", ada.path(), begun["ticket"].as_str().unwrap());
    assert_eq!(at(&second, &admin).get(&status).await.is(200)["status"], "in-progress");
    at(&second, &ada).get("/user").await.refuses(401, "token_ended");
    assert_eq!(at(&second, &admin).delete(&ada.path()).await.is(200), begun);
    second.work().await;
    assert_eq!(admin.get(&status).await.is(200)["status"], "completed");
}

#[tokio::test]
async fn two_administrators_who_delete_each_other_leave_one() {
    for _ in 0..5 {
        let [first, second] = two(&[]).await;
        let (ada, bob) = (first.another_admin("ada").await, first.another_admin("bob").await);
        let (one, other) = (ada.path(), bob.path());
        let at_second = at(&second, &bob);
        let (by_ada, by_bob) = tokio::join!(ada.delete(&other), at_second.delete(&one));
        let refused = [&by_ada, &by_bob].iter().filter(|reply| reply.status != 200).count();
        assert_eq!(refused, 1, "{} {}", by_ada.text, by_bob.text);
        first.work().await;
        assert!(first.state.store.has_admin().await.unwrap());
    }
}

#[tokio::test]
async fn an_address_is_given_once_over_all_servers() {
    let [first, second] = two(&[]).await;
    let guests = [first.guest(), second.guest()];
    let replies = join_all((0..20).map(|n| guests[n % 2].sign_up("ada"))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.status == 400).count(), 19);
}

#[tokio::test]
async fn connections_that_are_cut_cost_503_at_most_and_heal() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for _ in 0..3 {
        world.place.trial.as_ref().unwrap().cut().await;
        let begun = Instant::now();
        while ada.get("/user").await.status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(5), "it did not heal");
        }
        let reply = world.guest().sign_in("ada", PASSWORD).await;
        assert!([200, 503].contains(&reply.status.as_u16()), "{}", reply.text);
    }
    world.guest().post("/user/auth", json!({"email": email("ada"), "password": PASSWORD})).await.is(200);
}

#[tokio::test]
async fn an_export_that_fails_on_the_way_does_not_look_like_a_whole_one() {
    let world = World::new().await;
    let admin = world.admin().await;
    let file: String = (0..1_200).map(|n| format!("{{\"email\":\"u{n}@x.io\"}}\n")).collect();
    let import = admin.header("content-type", "application/x-ndjson");
    import.send(axum::http::Method::POST, "/users/import", file).await.is(200);
    let mut body = admin.stream("/users/export").await;
    let piece = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert!(piece.iter().filter(|byte| **byte == b'\n').count() < 1_201);
    let trial = world.place.trial.as_ref().unwrap();
    trial.shut().await;
    let mut last = body.frame().await;
    while let Some(Ok(_)) = last {
        last = body.frame().await;
    }
    assert!(last.is_some_and(|frame| frame.is_err()), "the body ended as if it were whole");
    trial.reopen().await;
}
