//! `POST /user`

use crate::world::{PASSWORD, World, email};
use frontdesk_wire::Scope;
use serde_json::json;

#[tokio::test]
async fn anybody_signs_up_and_is_signed_in() {
    let world = World::with(&[("DEFAULT_USER_VENDOR", "acme, globex")]).await;
    let body = json!({"email": email("ada"), "password": PASSWORD, "metadata": {"b": 1, "a": 12345678901234567890_u64}});
    let reply = world.guest().post("/user", body).await;
    assert!(reply.text.contains(r#""metadata":{"#) && reply.text.contains("12345678901234567890"));
    let made = reply.is(201);
    let user = &made["user"];
    assert_eq!((&user["username"], &user["email"]), (&json!(email("ada")), &json!(email("ada"))));
    assert_eq!((&user["scope"], &user["vendor"]), (&json!(["user"]), &json!(["acme", "globex"])));
    assert_eq!(
        (&user["plan"], &user["isActive"], &user["blocked"]),
        (&json!("free"), &json!(true), &json!(false))
    );
    assert_eq!(user["created"], "2026-01-01T12:00:00.000Z");
    assert_eq!(user["id"].as_str().unwrap().len(), 24);
    world.guest().with_token(made["token"].as_str().unwrap()).get("/user").await.is(200);
}

#[tokio::test]
async fn two_names_are_kept_apart_but_are_one_namespace() {
    let world = World::new().await;
    let body = json!({"username": email("ada"), "email": email("mail"), "password": PASSWORD});
    let made = world.guest().post("/user", body).await.is(201);
    assert_eq!(
        (&made["user"]["username"], &made["user"]["email"]),
        (&json!(email("ada")), &json!(email("mail")))
    );
    for taken in ["ada", "mail", "ADA"] {
        let body = json!({"email": email(taken), "password": PASSWORD});
        world.guest().post("/user", body).await.refuses(400, "address_taken");
    }
    world.guest().sign_in("mail", PASSWORD).await.is(200);
}

#[tokio::test]
async fn a_visitor_cannot_choose_what_only_admins_may() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for (actor, name) in
        [(world.guest(), "one"), (ada, "two"), (world.guest().with_token("nonsense"), "three")]
    {
        let body = json!({
            "email": email(name), "password": PASSWORD, "scope": ["admin"], "vendor": 7, "plan": "pro",
            "isActive": false, "blocked": true, "id": "000000000000000000000000",
        });
        let user = actor.post("/user", body).await.is(201)["user"].clone();
        assert_eq!(
            (&user["scope"], &user["vendor"], &user["plan"]),
            (&json!(["user"]), &json!([]), &json!("free"))
        );
        assert_eq!((&user["isActive"], &user["blocked"]), (&json!(true), &json!(false)));
        assert_ne!(user["id"], "000000000000000000000000");
    }
}

#[tokio::test]
async fn an_admin_adds_users_with_scopes_and_vendors() {
    let world = World::with(&[("API_USER_CREATE_SCOPE", "partner")]).await;
    let admin = world.admin().await;
    let body =
        json!({"email": email("ada"), "password": PASSWORD, "scope": ["user", "acme1"], "vendor": "acme"});
    let user = admin.post("/user", body).await.is(201)["user"].clone();
    assert_eq!((&user["scope"], &user["vendor"]), (&json!(["user", "acme1"]), &json!(["acme"])));
    let bad = json!({"email": "no address", "password": "x", "scope": ["No!"], "vendor": [""]});
    let refusal = admin.post("/user", bad).await.refuses(400, "payload_invalid");
    let fields: Vec<_> =
        refusal["fields"].as_array().unwrap().iter().map(|field| field["field"].clone()).collect();
    assert_eq!(fields, ["email", "password", "scope", "vendor"]);
}

#[tokio::test]
async fn closed_sign_up_is_for_its_scopes_alone() {
    let world = World::with(&[("API_USER_CREATE_SCOPE", "partner")]).await;
    let body = |name: &str| json!({"email": email(name), "password": PASSWORD});
    let ada = world.user("ada").await;
    let partner = world.somebody("pat", vec![Scope::parse("partner").unwrap()]).await;
    world.guest().post("/user", body("x")).await.refuses(401, "missing_authentication");
    world.guest().with_token("nonsense").post("/user", body("x")).await.refuses(401, "token_invalid");
    let refusal = ada.post("/user", body("x")).await.refuses(403, "sign_up_closed");
    assert_eq!(refusal["message"], "Insufficient scope");
    let made = partner
        .post("/user", json!({"email": email("y"), "password": PASSWORD, "scope": ["admin"]}))
        .await
        .is(201);
    assert_eq!(made["user"]["scope"], json!(["user"]));
    assert_eq!(world.guest().get("/").await.is(200)["signUp"], "closed");
}

#[tokio::test]
async fn wrong_fields_are_named_and_nothing_is_kept() {
    let world = World::new().await;
    for (body, field) in [
        (json!({"password": PASSWORD}), "email"),
        (json!({"email": null, "username": null, "password": PASSWORD}), "email"),
        (json!({"email": "ada", "password": PASSWORD}), "email"),
        (json!({"username": "ada@", "password": PASSWORD}), "username"),
        (json!({"email": "a@xn--0.example", "password": PASSWORD}), "email"),
        (json!({"email": email("ada")}), "password"),
        (json!({"email": email("ada"), "password": "abcd"}), "password"),
        (json!({"email": email("ada"), "password": "x".repeat(1001)}), "password"),
        (json!({"email": email("ada"), "password": PASSWORD, "metadata": []}), "metadata"),
        (json!({"email": email("ada"), "password": PASSWORD, "metadata": "x"}), "metadata"),
    ] {
        let refusal = world.guest().post("/user", body).await.is(400);
        assert_eq!(refusal["fields"][0]["field"], field, "{refusal}");
    }
    world.guest().post("/user", json!({"email": email("ada"), "password": PASSWORD})).await.is(201);
}

#[tokio::test]
async fn null_is_as_good_as_absent() {
    let world = World::new().await;
    let body = json!({"email": null, "username": email("ada"), "password": PASSWORD, "metadata": null});
    let user = world.guest().post("/user", body).await.is(201)["user"].clone();
    assert_eq!((&user["username"], &user["email"]), (&json!(email("ada")), &json!(email("ada"))));
    assert_eq!(user["metadata"], json!({}));
    let body = json!({"email": email("bob"), "password": PASSWORD, "scope": null, "vendor": null});
    let user = world.admin().await.post("/user", body).await.is(201)["user"].clone();
    assert_eq!((&user["scope"], &user["vendor"]), (&json!(["user"]), &json!([])));
    let body = json!({"email": email("cleo"), "password": null});
    world.guest().post("/user", body).await.blames("payload_invalid", "password");
}

#[tokio::test]
async fn the_address_that_is_taken_is_named() {
    let world = World::new().await;
    world.user("ada").await;
    for (username, mail, field) in [
        (Some("ada"), Some("new"), "username"),
        (Some("new"), Some("ada"), "email"),
        (Some("ADA"), None, "email"),
        (None, Some("ada"), "email"),
    ] {
        let body = json!({"username": username.map(email), "email": mail.map(email), "password": PASSWORD});
        let refusal = world.guest().post("/user", body).await.blames("address_taken", field);
        assert_eq!(refusal["message"], "User already exists.");
    }
    world.guest().sign_up("new").await.is(201);
}

#[tokio::test]
async fn of_many_who_want_one_address_at_once_one_gets_it() {
    let world = World::new().await;
    let guest = world.guest();
    let replies = futures_util::future::join_all((0..20).map(|_| guest.sign_up("ada"))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert_eq!(replies.iter().filter(|reply| reply.text.contains("address_taken")).count(), 19);
}

#[tokio::test]
async fn an_administrator_who_is_one_no_more_chooses_nothing() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.another_admin("second").await;
    admin.put(&admin.path(), json!({"scope": ["user"]})).await.is(200);
    let body = json!({"email": email("ada"), "password": PASSWORD, "scope": ["admin"]});
    assert_eq!(admin.post("/user", body).await.is(201)["user"]["scope"], json!(["user"]));
}

#[tokio::test]
async fn while_sign_up_is_open_a_token_that_does_not_hold_counts_as_none() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let old = world.another_admin("old").await;
    ada.post("/user/sign-out", json!({})).await.done();
    old.post("/user/sign-out", json!({})).await.done();
    for (name, ended) in [("revoked", &ada), ("not-admin-any-more", &old)] {
        ended.get("/user").await.refuses(401, "token_ended");
        let body = json!({"email": email(name), "password": PASSWORD, "scope": ["admin"]});
        assert_eq!(ended.post("/user", body).await.is(201)["user"]["scope"], json!(["user"]), "{name}");
    }
    world.pass(31 * 24 * 3600);
    let body = json!({"email": email("expired"), "password": PASSWORD, "scope": ["admin"]});
    assert_eq!(admin.post("/user", body).await.is(201)["user"]["scope"], json!(["user"]));
}
