//! `/users/bulk`: one change for many users.

use crate::product::Product;
use crate::world::{Actor, World};
use serde_json::{Value, json};

const TICKET: &str = "b5ab54c2-31d4-4a80-93aa-f1e5fb7bd9b8";

/// Begins a bulk change; its path, and how many users it is about.
async fn begin(admin: &Actor, wish: Value) -> (String, u64) {
    let begun = admin.post("/users/bulk", wish).await.is(202);
    (format!("/users/bulk/{}", begun["ticket"].as_str().unwrap()), begun["total"].as_u64().unwrap())
}

/// Lets it come to its end, and those deletions with it.
async fn end(world: &World, admin: &Actor, path: &str) -> Value {
    for _ in 0..20 {
        world.work().await;
        let status = admin.get(path).await.is(200);
        if status["status"] != "in-progress" && world.jobs().await == 0 {
            return status;
        }
        world.pass(1);
    }
    panic!("it does not end")
}

#[tokio::test]
async fn it_is_begun_with_its_exact_total_and_ends_with_what_became_of_each() {
    let world = World::new().await;
    let (admin, ada, bob) = (world.admin().await, world.user("ada").await, world.user("bob").await);
    admin.put(&bob.path(), json!({"scope": ["user", "acme1"]})).await.is(200);
    let ids = json!([ada.id(), bob.id(), "5c88c7cc04a917256c726c3d", ada.id()]);
    let (path, total) = begin(&admin, json!({"action": "add-scope", "scope": ["acme1"], "ids": ids})).await;
    assert_eq!(total, 3);
    let before = admin.get(&path).await.is(200);
    assert_eq!((&before["status"], &before["left"]), (&json!("in-progress"), &json!(3)));
    assert_eq!(admin.get(&format!("{path}/rows?status=pending")).await.is(200).as_array().unwrap().len(), 3);
    let after = end(&world, &admin, &path).await;
    assert_eq!((&after["status"], &after["action"]), (&json!("completed"), &json!("add-scope")));
    for (count, number) in [("total", 3), ("done", 1), ("unchanged", 1), ("failed", 1), ("left", 0)] {
        assert_eq!(after[count], number, "{count}: {after}");
    }
    assert!(after["ended"].is_string() && after.get("message").is_none());
    assert_eq!(admin.get(&ada.path()).await.is(200)["scope"], json!(["user", "acme1"]));
    let failed = admin.get(&format!("{path}/rows?status=failed")).await.is(200);
    let why = json!({"id": "5c88c7cc04a917256c726c3d", "status": "failed", "code": "not_found", "message": "User not found."});
    assert_eq!(failed, json!([why]));
    let done = admin.get(&format!("{path}/rows?status=done")).await.is(200);
    assert_eq!(done, json!([{"id": ada.id(), "email": "ada@example.com", "status": "done"}]));
    assert_eq!(admin.get(&format!("{path}/rows?limit=1&offset=3")).await.is(200), json!([]));
}

#[tokio::test]
async fn a_filter_and_a_pattern_choose_as_in_the_list() {
    let world = World::new().await;
    let admin = world.admin().await;
    for name in ["ada", "adam", "bob"] {
        world.user(name).await;
    }
    let wish = json!({"action": "set-vendor", "vendor": "acme", "filter": "scope:user,scope:!admin", "pattern": "ADA"});
    let (path, total) = begin(&admin, wish).await;
    assert_eq!((total, end(&world, &admin, &path).await["done"].clone()), (2, json!(2)));
    let acme = admin.get("/users?filter=vendor:acme&sort=email:1&projection=email").await.is(200);
    assert_eq!(acme, json!([{"email": "ada@example.com"}, {"email": "adam@example.com"}]));
    let (path, total) = begin(&admin, json!({"action": "block", "filter": []})).await;
    let all = end(&world, &admin, &path).await;
    assert_eq!((total, &all["done"], &all["failed"]), (4, &json!(3), &json!(1)));
    let own = admin.get(&format!("{path}/rows?status=failed")).await.is(200);
    assert_eq!((&own[0]["id"], &own[0]["code"]), (&json!(admin.id()), &json!("own_account")));
    admin.get("/user").await.is(200);
}

