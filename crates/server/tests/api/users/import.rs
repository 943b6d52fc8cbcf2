//! `POST /users/import`: users out of a file.

use crate::world::{Actor, PASSWORD, Reply, World, email};
use axum::body::{Body, Bytes};
use axum::http::Method;
use futures_util::stream;
use serde_json::{Value, json};
use std::io;

const NDJSON: &str = "application/x-ndjson";
const CSV: &str = "text/csv; charset=utf-8";
/// bcrypt's hash of `U*U`.
const BCRYPT: &str = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

async fn import(admin: &Actor, kind: &str, query: &str, file: impl Into<Body>) -> Reply {
    admin.header("content-type", kind).send(Method::POST, &format!("/users/import{query}"), file).await
}

/// What came of it: created, updated, skipped, conflicts, invalid.
fn counts(report: &Value) -> [u64; 5] {
    ["created", "updated", "skipped", "conflicts", "invalid"].map(|name| report[name].as_u64().unwrap())
}

/// The problems as line, field and code.
fn problems(report: &Value) -> Vec<(u64, &str, &str)> {
    let all = report["problems"].as_array().unwrap().iter();
    all.map(|one| {
        (one["line"].as_u64().unwrap(), one["field"].as_str().unwrap(), one["code"].as_str().unwrap())
    })
    .collect()
}

