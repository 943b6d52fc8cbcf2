//! `GET /audit`

use crate::product::Product;
use crate::world::{Actor, PASSWORD, World, email};
use frontdesk_store::By;
use serde_json::{Value, json};

/// All entries, the oldest first, but for those of whoever the world made behind the API's back.
async fn trail(admin: &Actor) -> Vec<Value> {
    let Value::Array(mut entries) = admin.get("/audit?limit=1000").await.is(200) else { unreachable!() };
    entries.retain(|entry| entry["actor"]["kind"] != "command");
    entries.reverse();
    entries
}

/// Who, did what, to whom, from where.
fn told(entry: &Value, people: &[(&str, &Actor)]) -> String {
    let name = |id: &Value| {
        let known = people.iter().find(|(_, who)| *id == who.user["id"]).map(|(name, _)| *name);
        known.unwrap_or(if id.is_null() { "-" } else { "somebody" }).to_owned()
    };
    let actor = &entry["actor"];
    let kind = actor["kind"].as_str().unwrap();
    let who = if kind == "user" { name(&actor["id"]) } else { kind.to_owned() };
    let from = entry["address"].as_str().unwrap_or("nowhere");
    format!("{who} {} {} {from}", entry["action"].as_str().unwrap(), name(&entry["subject"]))
}

#[tokio::test]
async fn every_call_leaves_one_entry_with_who_and_from_where() {
    let world = World::new().await;
    let admin = world.admin().await.from("198.51.100.1").header("user-agent", "desk/1");
    let guest = world.guest().from("203.0.113.9");
    let made = guest.sign_up("ada").await.is(201);
    let mut ada = guest.with_token(made["token"].as_str().unwrap());
    ada.user = made["user"].clone();
    let again = guest.sign_in("ada", PASSWORD).await.is(200);
    let second = guest.with_token(again["token"].as_str().unwrap());
    let sessions = ada.get("/user/sessions").await.is(200);
    let other = sessions.as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
    ada.delete(&format!("/user/sessions/{}", other["id"].as_str().unwrap())).await.done();
    second.get("/user").await.refuses(401, "token_ended");
    let change = json!({"oldPassword": PASSWORD, "newPassword": "secret2"});
    let fresh = ada.post("/user/change-password", change).await.is(200);
    guest.with_token(fresh["token"].as_str().unwrap()).post("/user/sign-out", json!({})).await.done();
    let everywhere = guest.sign_in("ada", "secret2").await.is(200);
    let everywhere = guest.with_token(everywhere["token"].as_str().unwrap());
    everywhere.post("/user/sign-out", json!({"everywhere": true})).await.done();
    guest.from("203.0.113.77").forgot("ada").await.done();
    world.deliver().await;
    guest.redeem(&world.code(), "secret3").await.done();
    let wish = json!({"scope": ["user", "beta"], "metadata": {"secret": "plans"}, "blocked": true});
    admin.put(&ada.path(), wish).await.is(200);
    admin.put(&ada.path(), json!({"blocked": false})).await.is(200);
    admin.post("/user/reset-password", json!({"email": email("ada"), "password": "secret4"})).await.done();
    admin.post("/user", json!({"email": email("bob"), "password": PASSWORD})).await.is(201);
    admin.delete(&ada.path()).await.is(200);
    world.work().await;
    let entries = trail(&admin).await;
    let people = [("root", &admin), ("ada", &ada)];
    let lines: Vec<String> = entries.iter().map(|entry| told(entry, &people)).collect();
    assert_eq!(
        lines,
        [
            "guest signed-up ada 203.0.113.9",
            "ada signed-in ada 203.0.113.9",
            "ada session-ended ada 203.0.113.9",
            "ada password-changed ada 203.0.113.9",
            "ada signed-out ada 203.0.113.9",
            "ada signed-in ada 203.0.113.9",
            "ada signed-out-everywhere ada 203.0.113.9",
            "guest reset-link-asked ada 203.0.113.77",
            "guest password-reset ada 203.0.113.9",
            "root user-changed ada 198.51.100.1",
            "root user-blocked ada 198.51.100.1",
            "root user-unblocked ada 198.51.100.1",
            "root password-set ada 198.51.100.1",
            "root user-created somebody 198.51.100.1",
            "root deletion-asked ada 198.51.100.1",
            "server deletion-completed ada nowhere",
        ]
    );
    let changed = &entries[9];
    assert_eq!(changed["details"], json!({"fields": ["scope", "metadata"], "scopesAdded": ["beta"]}));
    assert_eq!((&changed["userAgent"], &changed["actor"]["kind"]), (&json!("desk/1"), &json!("user")));
    assert_eq!(changed["at"], "2026-01-01T12:00:01.223Z");
}