#[tokio::test]
async fn blocking_many_ends_their_sessions_and_unblocking_lets_them_in_again() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let (path, _) = begin(&admin, json!({"action": "block", "ids": [ada.id()]})).await;
    end(&world, &admin, &path).await;
    ada.get("/user").await.refuses(401, "token_ended");
    let (path, _) = begin(&admin, json!({"action": "unblock", "ids": [ada.id()]})).await;
    end(&world, &admin, &path).await;
    world.guest().sign_in("ada", "abc321").await.is(200);
}

#[tokio::test]
async fn a_bulk_deletion_follows_each_deletion_to_its_end() {
    let product = Product::new().await;
    let world = World::with(&[("WEBHOOK_USER_DELETED", &product.url)]).await;
    let (admin, ada, bob) = (world.admin().await, world.user("ada").await, world.user("bob").await);
    let ids = json!([ada.id(), bob.id(), admin.id()]);
    let (path, _) = begin(&admin, json!({"action": "delete", "ids": ids})).await;
    let ended = end(&world, &admin, &path).await;
    assert_eq!(
        (&ended["status"], &ended["done"], &ended["failed"]),
        (&json!("completed"), &json!(2), &json!(1))
    );
    assert_eq!(product.calls().len(), 2, "the product hears of each");
    for gone in [&ada, &bob] {
        admin.get(&gone.path()).await.refuses(404, "not_found");
    }
    let done = admin.get(&format!("{path}/rows?status=done")).await.is(200);
    assert!(done.as_array().unwrap().iter().all(|row| row.get("email").is_none()), "nothing of them is kept");
}

#[tokio::test]
async fn what_failed_is_tried_again_by_itself() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let ids = json!([ada.id(), "5c88c7cc04a917256c726c3d"]);
    let (path, _) = begin(&admin, json!({"action": "block", "ids": ids})).await;
    let retry = format!("{path}/retry");
    admin.post(&retry, json!({})).await.refuses(400, "bulk_under_way");
    end(&world, &admin, &path).await;
    let again = admin.post(&retry, json!({})).await.is(202);
    assert_eq!(again["total"], 1);
    assert_eq!(admin.post(&retry, json!({})).await.is(202), again, "asked twice, begun once");
    assert_eq!(admin.get(&path).await.is(200)["retriedAs"], again["ticket"]);
    let second = format!("/users/bulk/{}", again["ticket"].as_str().unwrap());
    assert_eq!(end(&world, &admin, &second).await["failed"], 1);
    let (fine, _) = begin(&admin, json!({"action": "block", "ids": [ada.id()]})).await;
    end(&world, &admin, &fine).await;
    admin.post(&format!("{fine}/retry"), json!({})).await.refuses(400, "nothing_failed");
}

#[tokio::test]
async fn what_is_called_off_changes_nobody_more() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let (path, _) = begin(&admin, json!({"action": "block", "ids": [ada.id()]})).await;
    let cancelled = admin.post(&format!("{path}/cancel"), json!({})).await.is(200);
    assert_eq!((&cancelled["status"], &cancelled["left"]), (&json!("cancelled"), &json!(1)));
    assert_eq!(admin.post(&format!("{path}/cancel"), json!({})).await.is(200), cancelled);
    assert_eq!(end(&world, &admin, &path).await, cancelled);
    assert_eq!(admin.get(&ada.path()).await.is(200)["blocked"], false);
}

