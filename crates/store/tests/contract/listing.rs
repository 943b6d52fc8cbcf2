//! Listing and counting.

use crate::deletions::delete;
use crate::people::{BY, HOUR, Kept, add, after, email, key, somebody, vendors};
use frontdesk_wire::Metadata;
use frontdesk_wire::query::UserQuery;

fn query(pairs: &[(&str, &str)]) -> UserQuery {
    UserQuery::from_pairs(pairs.iter().copied()).unwrap()
}

/// The user names' local parts, in the order listed; and the count must agree.
async fn found(store: &Kept, pairs: &[(&str, &str)]) -> Vec<String> {
    let users = store.list_users(&query(pairs)).await.unwrap();
    assert_eq!(store.count_users(&query(pairs)).await.unwrap(), users.len() as u64, "{pairs:?}");
    users.iter().map(|user| user.username.as_str().split('@').next().unwrap().to_owned()).collect()
}

/// Ada, Bob and Cleo: the same three in most cases, an hour apart.
async fn three(store: &Kept) {
    let mut ada = somebody("Ada@x.io", &["user", "admin"]);
    ada.metadata =
        Metadata::parse(r#"{"seats":12,"team":{"name":"Ops"},"since":"2026-02-01","tags":["Red","b"]}"#)
            .unwrap();
    ada.vendor = vendors(&["Äcme"]);
    let mut bob = somebody("bob@y.example", &["user", "acme1"]);
    bob.metadata = Metadata::parse(r#"{"seats":"9","ok":true,"since":"2025-12-24T10:00:00Z"}"#).unwrap();
    (bob.plan, bob.is_active, bob.created_at) = ("Pro".to_owned(), false, after(HOUR));
    let mut cleo = somebody("cleo@x.io", &["user"]);
    (cleo.email, cleo.email_key) = (email("Other@bücher.example"), key("Other@bücher.example"));
    (cleo.blocked, cleo.created_at) = (true, after(2 * HOUR));
    for user in [ada, bob, cleo] {
        add(store, user).await;
    }
}

pub(crate) async fn the_newest_come_first_by_default(store: Kept) {
    three(&store).await;
    assert_eq!(found(&store, &[]).await, ["cleo", "bob", "Ada"]);
    assert_eq!(found(&store, &[("sort", "email:1")]).await, ["Ada", "bob", "cleo"]);
    assert_eq!(found(&store, &[("sort", "plan:-1,username:-1")]).await, ["bob", "cleo", "Ada"]);
}

pub(crate) async fn every_filter_finds_what_it_says(store: Kept) {
    three(&store).await;
    let cases: [(&str, &[&str]); 40] = [
        ("plan:pro", &["bob"]),
        ("plan:!pro", &["cleo", "Ada"]),
        ("plan:$in:pro,free", &["cleo", "bob", "Ada"]),
        ("plan:!$in:pro,none", &["cleo", "Ada"]),
        ("scope:admin", &["Ada"]),
        ("scope:!admin", &["cleo", "bob"]),
        ("scope:^ac", &["bob"]),
        ("scope:$in:admin,acme1", &["bob", "Ada"]),
        ("vendor:äcme", &["Ada"]),
        ("vendor:!ÄCME", &["cleo", "bob"]),
        ("username:ADA@x.io", &["Ada"]),
        ("username:^b", &["bob"]),
        ("email:$x.io", &["Ada"]),
        ("email:~ER@BÜCH", &["cleo"]),
        ("email:other@xn--bcher-kva.example", &["cleo"]),
        ("email:!~@x.io", &["cleo", "bob"]),
        ("username:>b", &["cleo", "bob"]),
        ("username:<b", &["Ada"]),
        ("isActive:false", &["bob"]),
        ("isActive:!false", &["cleo", "Ada"]),
        ("blocked:true", &["cleo"]),
        ("blocked:$in:true,false", &["cleo", "bob", "Ada"]),
        ("blocked:false,isActive:true", &["Ada"]),
        ("id:no id", &[]),
        ("id:!no id", &["cleo", "bob", "Ada"]),
        ("created:>2026-02-02T03:00:00Z", &["cleo", "bob"]),
        ("created:<2026-02-02T03:00", &["Ada"]),
        ("created:^2026-02", &["cleo", "bob", "Ada"]),
        ("created:>2026", &["cleo", "bob", "Ada"]),
        ("metadata.seats:12", &["Ada"]),
        ("metadata.seats:9", &["bob"]),
        ("metadata.seats:>10", &["Ada"]),
        ("metadata.seats:<10", &["bob"]),
        ("metadata.seats:!12", &["cleo", "bob"]),
        ("metadata.ok:true", &["bob"]),
        ("metadata.team.name:OPS", &["Ada"]),
        ("metadata.team:ops", &[]),
        ("metadata.tags:red", &["Ada"]),
        ("metadata.since:>2026-01-01", &["Ada"]),
        ("metadata.nothing:!~x", &["cleo", "bob", "Ada"]),
    ];
    for (filter, names) in cases {
        assert_eq!(found(&store, &[("filter", filter)]).await, names, "{filter}");
    }
    assert_eq!(
        found(&store, &[("filter", "scope:user"), ("filter[]", "plan:free"), ("pattern", "X.IO")]).await,
        ["cleo", "Ada"]
    );
}

pub(crate) async fn pages_never_overlap_where_keys_are_equal(store: Kept) {
    let users = (0..25).map(|n| somebody(&format!("u{n}@x.io"), &["user"])).collect();
    store.create_users(users, &BY).await.unwrap();
    for sort in ["", "plan:1", "plan:-1", "created:-1", "isActive:1,blocked:-1"] {
        let mut ids = Vec::new();
        for offset in ["0", "10", "20"] {
            let page = query(&[("sort", sort), ("limit", "10"), ("offset", offset)]);
            ids.extend(store.list_users(&page).await.unwrap().into_iter().map(|user| user.id));
        }
        let mut sorted = ids.clone();
        sorted.sort();
        assert!(ids == sorted && ids.len() == 25, "{sort}");
    }
}

pub(crate) async fn a_selection_keeps_its_order_and_passes_over_who_is_gone(store: Kept) {
    let users: Vec<_> = (0..1100).map(|n| somebody(&format!("u{n:04}@x.io"), &["user"])).collect();
    let (leaver, late) = (users[300].id, somebody("u0300b@x.io", &["user"]));
    store.create_users(users, &BY).await.unwrap();
    let mut selection = store.select_users(&query(&[("sort", "email:-1"), ("limit", "3")])).await.unwrap();
    let mut names: Vec<String> = Vec::new();
    while let Some(piece) = store.read_next(&mut selection).await.unwrap() {
        if names.is_empty() {
            delete(&store, leaver).await;
            add(&store, late.clone()).await;
        }
        names.extend(piece.iter().map(|user| user.email.as_str().to_owned()));
    }
    let expected = (0..1100).rev().filter(|n| *n != 300).map(|n| format!("u{n:04}@x.io"));
    assert!(names.iter().eq(&expected.collect::<Vec<_>>()));
    assert_eq!(selection.len(), 1100);
    assert!(store.select_users(&query(&[("filter", "plan:none")])).await.unwrap().is_empty());
}

pub(crate) async fn text_compares_without_case_beyond_ascii(store: Kept) {
    let mut user = somebody("ÉMILE@x.io", &["user"]);
    user.plan = "STRAẞE".to_owned();
    add(&store, user).await;
    for filter in ["username:émile@x.io", "username:^Émi", "plan:straße", "plan:~AẞE"] {
        assert_eq!(found(&store, &[("filter", filter)]).await, ["ÉMILE"], "{filter}");
    }
    assert_eq!(found(&store, &[("pattern", "émi")]).await, ["ÉMILE"]);
}

pub(crate) async fn signs_of_like_and_regex_are_plain_text(store: Kept) {
    for name in ["a_b", "a%b", "axb", "a.b", "a'b"] {
        add(&store, somebody(&format!("{name}@x.io"), &["user"])).await;
    }
    for name in ["a_b", "a%b", "a.b", "a'b"] {
        assert_eq!(found(&store, &[("pattern", name)]).await, [name]);
        assert_eq!(found(&store, &[("filter", &format!("email:~{name}"))]).await, [name]);
    }
    for nothing in [".*", "a?b", "\\", "a\nb", "' OR 1=1 --"] {
        assert!(found(&store, &[("pattern", nothing)]).await.is_empty());
    }
}
