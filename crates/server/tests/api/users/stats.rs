//! `GET /users/stats`

use crate::world::{World, email};
use serde_json::json;

#[tokio::test]
async fn users_are_counted_by_day_plan_scope_vendor_and_status() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    world.inactive("idle").await;
    world.pass(86_400);
    let bob = json!({"email": email("bob"), "password": "abc321", "scope": ["user", "beta"], "vendor": ["Acme", "Zed"]});
    admin.post("/user", bob).await.is(201);
    admin.put(&ada.path(), json!({"blocked": true, "vendor": "acme"})).await.is(200);
    let one = |value: &str, count: u64| json!({"value": value, "count": count});
    let none = json!({"values": 0, "count": 0});
    assert_eq!(
        admin.get("/users/stats").await.is(200),
        json!({
            "total": 4,
            "status": {"active": 2, "inactive": 1, "blocked": 1},
            "days": [{"day": "2026-01-01", "count": 3}, {"day": "2026-01-02", "count": 1}],
            "plan": {"values": [one("free", 4)], "other": none},
            "scope": {"values": [one("user", 4), one("admin", 1), one("beta", 1)], "other": none},
            "vendor": {"values": [one("acme", 2), one("zed", 1)], "other": none, "none": 2},
        })
    );
}

#[tokio::test]
async fn days_are_bounded_and_values_beyond_the_most_frequent_are_summed() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    world.pass(86_400);
    world.guest().sign_up("bob").await.is(201);
    admin.put(&ada.path(), json!({"scope": ["a", "b", "user"]})).await.is(200);
    let stats = admin.get("/users/stats?from=2026-01-02&to=2026-01-02&top=1").await.is(200);
    assert_eq!((&stats["total"], &stats["days"]), (&json!(3), &json!([{"day": "2026-01-02", "count": 1}])));
    assert_eq!(stats["scope"]["values"], json!([{"value": "user", "count": 3}]));
    assert_eq!(stats["scope"]["other"], json!({"values": 3, "count": 3}));
    let nothing = admin.get("/users/stats?to=2025-12-31&top=0").await.is(200);
    assert_eq!((&nothing["days"], &nothing["plan"]["values"]), (&json!([]), &json!([])));
    assert_eq!(nothing["plan"]["other"], json!({"values": 1, "count": 3}));
}

#[tokio::test]
async fn who_is_deleted_counts_until_the_last_step_and_then_no_more() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    admin.delete(&ada.path()).await.is(200);
    assert_eq!(admin.get("/users/stats").await.is(200)["total"], 2);
    world.work().await;
    let stats = admin.get("/users/stats").await.is(200);
    assert_eq!((&stats["total"], &stats["days"][0]["count"]), (&json!(1), &json!(1)));
    assert_eq!(stats["vendor"]["none"], 1);
}

#[tokio::test]
async fn a_parameter_that_cannot_be_understood_is_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (query, name) in [
        ("from=soon", "from"),
        ("to=2026-01-01T12:00", "to"),
        ("top=1001", "top"),
        ("top=x", "top"),
        ("from=%f", "from"),
    ] {
        admin.get(&format!("/users/stats?{query}")).await.blames("query_invalid", name);
    }
}
