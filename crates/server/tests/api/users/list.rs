//! `GET /users` and `GET /users/count`: the query language, from the query string to the list.

use crate::world::{Actor, World};
use serde_json::{Value, json};

async fn people(world: &World) -> Actor {
    let admin = world.admin().await;
    for (name, change) in [
        (
            "ada",
            json!({ "scope": ["user", "acme1"], "vendor": "acme", "metadata": { "team": "Blue", "seats": 9 } }),
        ),
        (
            "bob",
            json!({ "scope": ["acme1"], "vendor": ["acme", "globex"], "metadata": { "team": "red", "seats": 10 } }),
        ),
        ("cleo", json!({ "blocked": true })),
    ] {
        world.pass(1);
        let user = world.user(name).await;
        admin.put(&user.path(), change).await.is(200);
    }
    admin
}

fn names(list: &Value) -> Vec<&str> {
    let users = list.as_array().unwrap().iter();
    users.map(|user| user["email"].as_str().unwrap().split('@').next().unwrap()).collect()
}

#[tokio::test]
async fn every_operator_finds_whom_it_should_and_the_count_agrees() {
    let world = World::new().await;
    let admin = people(&world).await;
    for (query, found) in [
        ("", vec!["ada", "bob", "cleo", "root"]),
        ("filter=email:ADA@example.com", vec!["ada"]),
        ("filter=email:^a", vec!["ada"]),
        ("filter=email:$o@example.com", vec!["cleo"]),
        ("filter=email:~oo", vec!["root"]),
        ("filter=email:!~o@", vec!["ada", "bob", "root"]),
        ("filter=scope:acme1", vec!["ada", "bob"]),
        ("filter=scope:!user", vec!["bob"]),
        ("filter=vendor:globex", vec!["bob"]),
        ("filter=vendor:!acme", vec!["cleo", "root"]),
        ("filter=plan:$in:free,pro", vec!["ada", "bob", "cleo", "root"]),
        ("filter=metadata.team:blue", vec!["ada"]),
        ("filter=metadata.team:!blue", vec!["bob", "cleo", "root"]),
        ("filter=metadata.seats:%3E9", vec!["bob"]),
        ("filter=metadata.seats:%3C10", vec!["ada"]),
        ("filter=blocked:true", vec!["cleo"]),
        ("filter=created:%3E2026-01-01,scope:acme1", vec!["ada", "bob"]),
        ("filter=scope:acme1&filter[]=email:^b", vec!["bob"]),
        ("pattern=A@EX", vec!["ada"]),
        ("pattern=%25", vec![]),
        ("unknown=1", vec!["ada", "bob", "cleo", "root"]),
    ] {
        let list = admin.get(&format!("/users?sort=email:1&{query}")).await.is(200);
        assert_eq!(names(&list), found, "{query}");
        let count = admin.get(&format!("/users/count?{query}")).await.is(200);
        assert_eq!(count, json!({ "count": found.len() }), "{query}");
    }
}

#[tokio::test]
async fn order_pages_and_projection_are_as_asked() {
    let world = World::new().await;
    let admin = people(&world).await;
    assert_eq!(names(&admin.get("/users").await.is(200)), ["cleo", "bob", "ada", "root"]);
    assert_eq!(names(&admin.get("/users?limit=2&offset=1").await.is(200)), ["bob", "ada"]);
    assert_eq!(
        names(&admin.get("/users?sort=plan:1,email:-1").await.is(200)),
        ["root", "cleo", "bob", "ada"]
    );
    let kept = admin.get("/users?projection=email,id&filter=email:^ada").await;
    assert!(kept.text.starts_with(r#"[{"email":"ada@example.com","id":""#), "{}", kept.text);
    let left = admin.get("/users?projection=-metadata&limit=1").await.is(200);
    assert!(left[0].get("metadata").is_none() && left[0].get("plan").is_some());
}

#[tokio::test]
async fn a_parameter_that_cannot_be_understood_is_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (query, parameter) in [
        ("filter=nope:1", "filter"),
        ("filter=plan", "filter"),
        ("filter=plan:%zz", "filter"),
        ("pattern=100%", "pattern"),
        ("sort=scope:1", "sort"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("offset=-1", "offset"),
        ("projection=password", "projection"),
    ] {
        admin.get(&format!("/users?{query}")).await.blames("query_invalid", parameter);
    }
}