#[tokio::test]
async fn users_come_in_as_they_are_given_and_twice_is_as_good_as_once() {
    let world = World::with(&[("DEFAULT_USER_VENDOR", "acme")]).await;
    let admin = world.admin().await;
    let file = "{\"email\":\"ada@example.com\",\"plan\":\"pro\",\"created\":\"2020-01-01\",\"id\":\"5c88c7cc04a917256c726c3d\"}\r\n\
                \n{\"username\":\"bob@example.com\",\"email\":\"Bob@Other.example\",\"scope\":[\"acme1\"],\"blocked\":true,\"metadata\":{\"z\":1,\"a\":2}}";
    let report = import(&admin, NDJSON, "", file).await.is(200);
    assert_eq!((counts(&report), &report["savedThrough"]), ([2, 0, 0, 0, 0], &json!(3)), "{report}");
    let ada = admin.get("/users/5c88c7cc04a917256c726c3d").await.is(200);
    assert_eq!(
        (&ada["plan"], &ada["created"], &ada["vendor"]),
        (&json!("pro"), &json!("2020-01-01T00:00:00.000Z"), &json!(["acme"]))
    );
    let bob = &admin.get("/users?pattern=bob").await.is(200)[0];
    assert_eq!(
        (&bob["blocked"], &bob["scope"], &bob["email"]),
        (&json!(true), &json!(["acme1"]), &json!("Bob@Other.example"))
    );
    assert!(admin.get("/users?pattern=bob").await.text.contains(r#"{"z":1,"a":2}"#));
    let before = admin.get("/users/export").await.text;
    for query in ["", "?onExisting=update", "?dryRun=true"] {
        let report = import(&admin, NDJSON, query, file).await.is(200);
        assert_eq!(counts(&report), [0, 0, 2, 0, 0], "{query}: {report}");
    }
    assert_eq!(admin.get("/users/export").await.text, before);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_saves_nothing() {
    let world = World::new().await;
    let (admin, _) = (world.admin().await, world.user("ada").await);
    let file = "email,plan\nada@example.com,pro\nbob@example.com,free\nBOB@example.com,pro\nnobody,free\n";
    for (query, expected) in [("", [1, 0, 1, 1, 1]), ("&onExisting=update", [1, 1, 0, 1, 1])] {
        let dry = import(&admin, CSV, &format!("?dryRun=true{query}"), file).await.is(200);
        assert_eq!(
            (counts(&dry), &dry["savedThrough"], &dry["dryRun"]),
            (expected, &json!(0), &json!(true)),
            "{dry}"
        );
        assert_eq!(problems(&dry), [(4, "email", "address_repeated"), (5, "email", "payload_invalid")]);
    }
    assert_eq!(admin.get("/users/count").await.is(200)["count"], 2);
    let real = import(&admin, CSV, "?onExisting=update", file).await.is(200);
    assert_eq!(counts(&real), [1, 1, 0, 1, 1], "{real}");
    assert_eq!(admin.get("/users?filter=email:ada@example.com").await.is(200)[0]["plan"], "pro");
}

#[tokio::test]
async fn each_kind_of_broken_row_is_told_with_its_line_and_harms_no_other() {
    let world = World::new().await;
    let admin = world.admin().await;
    world.user("ada").await;
    let long = "x".repeat(70_000);
    let file = format!(
        "\u{feff}{{\"email\":\"u1@x.io\"}}\n{{\"email\":\"u2@x.io\"\n{{\"email\":\"{long}\"}}\n{{\"email\":\"u4\"}}\r\n{{\"email\":\"U1@x.io\"}}\n\
         {{\"email\":\"new@x.io\",\"username\":\"ada@example.com\"}}\n{{\"email\":\"u7@x.io\",\"isActive\":1}}\n{{\"email\":\"u8\\u0000@x.io\"}}\n\
         {{\"email\":\"u9@x.io\",\"id\":\"{}\"}}\n{{\"email\":\"u10@x.io\"}}",
        admin.id()
    );
    let report = import(&admin, NDJSON, "", file).await.is(200);
    let expected = [
        (2, "line", "payload_not_json"),
        (3, "line", "line_too_long"),
        (4, "email", "payload_invalid"),
        (5, "email", "address_repeated"),
        (6, "username", "address_taken"),
        (7, "isActive", "payload_invalid"),
        (8, "line", "payload_not_json"),
        (9, "id", "id_taken"),
    ];
    assert_eq!(problems(&report), expected, "{report}");
    assert_eq!((counts(&report), &report["problemCount"]), ([2, 0, 0, 3, 5], &json!(8)));
    assert_eq!(admin.get("/users/count?pattern=@x.io").await.is(200)["count"], 2);
}

#[tokio::test]
async fn an_id_that_comes_again_is_told_wherever_that_is() {
    let world = World::new().await;
    let admin = world.admin().await;
    // The first batches have 250 rows: those with one id stand in one, in the next, and farther apart.
    let line = |n: u32| match n {
        10 | 20 | 240 | 260 | 900 | 1_200 => format!("{:024x},u{n}@x.io\n", 10),
        _ => format!("{n:024x},u{n}@x.io\n"),
    };
    let file: String = std::iter::once("id,email\n".to_owned()).chain((2..=2_000).map(line)).collect();
    let report = import(&admin, CSV, "", file).await.is(200);
    let again = [20, 240, 260, 900, 1_200].map(|line| (line, "id", "id_taken"));
    assert_eq!((counts(&report), problems(&report)), ([1_994, 0, 0, 5, 0], again.to_vec()), "{report}");
    assert_eq!(report["savedThrough"], 2_000);
}

#[tokio::test]
async fn a_broken_row_far_inside_says_so_and_loses_nothing() {
    let world = World::new().await;
    let admin = world.admin().await;
    let line = |n: u32| {
        if n == 2_000 { "broken,row,here\n".to_owned() } else { format!("u{n}@x.io,\"{{\"\"n\"\":{n}}}\"\n") }
    };
    let file: String = std::iter::once("email,metadata\n".to_owned()).chain((2..=4_000).map(line)).collect();
    let pieces: Vec<io::Result<Bytes>> =
        file.as_bytes().chunks(1_111).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let report = import(&admin, CSV, "", Body::from_stream(stream::iter(pieces))).await.is(200);
    assert_eq!(
        (counts(&report), problems(&report)),
        ([3_998, 0, 0, 0, 1], vec![(2_000, "line", "payload_invalid")])
    );
    assert_eq!(report["savedThrough"], 4_000);
    assert_eq!(admin.get("/users/count").await.is(200)["count"], 3_999);
}

#[tokio::test]
async fn a_file_that_breaks_off_loses_nothing_that_came_whole_and_goes_on_where_it_was() {
    let world = World::new().await;
    let admin = world.admin().await;
    let lines: Vec<String> = (1..=600).map(|n| format!("{{\"email\":\"u{n}@x.io\"}}\n")).collect();
    let cut: Vec<io::Result<Bytes>> = vec![
        Ok(lines[..400].concat().into()),
        Ok("{\"email\":\"u401@x.io\"}".into()),
        Err(io::Error::other("the line is cut")),
    ];
    let refusal = import(&admin, NDJSON, "", Body::from_stream(stream::iter(cut)))
        .await
        .refuses(400, "payload_not_json");
    assert!(
        refusal["message"]
            .as_str()
            .unwrap()
            .ends_with("Everything up to line 400 is saved: go on with from=401."),
        "{refusal}"
    );
    assert_eq!(admin.get("/users/count?pattern=@x.io").await.is(200)["count"], 400);
    let report = import(&admin, NDJSON, "?from=401", lines.concat()).await.is(200);
    assert_eq!((counts(&report), &report["rows"]), ([200, 0, 0, 0, 0], &json!(200)));
    let again = import(&admin, NDJSON, "", lines.concat()).await.is(200);
    assert_eq!(counts(&again), [0, 0, 600, 0, 0]);
}

#[tokio::test]
async fn what_is_no_file_of_users_is_refused_as_a_whole() {
    let world = World::new().await;
    let admin = world.admin().await;
    import(&admin, "application/json", "", "{}").await.refuses(415, "media_type_refused");
    for query in ["?onExisting=replace", "?dryRun=1", "?from=0", "?from=-1"] {
        let parameter = query[1..].split('=').next().unwrap();
        import(&admin, NDJSON, query, "").await.blames("query_invalid", parameter);
    }
    for (file, field) in [
        ("plan,id\nfree,1\n", "email"),
        ("email,nothing\na@x.io,1\n", "line"),
        ("email,email\na@x.io,b@x.io\n", "email"),
    ] {
        import(&admin, CSV, "", file).await.blames("payload_invalid", field);
    }
    for (kind, file) in [(NDJSON, ""), (CSV, ""), (CSV, "email\r\n"), (NDJSON, "\u{feff}\n\n")] {
        assert_eq!(import(&admin, kind, "", file).await.is(200)["rows"], 0);
    }
    let ada = world.user("ada").await;
    import(&ada, NDJSON, "", "{\"email\":\"eve@x.io\"}\n".repeat(10_000))
        .await
        .refuses(403, "scope_insufficient");
    import(&world.guest(), NDJSON, "", "{\"email\":\"eve@x.io\"}\n".repeat(10_000)).await.is(401);
    assert_eq!(admin.get("/users/count").await.is(200)["count"], 2);
}

#[tokio::test]
async fn passwords_made_elsewhere_sign_in_and_are_then_kept_as_ours() {
    let world = World::new().await;
    let admin = world.admin().await;
    let argon2 =
        world.state.passwords.hash(&frontdesk_wire::Password::new(PASSWORD.to_owned())).await.unwrap();
    let file = [
        json!({"email": email("ada"), "passwordHash": BCRYPT}),
        json!({"email": email("bob"), "passwordHash": argon2.reveal()}),
        json!({"email": email("cleo")}),
    ]
    .map(|line| format!("{line}\n"))
    .concat();
    assert_eq!(counts(&import(&admin, NDJSON, "", file.clone()).await.is(200)), [3, 0, 0, 0, 0]);
    let guest = world.guest();
    guest.sign_in("ada", "U*V").await.is(403);
    for _ in 0..2 {
        guest.sign_in("ada", "U*U").await.is(200);
    }
    let (_, key) = frontdesk_server::api::addresses::read(&email("ada")).unwrap();
    assert!(world.state.store.login(&key).await.unwrap().unwrap().hash.reveal().starts_with("$argon2id$"));
    guest.sign_in("bob", PASSWORD).await.is(200);
    for word in ["!", PASSWORD] {
        guest.sign_in("cleo", word).await.is(403);
    }
    guest.forgot("cleo").await.done();
    world.deliver().await;
    guest.redeem(&world.code(), "my own words").await.done();
    guest.sign_in("cleo", "my own words").await.is(200);
    // The file knows an older hash; what somebody chose since is worth more.
    assert_eq!(counts(&import(&admin, NDJSON, "?onExisting=update", file).await.is(200)), [0, 0, 3, 0, 0]);
    guest.sign_in("cleo", "my own words").await.is(200);
    world.work().await;
}

#[tokio::test]
async fn an_update_ends_what_a_change_by_hand_would_and_never_the_last_administrator() {
    let world = World::new().await;
    let (admin, ada) = (world.admin().await, world.user("ada").await);
    let file = "{\"email\":\"root@example.com\",\"scope\":[\"user\"]}\n{\"email\":\"ada@example.com\",\"blocked\":true,\"isActive\":false,\"vendor\":\"zen\",\"id\":\"5c88c7cc04a917256c726c3d\",\"created\":\"2001-01-01\"}\n";
    for query in ["?onExisting=update&dryRun=true", "?onExisting=update"] {
        let report = import(&admin, NDJSON, query, file).await.is(200);
        assert_eq!(
            (counts(&report), problems(&report)),
            ([0, 1, 0, 1, 0], vec![(1, "scope", "last_admin")]),
            "{query}"
        );
    }
    ada.get("/user").await.refuses(401, "token_ended");
    let now = admin.get(&ada.path()).await.is(200);
    assert_eq!(
        (&now["isActive"], &now["vendor"], &now["created"]),
        (&json!(false), &json!(["zen"]), &ada.user["created"])
    );
    assert_eq!(admin.get("/users?filter=isActive:false,vendor:zen").await.is(200)[0]["id"], ada.id());
}

#[tokio::test]
async fn an_export_brought_into_an_empty_place_exports_the_same() {
    let (here, there) = (World::new().await, World::new().await);
    let (admin, other) = (here.admin().await, there.another_admin("other").await);
    for name in ["ada", "+bob", "cleo"] {
        here.pass(7);
        let user = here.user(name).await;
        let change = json!({"vendor": ["=1", "a;b"], "scope": if name == "ada" { vec![] } else { vec!["s1", "user"] }, "blocked": name == "cleo"});
        admin.put(&user.path(), change).await.is(200);
        let metadata = "{\"metadata\":{\"z\":\n1e400,\"a\":9007199254740993,\"q\":\"'\\\"\\n\"}}";
        assert_eq!(admin.send(Method::PUT, &user.path(), metadata).await.status, 200);
    }
    let query = "sort=created:1,email:1&filter=email:!root@example.com&filter=email:!other@example.com";
    for (format, kind) in [("csv", CSV), ("ndjson", NDJSON)] {
        let path = format!("/users/export?format={format}&{query}");
        let export = admin.get(&path).await.text;
        let report = import(&other, kind, "", export.clone()).await.is(200);
        assert_eq!(report["problemCount"], 0, "{report}");
        assert_eq!(other.get(&path).await.text, export);
    }
    assert_eq!(other.get("/users/count").await.is(200)["count"], 4);
}
