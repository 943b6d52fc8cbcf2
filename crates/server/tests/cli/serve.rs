//! `frontdesk serve`: the way to the first administrator.

use crate::bench::{Bench, Served};
use serde_json::json;
use std::os::unix::fs::PermissionsExt;

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
