//! Limits against guessing and flooding.

use crate::world::{PASSWORD, World, email};
use frontdesk_wire::Scope;
use serde_json::json;

#[tokio::test]
async fn five_wrong_passwords_and_then_the_waits_double() {
    let world = World::new().await;
    world.user("ada").await;
    let guest = world.guest();
    for _ in 0..5 {
        guest.sign_in("ada", "wrong").await.is(403);
    }
    for wait in [30, 60, 120] {
        let refusal = guest.sign_in("ada", PASSWORD).await;
        assert_eq!(refusal.header("retry-after"), wait.to_string());
        assert_eq!(refusal.header("ratelimit-policy"), "\"sign-in\";q=5;w=30");
        assert_eq!(refusal.header("ratelimit"), format!("\"sign-in\";r=0;t={wait}"));
        refusal.refuses(429, "too_many_requests");
        world.pass(wait);
        guest.sign_in("ada", "wrong").await.is(403);
    }
    world.pass(900);
    guest.sign_in("ada", PASSWORD).await.is(200);
    for _ in 0..5 {
        guest.sign_in("ada", "wrong").await.is(403);
    }
}

#[tokio::test]
async fn unknown_accounts_are_limited_alike() {
    let world = World::new().await;
    world.user("ada").await;
    let mut seen = Vec::new();
    for name in ["ada", "eve"] {
        let guest = world.guest().from(if name == "ada" { "198.51.100.1" } else { "198.51.100.2" });
        let mut replies = Vec::new();
        for _ in 0..6 {
            replies.push(guest.sign_in(name, "wrong").await.seen());
        }
        seen.push(replies);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0][5].starts_with("429"));
}

#[tokio::test]
async fn a_second_name_that_does_not_fit_tells_nothing_of_the_first() {
    let world = World::new().await;
    world.user("ada").await;
    world.user("bob").await;
    let mut seen = Vec::new();
    for (name, from) in [("ada", "198.51.100.1"), ("eve", "198.51.100.2")] {
        let guest = world.guest().from(from);
        for _ in 0..5 {
            guest.sign_in(name, "wrong").await.is(403);
        }
        for other in ["bob", "nobody"] {
            let both = json!({"username": email(name), "email": email(other), "password": "wrong"});
            seen.push(guest.post("/user/auth", both).await.seen());
        }
    }
    assert!(seen.iter().all(|reply| *reply == seen[0] && reply.starts_with("429")), "{seen:#?}");
}

#[tokio::test]
async fn of_many_guesses_at_once_five_are_looked_at() {
    let world = World::new().await;
    world.user("ada").await;
    let guest = world.guest();
    let guesses = (0..200).map(|n| guest.sign_in(if n % 2 == 0 { "ada" } else { "ADA" }, "wrong"));
    let replies = futures_util::future::join_all(guesses).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 403).count(), 5);
    assert_eq!(replies.iter().filter(|reply| reply.status == 429).count(), 195);
}

#[tokio::test]
async fn one_bucket_for_both_names_and_for_changing_the_password() {
    let world = World::new().await;
    let body = json!({"username": email("ada"), "email": email("mail"), "password": PASSWORD});
    let made = world.guest().post("/user", body).await.is(201);
    let ada = world.guest().with_token(made["token"].as_str().unwrap());
    let guest = world.guest();
    guest.sign_in("ada", "wrong").await.is(403);
    guest.sign_in("mail", "wrong").await.is(403);
    guest.post("/user/auth", json!({"email": email("MAIL"), "password": "wrong"})).await.is(403);
    for _ in 0..2 {
        let body = json!({"oldPassword": "wrong", "newPassword": "new secret"});
        ada.post("/user/change-password", body).await.refuses(403, "old_password_wrong");
    }
    guest.sign_in("ada", PASSWORD).await.is(429);
    let body = json!({"oldPassword": PASSWORD, "newPassword": "new secret"});
    ada.post("/user/change-password", body).await.is(429);
}

#[tokio::test]
async fn the_owner_signs_in_from_elsewhere() {
    let world = World::new().await;
    world.user("ada").await;
    let attacker = world.guest().from("2001:db8:1:1::1");
    for _ in 0..5 {
        attacker.sign_in("ada", "wrong").await.is(403);
    }
    world.guest().from("2001:db8:1:1::2").sign_in("ada", PASSWORD).await.is(429);
    world.guest().from("2001:db8:1:2::1").sign_in("ada", PASSWORD).await.is(200);
}