#[tokio::test]
async fn the_table_holds_every_row_and_no_formula() {
    let world = World::new().await;
    let admin = world.admin().await;
    let sly = json!({"email": "=cmd+1@example.com", "password": "abc321"});
    let sly = admin.post("/user", sly).await.is(201)["user"]["id"].as_str().unwrap().to_owned();
    let (path, _) = begin(&admin, json!({"action": "block", "filter": []})).await;
    end(&world, &admin, &path).await;
    let reply = admin.get(&format!("{path}/rows.csv")).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(reply.header("content-disposition").starts_with("attachment"));
    let lines: Vec<&str> = reply.text.split("\r\n").collect();
    assert_eq!((lines[0], lines.len()), ("id,email,status,code,message", 4));
    assert!(lines.contains(&format!("{sly},'=cmd+1@example.com,done,,").as_str()), "{lines:?}");
    let own = lines.iter().find(|line| line.contains("own_account")).unwrap();
    assert!(own.starts_with(admin.id()), "{own}");
    let failed = admin.get(&format!("{path}/rows.csv?status=failed")).await.text;
    assert_eq!(failed.lines().count(), 2);
}

#[tokio::test]
async fn a_wish_that_cannot_be_understood_is_named_and_begins_nothing() {
    let world = World::new().await;
    let admin = world.admin().await;
    let id = admin.id();
    for (wish, field) in [
        (json!({"ids": [id]}), "action"),
        (json!({"action": "explode", "ids": [id]}), "action"),
        (json!({"action": "block"}), "ids"),
        (json!({"action": "block", "ids": [id], "filter": "plan:free"}), "ids"),
        (json!({"action": "block", "ids": []}), "ids"),
        (json!({"action": "block", "ids": [id, "nobody"]}), "ids"),
        (json!({"action": "add-scope", "ids": [id]}), "scope"),
        (json!({"action": "add-scope", "scope": [], "ids": [id]}), "scope"),
        (json!({"action": "set-scope", "scope": ["Not A Scope"], "ids": [id]}), "scope"),
        (json!({"action": "remove-vendor", "vendor": [], "ids": [id]}), "vendor"),
    ] {
        admin.post("/users/bulk", wish).await.blames("payload_invalid", field);
    }
    for wish in [json!({"action": "block", "filter": "hat:red"}), json!({"action": "block", "filter": ["x"]})]
    {
        admin.post("/users/bulk", wish).await.blames("query_invalid", "filter");
    }
    let path = format!("/users/bulk/{TICKET}");
    for (query, parameter) in [("status=x", "status"), ("limit=0", "limit"), ("offset=x", "offset")] {
        admin.get(&format!("{path}/rows?{query}")).await.blames("query_invalid", parameter);
    }
    assert_eq!(world.jobs().await, 0);
}

#[tokio::test]
async fn a_ticket_of_nothing_is_not_found() {
    let world = World::new().await;
    let admin = world.admin().await;
    for ticket in [TICKET, "nothing"] {
        let path = format!("/users/bulk/{ticket}");
        admin.get(&path).await.says(404, "Bulk change not found.");
        for more in ["/rows", "/rows.csv"] {
            admin.get(&format!("{path}{more}")).await.refuses(404, "not_found");
        }
        for more in ["/cancel", "/retry"] {
            admin.post(&format!("{path}{more}"), json!({})).await.refuses(404, "not_found");
        }
    }
}

#[tokio::test]
async fn a_hundred_thousand_ids_fit_and_five_mebibytes_do_not() {
    let world = World::new().await;
    let admin = world.admin().await;
    let ids: Vec<String> = (0..100_000).map(|n| format!("{n:024x}")).collect();
    let (path, total) = begin(&admin, json!({"action": "unblock", "ids": ids})).await;
    assert_eq!(total, 100_000);
    admin.post(&format!("{path}/cancel"), json!({})).await.is(200);
    world.work().await;
    let filler = "x".repeat(5 * 1024 * 1024);
    let refused = admin.post("/users/bulk", json!({"action": "block", "pattern": filler})).await;
    assert!(refused.refuses(413, "payload_too_large")["message"].as_str().unwrap().ends_with("4194304"));
}