#[tokio::test]
async fn set_up_leaves_an_entry_and_commands_are_told_apart() {
    let world = World::new().await;
    let code = frontdesk_server::api::redeem_reset_code::digest("the code");
    world.state.store.keep_set_up_code(code).await.unwrap();
    let body = json!({"code": "the code", "email": email("root"), "password": "a long enough one"});
    let made = world.guest().post("/set-up", body).await.is(201);
    let admin = world.guest().with_token(made["token"].as_str().unwrap());
    world.user("ada").await;
    let entries = admin.get("/audit").await.is(200);
    let kinds: Vec<_> =
        entries.as_array().unwrap().iter().map(|one| (&one["actor"]["kind"], &one["action"])).collect();
    assert_eq!(kinds, [(&json!("command"), &json!("user-created")), (&json!("guest"), &json!("set-up"))]);
    assert_eq!(entries[1]["subject"], made["user"]["id"]);
}

#[tokio::test]
async fn a_refused_sign_in_is_told_of_a_known_account_and_of_nobody_else() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let guest = world.guest().from("203.0.113.9");
    guest.sign_in("nobody", "wrong").await.is(403);
    guest.sign_in("ada", "wrong").await.is(403);
    let two = json!({"username": email("ada"), "email": email("root"), "password": PASSWORD});
    guest.post("/user/auth", two).await.is(403);
    admin.put(&ada.path(), json!({"blocked": true})).await.is(200);
    guest.sign_in("ada", PASSWORD).await.is(403);
    let entries = trail(&admin).await;
    let refused: Vec<&Value> = entries.iter().filter(|entry| entry["action"] == "sign-in-refused").collect();
    let told: Vec<_> = refused.iter().map(|entry| (&entry["subject"], &entry["details"]["reason"])).collect();
    let expected = [json!("password"), json!("names"), json!("kept-out")];
    assert_eq!(told, expected.iter().map(|reason| (&ada.user["id"], reason)).collect::<Vec<_>>());
    for entry in refused {
        assert_eq!(
            (&entry["actor"], &entry["address"]),
            (&json!({"id": null, "kind": "guest"}), &json!("203.0.113.9"))
        );
    }
}

#[tokio::test]
async fn what_is_refused_leaves_no_entry() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let guest = world.guest();
    guest.sign_up("ada").await.is(400);
    guest.post("/user", json!({"email": email("eve"), "password": "1"})).await.is(400);
    guest.redeem("unknown", "long enough").await.is(400);
    guest.forgot("nobody").await.done();
    world.deliver().await;
    guest
        .post("/set-up", json!({"code": "x", "email": email("eve"), "password": "long enough"}))
        .await
        .is(404);
    let wrong = json!({"oldPassword": "wrong", "newPassword": "long enough"});
    ada.post("/user/change-password", wrong).await.is(403);
    ada.put(&admin.path(), json!({"scope": []})).await.is(403);
    ada.delete("/user/sessions/b5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8").await.is(404);
    admin.put(&admin.path(), json!({"blocked": true})).await.is(400);
    admin.put(&ada.path(), json!({"email": email("root")})).await.is(400);
    admin.put(&ada.path(), json!({"scope": ["user"]})).await.is(200);
    admin.delete(&admin.path()).await.is(400);
    admin.post("/user/reset-password", json!({"email": email("nobody"), "password": PASSWORD})).await.is(404);
    assert_eq!(trail(&admin).await, Vec::<Value>::new());
}

#[tokio::test]
async fn no_address_value_password_code_or_token_is_anywhere_in_the_trail() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_FORGOT_PASSWORD", &product.url)]).await;
    let admin = world.admin().await;
    let (guest, ada) = (world.guest(), world.user("ada").await);
    let made = guest.sign_up("bob").await.is(201);
    let token = made["token"].as_str().unwrap();
    guest.sign_in("bob", "a-wrong-one").await.is(403);
    guest.sign_in("typed-by-mistake", "a-wrong-one").await.is(403);
    guest.forgot("bob").await.done();
    world.deliver().await;
    let code = world.code();
    guest.redeem(&code, "brandnew").await.done();
    let wish =
        json!({"metadata": {"a-key": "a-value"}, "vendor": ["a-vendor"], "email": "moved@elsewhere.example"});
    admin.put(&ada.path(), wish).await.is(200);
    let adas = ada.token.as_deref().unwrap();
    ada.post("/user/sign-out", json!({"everywhere": true})).await.done();
    world.work().await;
    let text = admin.get("/audit?limit=1000").await.text;
    for word in ["user-changed", "sign-in-refused", "password-reset", "reset-link-asked"] {
        assert!(text.contains(word), "{word} is missing: {text}");
    }
    let secrets = [
        "@",
        "%40",
        "typed-by-mistake",
        "elsewhere",
        "a-key",
        "a-value",
        "a-vendor",
        "a-wrong-one",
        "brandnew",
    ];
    for secret in secrets.into_iter().chain([PASSWORD, "$argon2", &code, token, adas]) {
        assert!(!text.contains(secret), "{secret} is in the trail");
    }
}

