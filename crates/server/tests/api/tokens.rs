//! Attacks with tokens, against a whole server.

use crate::world::{PASSWORD, World};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::collections::HashSet;

#[tokio::test]
async fn forged_and_mangled_tokens_are_all_401_alike() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let token = ada.token.clone().unwrap();
    let [_, claims, mac]: [&str; 3] = token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    let mut flipped = token.clone().into_bytes();
    *flipped.last_mut().unwrap() ^= 1;
    let forged = [
        format!("{none}.{claims}."),
        format!("{none}.{claims}.{mac}"),
        String::from_utf8(flipped).unwrap(),
        token.replace('.', ".."),
        format!("{token}="),
        token[..token.len() - 1].to_owned(),
    ];
    for forged in forged {
        let refusal = ada.with_token(&forged).get("/user").await.refuses(401, "token_invalid");
        assert_eq!(refusal["message"], "Invalid JWT: key or signature is invalid", "{forged}");
    }
    ada.get("/user").await.is(200);
}

/// What a token says.
fn claims(token: &str) -> Value {
    let bytes = URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap();
    assert!(bytes.is_ascii());
    serde_json::from_slice(&bytes).unwrap()
}

#[tokio::test]
async fn a_token_claims_what_the_contract_says_and_holds_for_thirty_days() {
    let world = World::new().await;
    let made = world.guest().sign_up("ada").await.is(201);
    let again = world.guest().sign_in("ada", PASSWORD).await.is(200);
    for reply in [&made, &again] {
        let claims = claims(reply["token"].as_str().unwrap());
        let said: HashSet<&str> = claims.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(said, ["jti", "iss", "aud", "typ", "id", "sub", "scope", "iat", "exp"].into());
        let fixed = json!(["frontdesk", "frontdesk-user", "Bearer"]);
        assert_eq!(json!([claims["iss"], claims["aud"], claims["typ"]]), fixed);
        assert_eq!((&claims["id"], &claims["sub"]), (&made["user"]["id"], &made["user"]["id"]));
        assert_eq!(claims["scope"], json!(["user"]));
        assert_eq!((&claims["iat"], &claims["exp"]), (&json!(1_767_268_800), &json!(1_769_860_800)));
    }
    let ada = world.guest().with_token(made["token"].as_str().unwrap());
    world.pass(30 * 86_400 - 1);
    ada.get("/user").await.is(200);
    world.pass(1);
    ada.get("/user").await.refuses(401, "token_ended");
}

#[tokio::test]
async fn a_token_ends_when_it_says() {
    let world = World::with(&[("GRIDD_JWT_TOKEN_EXP", "1h")]).await;
    let ada = world.user("ada").await;
    world.pass(3599);
    ada.get("/user").await.is(200);
    world.pass(1);
    ada.get("/user").await.refuses(401, "token_ended");
}

#[tokio::test]
async fn the_scheme_counts_in_any_case_and_the_store_alone_says_who_administers() {
    let world = World::new().await;
    let (ada, admin) = (world.user("ada").await, world.admin().await);
    for scheme in ["bearer", "BEARER", "Bearer"] {
        let line = format!("{scheme} {}", ada.token.clone().unwrap());
        world.guest().header("authorization", &line).get("/user").await.is(200);
    }
    ada.get("/users").await.refuses(403, "scope_insufficient");
    let demoted = frontdesk_store::Change { scope: Some(vec![]), ..Default::default() };
    world.somebody("other", vec![frontdesk_wire::Scope::admin()]).await;
    world.change(&admin, demoted).await;
    admin.get("/users").await.refuses(401, "token_ended");
    let again = world.guest().sign_in("root", PASSWORD).await.is(200);
    world
        .guest()
        .with_token(again["token"].as_str().unwrap())
        .get("/users")
        .await
        .refuses(403, "scope_insufficient");
}

#[tokio::test]
async fn a_token_lives_in_a_header_and_nowhere_else() {
    let world = World::new().await;
    let token = world.user("ada").await.token.unwrap();
    for path in [format!("/user?token={token}"), format!("/user?access_token={token}")] {
        world.guest().get(&path).await.refuses(401, "missing_authentication");
    }
    world
        .guest()
        .header("cookie", &format!("token={token}"))
        .get("/user")
        .await
        .refuses(401, "missing_authentication");
}
