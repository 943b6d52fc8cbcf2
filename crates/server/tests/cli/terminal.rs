//! What only a terminal sees.

use crate::bench::{Bench, Served, names};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use serde_json::json;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

#[tokio::test]
async fn on_a_terminal_the_set_up_link_is_shown_there_and_in_no_file() {
    let bench = Bench::new();
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let side = ioctl_tiocgptpeer(&terminal, OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    let mut command = bench.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.stdout(Stdio::from(side)).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    drop(command);
    let (mut shown, mut url, mut link) = (String::new(), String::new(), None);
    for line in BufReader::new(File::from(terminal)).lines().map_while(Result::ok) {
        shown += &line;
        if let Some((_, rest)) = line.split_once("(listening on ") {
            url = rest.trim_end().trim_end_matches(')').to_owned();
        }
        if let Some((_, code)) = line.split_once("/set-up?code=") {
            link = Some(code.trim_end().to_owned());
            break;
        }
    }
    let code = link.unwrap_or_else(|| panic!("{shown}"));
    let first = json!({"code": code, "email": "root@example.com", "password": "abc321"});
    let answered = Served::ask_at(&url, "/set-up", first).await;
    let files = names(&bench.data());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(answered, 201);
    assert!(!files.contains(&"set-up-link".to_owned()), "{files:?}");
}
