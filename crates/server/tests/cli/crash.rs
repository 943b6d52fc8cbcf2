//! The server killed in the middle of its work: what was acknowledged is there afterwards.

use crate::bench::{Bench, client};
use serde_json::json;
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
