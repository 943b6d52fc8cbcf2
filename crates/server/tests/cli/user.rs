//! `frontdesk user …`

use crate::bench::Bench;

const ADA: &str = "ada@example.com";

#[test]
fn a_list_has_everybody_once() {
    let bench = Bench::new();
    let added = bench.run(&["demo", "--users", "2100"]).done();
    assert!(added.contains("2100 people added"), "{added}");
    let list = bench.run(&["user", "list"]).done();
    let ids: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(ids.len(), 2100);
    assert!(ids.is_sorted_by(|one, next| one < next), "each id once, the oldest first");
}

#[test]
fn a_demo_says_how_to_come_by_an_administrator_unless_there_is_one() {
    let bench = Bench::new();
    let said = bench.run(&["demo", "--users", "3"]).done();
    let hint = format!("frontdesk user add you@example.com --admin --data {}", bench.data().display());
    assert!(said.contains(&hint), "{said}");
    bench.add(ADA, &["--admin"]);
    assert!(!bench.run(&["demo", "--users", "4"]).done().contains("--admin"));
}

#[test]
fn somebody_added_is_listed_with_scopes_and_state() {
    let bench = Bench::new();
    let said = bench.run(&["user", "add", ADA, "--admin"]).done();
    assert!(said.contains("password: ") && said.contains("ada@example.com was added as an administrator"));
    assert!(bench.run(&["user", "list"]).done().ends_with("  ada@example.com  user,admin  active\n"));
    let again = bench.run(&["user", "add", ADA]).refused();
    assert!(again.contains("exists already; nothing was changed"), "{again}");
}

#[test]
fn a_scope_is_granted_once_and_never_a_thirty_third() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    let granted = |scope: &str| bench.run(&["user", "grant", ADA, scope]);
    for n in 1..32 {
        granted(&format!("s{n}")).done();
    }
    assert!(granted("s1").done().contains("already"));
    assert!(granted("one-more").refused().contains("at most 32"));
    assert!(granted("Not A Scope").refused().contains("scope"));
    let list = bench.run(&["user", "list"]).done();
    assert_eq!(list.matches(',').count(), 31, "{list}");
}

#[test]
fn who_is_not_there_is_named() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    for words in [
        &["user", "set-password", "eve@example.com"][..],
        &["user", "grant", "eve@example.com", "admin"],
        &["user", "unlock", "eve@example.com"],
    ] {
        let why = bench.run(words).refused();
        assert!(why.contains("there is no user eve@example.com"), "{why}");
    }
}

#[test]
fn a_password_that_no_request_can_carry_is_refused() {
    let bench = Bench::new();
    let why = bench.type_into(&["user", "add", ADA, "--password-stdin"], b"abc\x00321\n").refused();
    assert!(why.contains("NUL") && why.contains("Nothing was changed"), "{why}");
    let why = bench.type_into(&["user", "add", ADA, "--password-stdin"], b"abcd\n").refused();
    assert!(why.contains("Nothing was changed"), "{why}");
    assert_eq!(bench.run(&["user", "list"]).done(), "");
}

#[tokio::test]
async fn a_password_that_was_set_signs_in_and_the_one_before_does_not() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    let server = bench.serve(&[]);
    let said = bench.run(&["user", "set-password", ADA]).done();
    let password = said.lines().find_map(|line| line.strip_prefix("password: ")).unwrap().to_owned();
    assert_eq!(password.len(), 20);
    assert_eq!(server.sign_in(ADA, "abc321").await, 403);
    assert_eq!(server.sign_in(ADA, &password).await, 200);
}

#[tokio::test]
async fn who_is_unlocked_signs_in_whatever_secret_the_server_has() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    let secret = bench.path("secret");
    std::fs::write(&secret, "kX2vQ9rT7mB4nW8zL1cY6pH3jD5fG0sA\n").unwrap();
    let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    std::fs::set_permissions(&secret, private).unwrap();
    let server = bench.serve(&["--jwt-secret-file", secret.to_str().unwrap()]);
    for _ in 0..5 {
        assert_eq!(server.sign_in(ADA, "wrong").await, 403);
    }
    assert_eq!(server.sign_in(ADA, "abc321").await, 429);
    assert!(bench.run(&["user", "unlock", ADA]).done().contains("can sign in again"));
    assert_eq!(server.sign_in(ADA, "abc321").await, 200);
    assert!(!bench.names().contains(&"jwt-secret".to_owned()));
}

#[tokio::test]
async fn what_commands_do_is_in_the_audit_trail_and_what_they_refuse_is_not() {
    let bench = Bench::new();
    bench.add(ADA, &["--admin"]);
    bench.run(&["user", "add", ADA]).refused();
    bench.run(&["user", "grant", ADA, "beta"]).done();
    bench.run(&["user", "grant", ADA, "beta"]).done();
    bench.run(&["user", "unlock", ADA]).done();
    bench.type_into(&["user", "set-password", ADA, "--password-stdin"], b"abc321\n").done();
    bench.run(&["demo", "--users", "7"]).done();
    let server = bench.serve(&[]);
    let body = serde_json::json!({"username": ADA, "password": "abc321"});
    let (_, signed_in) = server.post("/user/auth", body).await;
    let entries = server.get("/audit", signed_in["token"].as_str().unwrap()).await;
    let entries = entries.as_array().unwrap();
    let told: Vec<String> = entries
        .iter()
        .rev()
        .map(|one| format!("{} {} {}", one["actor"]["kind"], one["action"], one["details"]).replace('"', ""))
        .collect();
    assert_eq!(
        told[..5],
        [
            "command user-created {}",
            "command user-changed {fields:[scope],scopesAdded:[beta]}",
            "command user-unlocked {}",
            "command password-set {}",
            "command users-created {count:7}",
        ]
    );
    assert_eq!(entries.len(), 6);
    assert_eq!(entries[0]["address"], "127.0.0.1");
    assert_eq!(entries[5]["subject"], signed_in["user"]["id"]);
}
