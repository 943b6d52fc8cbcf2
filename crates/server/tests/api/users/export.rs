//! `GET /users/export`: the list as a file.

use crate::world::{Actor, World};
use http_body_util::BodyExt;
use serde_json::{Value, json};

async fn people(world: &World) -> Actor {
    let admin = world.admin().await;
    for (name, change) in [
        (
            "ada",
            json!({ "scope": ["user", "acme1"], "vendor": ["a;b", "c"], "metadata": { "z": 1, "a": "x\ny" } }),
        ),
        ("bob", json!({ "blocked": true, "vendor": "=cmd|' /C calc'!A0" })),
        ("+cleo", json!({})),
    ] {
        world.pass(1);
        let user = world.user(name).await;
        admin.put(&user.path(), change).await.is(200);
    }
    admin
}

fn users(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn an_export_has_the_users_of_the_list_in_its_order_on_all_its_pages() {
    let world = World::new().await;
    let admin = people(&world).await;
    for query in ["", "sort=email:1", "filter=scope:acme1", "pattern=B@EX&sort=created:1", "filter=plan:none"]
    {
        let export = admin.get(&format!("/users/export?{query}&limit=1&offset=1&projection=id")).await;
        assert_eq!(export.status, 200);
        assert_eq!(export.header("content-type"), "application/x-ndjson; charset=utf-8");
        assert_eq!(export.header("content-disposition"), "attachment; filename=\"users-2026-01-01.ndjson\"");
        assert_eq!(
            Value::from(users(&export.text)),
            admin.get(&format!("/users?{query}")).await.is(200),
            "{query}"
        );
    }
}

#[tokio::test]
async fn metadata_comes_without_loss_and_passwords_never() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let metadata = r#"{"z" : 9007199254740993,"m":1e400,"s":"é\u0041\n"}"#;
    let set = admin.send(axum::http::Method::PUT, &ada.path(), format!("{{\"metadata\":{metadata}}}")).await;
    assert_eq!(set.status, 200);
    for format in ["ndjson", "csv"] {
        let export = admin.get(&format!("/users/export?filter=email:^ada&format={format}")).await;
        let text = if format == "csv" { export.text.replace("\"\"", "\"") } else { export.text };
        assert!(text.contains(metadata), "{text}");
        assert!(!text.contains("argon2") && !text.contains("password"), "{text}");
    }
}

#[tokio::test]
async fn a_spreadsheet_gets_rows_and_no_formula() {
    let world = World::new().await;
    let admin = people(&world).await;
    let export = admin.get("/users/export?format=csv&sort=created:1").await;
    assert_eq!(export.header("content-type"), "text/csv; charset=utf-8; header=present");
    assert_eq!(export.header("content-disposition"), "attachment; filename=\"users-2026-01-01.csv\"");
    let lines: Vec<&str> = export.text.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "id,username,email,isActive,blocked,plan,scope,vendor,metadata,created");
    assert_eq!(lines.len(), 5);
    let ada = ",ada@example.com,ada@example.com,true,false,free,user;acme1,\"[\"\"a;b\"\",\"\"c\"\"]\",\"{\"\"z\"\":1,\"\"a\"\":\"\"x\\ny\"\"}\",2026-01-01T12:00:01.000Z";
    assert!(lines[2].ends_with(ada) || lines[2].contains(",user;acme1,"), "{}", lines[2]);
    assert!(lines[3].contains(",true,true,free,user,'=cmd|' /C calc'!A0,{},"), "{}", lines[3]);
    assert!(lines[4].contains(",'+cleo@example.com,'+cleo@example.com,"), "{}", lines[4]);
}

#[tokio::test]
async fn a_parameter_that_cannot_be_understood_is_named() {
    let world = World::new().await;
    let admin = world.admin().await;
    for (query, parameter) in [
        ("format=xlsx", "format"),
        ("format=CSV", "format"),
        ("filter=x:1", "filter"),
        ("sort=scope:1", "sort"),
        ("pattern=%zz", "pattern"),
    ] {
        admin.get(&format!("/users/export?{query}")).await.blames("query_invalid", parameter);
    }
}

#[tokio::test]
async fn an_export_of_nobody_is_an_empty_file_and_head_says_what_it_would_be() {
    let world = World::new().await;
    let admin = world.admin().await;
    assert_eq!(admin.get("/users/export?filter=plan:none").await.text, "");
    assert_eq!(admin.get("/users/export?filter=plan:none&format=csv").await.text.lines().count(), 1);
    let head = admin.send(axum::http::Method::HEAD, "/users/export?format=csv", "").await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert!(head.header("content-type").starts_with("text/csv"));
}

#[tokio::test]
async fn an_export_comes_piece_by_piece() {
    let world = World::new().await;
    let admin = world.admin().await;
    let file: String = (0..1_200).map(|n| format!("{{\"email\":\"u{n}@x.io\"}}\n")).collect();
    let import = admin.header("content-type", "application/x-ndjson");
    import.send(axum::http::Method::POST, "/users/import", file).await.is(200);
    let (mut body, mut pieces) = (admin.stream("/users/export").await, Vec::new());
    while let Some(frame) = body.frame().await {
        pieces.push(frame.unwrap().into_data().unwrap().iter().filter(|byte| **byte == b'\n').count());
    }
    assert_eq!(pieces, [500, 500, 201]);
}