#[tokio::test]
async fn a_network_gets_a_hundred_wrong_sign_ins() {
    let world = World::new().await;
    world.user("ada").await;
    for n in 0..100 {
        world.guest().sign_in(&format!("nobody{n}"), "wrong").await.is(403);
    }
    let refusal = world.guest().sign_in("ada", PASSWORD).await;
    assert_eq!(refusal.header("ratelimit-policy"), "\"sign-in-network\";q=100;w=900");
    assert!(refusal.header("ratelimit").starts_with("\"sign-in-network\";r=0;t="));
    refusal.refuses(429, "too_many_requests");
    world.pass(900);
    world.guest().sign_in("ada", PASSWORD).await.is(200);
}

#[tokio::test]
async fn right_sign_ins_and_refused_shapes_do_not_count() {
    let world = World::new().await;
    world.user("ada").await;
    for _ in 0..110 {
        world.guest().sign_in("ada", PASSWORD).await.is(200);
        world.guest().post("/user/auth", json!({"username": 7})).await.is(400);
    }
}

#[tokio::test]
async fn sign_ups_and_forgotten_passwords_are_limited_by_the_hour_but_not_for_administrators() {
    let world = World::new().await;
    let admin = world.somebody("root", vec![Scope::admin()]).await;
    let forgot = json!({"email": email("nobody")});
    for n in 0..120 {
        world
            .guest()
            .post("/user", json!({"email": email(&format!("u{n}")), "password": PASSWORD}))
            .await
            .is(201);
        let path = if n % 2 == 0 { "/forgot-password" } else { "/user/forgot-password" };
        world.guest().post(path, forgot.clone()).await.is(200);
    }
    let one_more = json!({"email": email("more"), "password": PASSWORD});
    world.guest().post("/user", one_more.clone()).await.is(429);
    world.guest().post("/forgot-password", forgot.clone()).await.is(429);
    world.guest().post("/user", json!({"email": "no"})).await.is(400);
    admin.post("/user", one_more).await.is(201);
    admin.post("/forgot-password", forgot.clone()).await.is(200);
    world.pass(3600);
    world.guest().post("/forgot-password", forgot).await.is(200);
    world.deliver().await;
}

#[tokio::test]
async fn strangers_cannot_name_another_address() {
    let world = World::new().await;
    for n in 0..6 {
        let reply =
            world.guest().header("x-forwarded-for", &format!("203.0.113.{n}")).sign_in("ada", "wrong").await;
        assert_eq!(reply.status, if n < 5 { 403 } else { 429 });
    }
}

#[tokio::test]
async fn guesses_with_an_administrators_token_do_not_count() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    for _ in 0..7 {
        admin.sign_in("ada", "wrong").await.is(403);
        let body = json!({"oldPassword": "wrong", "newPassword": "new secret"});
        admin.post("/user/change-password", body).await.refuses(403, "old_password_wrong");
    }
    for _ in 0..5 {
        ada.sign_in("ada", "wrong").await.is(403);
    }
    ada.sign_in("ada", "wrong").await.refuses(429, "too_many_requests");
    admin.sign_in("ada", PASSWORD).await.is(200);
    world.guest().sign_in("ada", PASSWORD).await.is(429);
}

#[tokio::test]
async fn limits_can_be_turned_off_for_benchmarks() {
    let world = World::with(&[("LIMITS", "off")]).await;
    for _ in 0..20 {
        world.guest().sign_in("ada", "wrong").await.is(403);
    }
}

#[tokio::test]
async fn behind_a_trusted_proxy_everybody_is_counted_alone() {
    let world = World::with(&[("TRUSTED_PROXIES", "192.0.2.0/24")]).await;
    world.user("ada").await;
    let from = |address: &str| world.guest().header("x-forwarded-for", address);
    for n in 0..100 {
        from("203.0.113.7:4711").sign_in(&format!("nobody{n}"), "wrong").await.is(403);
    }
    from("203.0.113.7").sign_in("ada", PASSWORD).await.is(429);
    from("198.51.100.1, 203.0.113.7").sign_in("ada", PASSWORD).await.is(429);
    let signed_in = from("203.0.113.8").sign_in("ada", PASSWORD).await.is(200);
    let ada = world.guest().with_token(signed_in["token"].as_str().unwrap());
    let sessions = ada.get("/user/sessions").await.is(200);
    let current = sessions.as_array().unwrap().iter().find(|session| session["current"] == true).unwrap();
    assert_eq!(current["address"], "203.0.113.8");
    from("203.0.113.9").from("198.51.100.2").sign_in("ada", PASSWORD).await.is(200);
}
