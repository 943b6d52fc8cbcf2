//! `frontdesk serve`: the way to the first administrator.

use crate::bench::{Bench, Served};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

#[tokio::test]
async fn without_a_terminal_the_set_up_link_is_in_a_file_that_is_named_at_every_level_of_the_log() {
    let bench = Bench::new();
    let words = ["serve", "--listen", "127.0.0.1:0", "--log", "error"];
    let server = Served::start(bench.command(&words), "Nobody administers");
    let file = bench.data().join("set-up-link");
    assert!(server.welcome.contains(&file.display().to_string()), "{}", server.welcome);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let link = std::fs::read_to_string(&file).unwrap();
    let code = link.trim_end().rsplit_once("/set-up?code=").unwrap().1;
    assert!(!server.welcome.contains(code), "the link is for the file alone");
    let first = json!({"code": code, "email": "root@example.com", "password": "abc321"});
    assert_eq!(server.post("/set-up", first.clone()).await.0, 201);
    assert_eq!(server.post("/set-up", first).await.0, 404);
    assert!(!file.exists(), "a link that was used leads nowhere");
}

#[test]
fn a_host_may_be_named_by_its_name() {
    let bench = Bench::new();
    bench.add("ada@example.com", &["--admin"]);
    let server = Served::start(bench.command(&["serve", "--listen", "localhost:0"]), "listening on");
    assert!(server.url.starts_with("http://"), "{}", server.welcome);
}

#[tokio::test]
async fn a_wrong_password_costs_the_same_for_somebody_and_for_nobody() {
    let bench = Bench::new();
    bench.add("ada@example.com", &[]);
    let server = bench.serve(&["--limits", "off"]);
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..25 {
        for (email, times) in [("ada@example.com", &mut known), ("eve@example.com", &mut unknown)] {
            let begun = Instant::now();
            assert_eq!(server.sign_in(email, "wrong").await, 403);
            times.push(begun.elapsed());
        }
    }
    let [known, unknown] = [known, unknown].map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64()
    });
    // Without a hash for nobody the one would be a twentieth of the other.
    assert!((0.5..2.0).contains(&(known / unknown)), "{known} s and {unknown} s");
}

#[tokio::test]
async fn a_log_for_programs_has_an_object_a_line_with_the_requests_id() {
    let bench = Bench::new();
    bench.add("ada@example.com", &["--admin"]);
    let mut server = bench.serve(&["--log-format", "json"]);
    let (status, refused) = server.post("/user/auth", json!({"username": "ada@example.com"})).await;
    assert_eq!(status, 400);
    server.stop();
    let said = server.errors();
    let lines: Vec<serde_json::Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let answered =
        lines.iter().find(|line| line["message"] == "answered").unwrap_or_else(|| panic!("{said}"));
    assert_eq!(answered["status"], 400);
    assert_eq!(answered["span"]["id"], refused["requestId"]);
    assert_eq!(answered["span"]["path"], "/user/auth");
}
