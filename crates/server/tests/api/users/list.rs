//! `GET /users` and `GET /users/count`: the query language, from the query string to the list.

use crate::world::{Actor, World};
use serde_json::{Value, json};

async fn people(world: &World) -> Actor {
    let admin = world.admin().await;
    for (name, change) in [
        (
            "ada",
            json!({ "scope": ["user", "acme1"], "vendor": "acme", "metadata": { "team": "Blue", "seats": 9, "on": true, "since": "2026-02-01" } }),
        ),
        (
            "bob",
            json!({ "scope": ["acme1"], "vendor": ["acme", "globex"], "metadata": { "team": "red", "seats": 10, "note": "a:b,c" } }),
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

/// Queries, and whom they find.
const FOUND: &[(&str, &[&str])] = &[
    ("", &["ada", "bob", "cleo", "root"]),
    ("filter=email:ADA@example.com", &["ada"]),
    ("filter=email:^a", &["ada"]),
    ("filter=email:$o@example.com", &["cleo"]),
    ("filter=email:~oo", &["root"]),
    ("filter=email:!~o@", &["ada", "bob", "root"]),
    ("filter=scope:acme1", &["ada", "bob"]),
    ("filter=scope:!user", &["bob"]),
    ("filter=vendor:globex", &["bob"]),
    ("filter=vendor:!acme", &["cleo", "root"]),
    ("filter=plan:$in:free,pro", &["ada", "bob", "cleo", "root"]),
    ("filter=metadata.team:blue", &["ada"]),
    ("filter=metadata.team:!blue", &["bob", "cleo", "root"]),
    ("filter=metadata.seats:%3E9", &["bob"]),
    ("filter=metadata.seats:%3C10", &["ada"]),
    ("filter=metadata.seats:9", &["ada"]),
    ("filter=metadata.seats:!9", &["bob", "cleo", "root"]),
    ("filter=metadata.on:true", &["ada"]),
    ("filter=metadata.since:%3E2026-01-15", &["ada"]),
    ("filter=metadata.since:%3E2026-02-15", &[]),
    ("filter=metadata.note:a:b,c", &["bob"]),
    ("filter=metadata.team:^bl,scope:acme1", &["ada"]),
    ("filter=metadata.nothing:!x", &["ada", "bob", "cleo", "root"]),
    ("filter=username:cleo@example.com", &["cleo"]),
    ("filter=vendor:$in:globex,initech", &["bob"]),
    ("filter=plan:!$in:free,pro", &[]),
    ("filter=isActive:true", &["ada", "bob", "cleo", "root"]),
    ("filter=isActive:!true", &[]),
    ("filter=created:%3E2026-01-01T12:00:01Z", &["bob", "cleo"]),
    ("filter=created:%3C2026-01-01T12:00:01Z", &["root"]),
    ("filter=blocked:!true", &["ada", "bob", "root"]),
    ("filter=blocked:true", &["cleo"]),
    ("filter=created:%3E1767268801000", &["bob", "cleo"]),
    ("filter=created:%3C1767268801000", &["root"]),
    ("filter=created:%3E2025", &["ada", "bob", "cleo", "root"]),
    ("filter=created:%3E2027", &[]),
    ("filter=created:%3E2026-01-01,scope:acme1", &["ada", "bob"]),
    ("filter=scope:acme1&filter[]=email:^b", &["bob"]),
    ("pattern=A@EX", &["ada"]),
    ("pattern=%25", &[]),
    ("pattern=_", &[]),
    ("pattern=.*", &[]),
    ("pattern=%5Eada", &[]),
    ("unknown=1", &["ada", "bob", "cleo", "root"]),
];

#[tokio::test]
async fn every_operator_finds_whom_it_should_and_the_count_agrees() {
    let world = World::new().await;
    let admin = people(&world).await;
    for (query, found) in FOUND {
        let list = admin.get(&format!("/users?sort=email:1&{query}")).await.is(200);
        assert_eq!(names(&list), *found, "{query}");
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
        ("filter=isActive:maybe", "filter"),
        ("filter=password:~x", "filter"),
        ("filter[]=nope:1", "filter"),
        ("sort=scope:1", "sort"),
        ("sort=vendor:-1", "sort"),
        ("sort=nope:1", "sort"),
        ("sort=email:2", "sort"),
        ("limit=many", "limit"),
        ("limit=-1", "limit"),
        ("offset=1.5", "offset"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("offset=-1", "offset"),
        ("projection=password", "projection"),
    ] {
        admin.get(&format!("/users?{query}")).await.blames("query_invalid", parameter);
    }
}

#[tokio::test]
async fn pages_never_overlap_and_end() {
    let world = World::new().await;
    let admin = people(&world).await;
    let mut seen = Vec::new();
    for offset in 0..4 {
        let page = admin.get(&format!("/users?sort=plan:1&limit=1&offset={offset}")).await.is(200);
        seen.extend(names(&page).into_iter().map(str::to_owned));
    }
    seen.sort();
    assert_eq!(seen, ["ada", "bob", "cleo", "root"]);
    assert_eq!(admin.get("/users?offset=4").await.text, "[]");
}

#[tokio::test]
async fn a_hundred_are_listed_unless_more_are_wanted() {
    let world = World::new().await;
    let admin = world.admin().await;
    for n in 0..100 {
        world.user(&format!("u{n}")).await;
    }
    for (query, length) in [("", 100), ("?limit=1000", 101), ("?limit=1", 1)] {
        assert_eq!(admin.get(&format!("/users{query}")).await.is(200).as_array().unwrap().len(), length);
    }
    assert_eq!(admin.get("/users/count").await.text, r#"{"count":101}"#);
}

#[tokio::test]
async fn the_count_ignores_what_only_a_list_takes_and_names_what_it_cannot_read() {
    let world = World::new().await;
    let admin = world.admin().await;
    let other = "limit=0&offset=x&sort=nope&projection=password";
    assert_eq!(admin.get(&format!("/users/count?{other}")).await.is(200), json!({"count": 1}));
    admin.get("/users/count?filter=nope:1").await.blames("query_invalid", "filter");
    admin.get("/users/count?pattern=%zz").await.blames("query_invalid", "pattern");
}