#[tokio::test]
async fn entries_are_found_by_actor_subject_action_and_moment() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    world.pass(3_600);
    admin.put(&ada.path(), json!({"blocked": true})).await.is(200);
    world.pass(3_600);
    admin.put(&ada.path(), json!({"blocked": false})).await.is(200);
    let found = async |query: &str| {
        let entries = admin.get(&format!("/audit?{query}")).await.is(200);
        entries
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["action"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&format!("actor={}", admin.id())).await, ["user-unblocked", "user-blocked"]);
    assert_eq!(found(&format!("subject={}", ada.id())).await.len(), 3);
    assert_eq!(found(&format!("subject={}&actor={}", admin.id(), admin.id())).await.len(), 0);
    assert_eq!(found("action=user-blocked").await, ["user-blocked"]);
    assert_eq!(found("action=!user-created,user-blocked").await, ["user-unblocked"]);
    assert_eq!(found("from=2026-01-01T12:30:00Z&to=2026-01-01T14:00:00Z").await, ["user-blocked"]);
    assert_eq!(found("from=2026-01-01T14:00:00Z").await, ["user-unblocked"]);
    assert_eq!(found("to=2025-12-31").await.len(), 0);
    assert_eq!(found("limit=1&unknown=x").await, ["user-unblocked"]);
}

#[tokio::test]
async fn a_parameter_that_cannot_be_understood_is_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (query, name) in [
        ("actor=ada", "actor"),
        ("subject=ada@example.com", "subject"),
        ("action=danced", "action"),
        ("from=soon", "from"),
        ("to=2026-02-30", "to"),
        ("before=x", "before"),
        ("after=-1", "after"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("action=%zz", "action"),
    ] {
        admin.get(&format!("/audit?{query}")).await.blames("query_invalid", name);
    }
}

#[tokio::test]
async fn pages_go_back_without_overlap_and_forward_without_a_gap() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let act = async |blocked: bool| admin.put(&ada.path(), json!({"blocked": blocked})).await.is(200);
    for n in 0..7 {
        act(n % 2 == 0).await;
    }
    let ids = async |query: &str| {
        let entries = admin.get(&format!("/audit?limit=3&{query}")).await.is(200);
        entries.as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    let first = ids("").await;
    act(false).await;
    let second = ids(&format!("before={}", first[2])).await;
    assert!(first.len() == 3 && second.len() == 3 && second[0] < first[2]);
    act(true).await;
    let new = ids(&format!("after={}", first[0])).await;
    assert!(new.len() == 2 && new[0] > new[1] && new[1] > first[0]);
    assert_eq!(ids(&format!("after={}", second[2])).await, [first[2], second[0], second[1]]);
    assert_eq!(ids(&format!("after={}", new[0])).await, Vec::<i64>::new());
    assert_eq!(
        ids(&format!("after={}&before={}", second[2], first[1])).await,
        [first[2], second[0], second[1]]
    );
}

#[tokio::test]
async fn what_is_older_than_it_is_kept_is_gone() {
    let world = World::with(&[("AUDIT_RETENTION", "1h")]).await;
    let admin = world.admin().await;
    assert_eq!(world.state.config.audit_retention, Some(3_600_000));
    assert_eq!(World::new().await.state.config.audit_retention, Some(400 * 86_400_000));
    assert_eq!(World::with(&[("AUDIT_RETENTION", "forever")]).await.state.config.audit_retention, None);
    world.pass(2 * 3_600);
    let by = By::command(world.state.clock.now());
    world
        .state
        .store
        .note(vec![by.did(frontdesk_wire::AuditAction::UserUnlocked, admin.user_id())])
        .await
        .unwrap();
    frontdesk_server::serve::tidied(&world.state).await.unwrap();
    let entries = admin.get("/audit").await.is(200);
    assert_eq!((entries.as_array().unwrap().len(), &entries[0]["action"]), (1, &json!("user-unlocked")));
}
