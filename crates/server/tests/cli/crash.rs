//! The server killed in the middle of its work: what was acknowledged is there afterwards.

use crate::bench::{Bench, Served, client};
use frontdesk_trial::Trial;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How many sign up at once.
const PEOPLE: usize = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_sign_up_that_was_acknowledged_is_there_after_the_server_was_killed() {
    let bench = Bench::new();
    let acknowledged: Arc<Mutex<Vec<String>>> = Arc::default();
    for (round, wanted) in [(0, 1), (1, 10), (2, 40)] {
        let before = acknowledged.lock().unwrap().len();
        let server = bench.serve(&["--limits", "off"]);
        let mut people = JoinSet::new();
        for person in 0..PEOPLE {
            let (url, acknowledged) = (server.url.clone(), Arc::clone(&acknowledged));
            people.spawn(async move {
                let client = client();
                for turn in 0.. {
                    let email = format!("person{person}.{turn}@round{round}.example");
                    let body = json!({"email": email, "password": "abc321"});
                    let Ok(answer) = client.post(format!("{url}/user")).json(&body).send().await else {
                        return;
                    };
                    assert_eq!(answer.status(), 201);
                    acknowledged.lock().unwrap().push(email);
                }
            });
        }
        while acknowledged.lock().unwrap().len() < before + wanted {
            sleep(Duration::from_millis(5)).await;
        }
        // As `kill -9` does.
        drop(server);
        while let Some(person) = people.join_next().await {
            person.unwrap();
        }
    }
    let list = bench.run(&["user", "list"]).done();
    let acknowledged = acknowledged.lock().unwrap().clone();
    for email in &acknowledged {
        assert!(list.contains(&format!("  {email}  ")), "{email} was acknowledged and is not there");
    }
    assert!(bench.run(&["check"]).done().contains("ok      database"));
    let server = bench.serve(&[]);
    let last = acknowledged.last().unwrap();
    assert_eq!(server.sign_in(last, "abc321").await, 200);
}

/// Calls with a token. Status and body.
async fn call(server: &Served, method: Method, path: &str, token: &str, body: Option<Value>) -> (u16, Value) {
    let mut request = client().request(method, format!("{}{path}", server.url)).bearer_auth(token);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bulk_change_that_was_killed_goes_on_and_does_nobody_twice() {
    let bench = Bench::new();
    bench.run(&["demo", "--users", "4000"]).done();
    bench.add("root@example.com", &["--admin"]);
    let server = bench.serve(&[]);
    let (status, signed_in) =
        server.post("/user/auth", json!({"username": "root@example.com", "password": "abc321"})).await;
    assert_eq!(status, 200);
    let token = signed_in["token"].as_str().unwrap().to_owned();
    let wish = json!({"action": "add-scope", "scope": ["in-bulk"], "filter": []});
    let (status, begun) = call(&server, Method::POST, "/users/bulk", &token, Some(wish)).await;
    assert_eq!((status, &begun["total"]), (202, &json!(4001)));
    let path = format!("/users/bulk/{}", begun["ticket"].as_str().unwrap());
    let done = |status: &Value| status["done"].as_u64().unwrap();
    let mut server = server;
    let mut last = 0;
    for _ in 0..3 {
        let mut status = call(&server, Method::GET, &path, &token, None).await.1;
        while status["status"] == "in-progress" && done(&status) <= last {
            sleep(Duration::from_millis(5)).await;
            status = call(&server, Method::GET, &path, &token, None).await.1;
        }
        assert_eq!(status["status"], "in-progress", "killed too late to show anything");
        last = done(&status);
        drop(server);
        server = bench.serve(&[]);
        let status = call(&server, Method::GET, &path, &token, None).await.1;
        assert!(done(&status) >= last, "what was told to be done is done: {status}");
    }
    let mut status = json!({"status": "in-progress"});
    while status["status"] == "in-progress" {
        sleep(Duration::from_millis(50)).await;
        status = call(&server, Method::GET, &path, &token, None).await.1;
    }
    // Whoever were done twice would be counted as unchanged.
    assert_eq!((&status["status"], &status["done"]), (&json!("completed"), &json!(4001)), "{status}");
    let count = call(&server, Method::GET, "/users/count?filter=scope:in-bulk", &token, None).await.1;
    assert_eq!(count, json!({"count": 4001}));
}

/// Kills an import of 20,000 users when it has saved some of them, and runs it again to its end.
fn import_killed_half_way(bench: &Bench, place: &[&str]) {
    const USERS: usize = 20_000;
    let run = |words: &[&str]| bench.run(&[words, place].concat()).done();
    let count = || run(&["export"]).lines().count();
    let file = bench.path("users.csv");
    let lines: String =
        (0..USERS).map(|n| format!("u{n}@x.io,user;s{},\"{{\"\"n\"\":{n}}}\"\n", n % 7)).collect();
    std::fs::write(&file, format!("email,scope,metadata\n{lines}")).unwrap();
    let words = [&["import", file.to_str().unwrap()], place].concat();
    bench.type_into(&[&["import", "-"], place].concat(), b"{\"email\":\"first@x.io\"}\n").done();
    let mut import = bench.command(&words).spawn().unwrap();
    while count() < 500 {
        assert!(import.try_wait().unwrap().is_none(), "it ended too early to show anything");
    }
    import.kill().unwrap();
    import.wait().unwrap();
    let saved = count() - 1;
    assert!((1..USERS).contains(&saved), "{saved} were saved");
    let said = run(&["import", file.to_str().unwrap()]);
    let expected = format!("{} added, 0 changed, {saved} left as they are, 0 in conflict", USERS - saved);
    assert!(said.contains(&expected), "{said}");
    let all = run(&["export", "--filter", "metadata.n:!x", "--sort", "created:1"]);
    assert_eq!(all.lines().count(), USERS + 1);
    let in_s3 = (0..USERS).filter(|n| n % 7 == 3).count();
    assert_eq!(run(&["export", "--filter", "scope:s3"]).lines().count(), in_s3);
    assert!(run(&["check"]).contains("ok      database"));
}

#[test]
fn an_import_that_was_killed_and_run_again_ends_complete() {
    let bench = Bench::new();
    import_killed_half_way(&bench, &[]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_into_postgresql_that_was_killed_and_run_again_ends_complete() {
    let (bench, trial) = (Bench::new(), Trial::empty().await);
    let secret = bench.path("secret");
    std::fs::write(&secret, "k3v9Qw7ZpL2mXc8RtY5uBn1sDf4gHj6a0EoIqWzM").unwrap();
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let secret = secret.to_str().unwrap();
    import_killed_half_way(&bench, &["--database", &trial.url, "--jwt-secret-file", secret]);
}
