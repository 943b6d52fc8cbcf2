//! What goes wrong outside: no room to write, damaged data. The real binary, on a real folder.

use crate::bench::{Bench, Served};
use serde_json::json;
use std::fs::OpenOptions;
use std::os::unix::fs::FileExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROOT: &str = "root@example.com";

/// No file of the server's may grow past so much: a disk that is full for whatever needs more.
const LITTLE: u64 = 1 << 20;

/// Starts a server that a file's size is limited for, as a quota limits it.
fn limited(bench: &Bench) -> Served {
    let mut shell = Command::new("sh");
    // Beyond the limit the system would end the program, unless that is told not to matter.
    let script = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$@\"", LITTLE / 512);
    let words = ["serve", "--listen", "127.0.0.1:0", "--limits", "off", "--log", "error"];
    let served = bench.command(&words);
    shell.args(["-c", &script, "sh"]).arg(served.get_program()).args(served.get_args());
    shell.env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null()).stdout(Stdio::piped());
    Served::start(shell, "listening on")
}

#[tokio::test]
async fn a_full_disk_costs_writes_a_503_and_nothing_else_until_there_is_room() {
    let bench = Bench::new();
    bench.add(ROOT, &["--admin"]);
    let server = limited(&bench);
    let (status, signed_in) =
        server.post("/user/auth", json!({"username": ROOT, "password": "abc321"})).await;
    assert_eq!(status, 200, "{signed_in}");
    let token = signed_in["token"].as_str().unwrap();
    let write = async |n: u32| {
        let user = json!({"email": format!("u{n}@example.com"), "password": "abc321", "metadata": {"note": "x".repeat(15_000)}});
        server.post("/user", user).await.0
    };
    let mut answers = Vec::new();
    for n in 0..200 {
        answers.push(write(n).await);
        if answers.last() == Some(&503) {
            break;
        }
    }
    assert_eq!(answers.pop(), Some(503), "the disk never was full: {answers:?}");
    assert!(answers.iter().all(|status| *status == 201), "{answers:?}");
    let (status, users) = server.ask("/users?limit=1000", token).await;
    assert_eq!((status, users.as_array().map(Vec::len)), (200, Some(answers.len() + 1)));
    assert_eq!(write(900).await, 503, "nothing has changed yet");
    let pid = server.id().to_string();
    let freed = Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited:"]).status().unwrap();
    assert!(freed.success());
    assert_eq!(write(901).await, 201, "it heals by itself");
    assert_eq!(server.ask("/users/count", token).await.1["count"], answers.len() + 2);
}

/// Spoils the data below a server with many users, then asks until it has noticed.
async fn spoiled(spoil: impl FnOnce(&std::fs::File, u64)) {
    let bench = Bench::new();
    bench.run(&["demo", "--users", "3000"]).done();
    bench.add(ROOT, &["--admin"]);
    let mut server = bench.serve(&["--limits", "off", "--user-index", "off"]);
    let (status, signed_in) =
        server.post("/user/auth", json!({"username": ROOT, "password": "abc321"})).await;
    assert_eq!(status, 200, "{signed_in}");
    let data = OpenOptions::new().write(true).open(bench.data().join("frontdesk.db")).unwrap();
    spoil(&data, data.metadata().unwrap().len());
    let begun = Instant::now();
    let token = signed_in["token"].as_str().unwrap();
    let code = loop {
        assert!(begun.elapsed() < Duration::from_secs(30), "it goes on over damaged data");
        // What answers until then is what it still knew; the last call may find nobody.
        let (status, _) = server
            .try_ask("/users?limit=1000&filter=metadata.name:~a", token)
            .await
            .unwrap_or((503, json!({})));
        assert!([200, 500, 503].contains(&status), "{status}");
        if let Some(code) = server.ended() {
            break code;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(code, Some(1));
    let said = server.errors();
    assert!(said.contains("the data is damaged: the server stopped and left it as it is"), "{said}");
    let refused = bench.run(&["check"]);
    assert_eq!(refused.code, Some(1), "{refused:?}");
}

#[tokio::test]
async fn pages_overwritten_below_a_running_server_stop_it() {
    spoiled(|data, length| {
        for page in 1..length / 4096 {
            data.write_at(&[0xa5; 4096], page * 4096).unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_cut_short_below_a_running_server_stops_it() {
    spoiled(|data, _| data.set_len(3 * 4096).unwrap()).await;
}
