//! What commands say, and what becomes of it where nobody can hear it.

use crate::bench::{Bench, bare, said};
use std::fs::OpenOptions;
use std::process::{Command, Stdio};

/// Where writing fails as on a full disk.
fn full(mut command: Command) -> Command {
    command.stdout(OpenOptions::new().write(true).open("/dev/full").unwrap());
    command
}

/// Where whoever read has gone.
fn deaf(mut command: Command) -> Command {
    let mut reader = Command::new("true").stdin(Stdio::piped()).spawn().unwrap();
    command.stdout(reader.stdin.take().unwrap());
    reader.wait().unwrap();
    command
}

#[test]
fn openapi_prints_the_description() {
    let text = said(bare(&["openapi"]), b"").done();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/user/auth"]["post"].is_object());
}

#[test]
fn where_nothing_can_be_written_a_sentence_says_so() {
    let bench = Bench::new();
    bench.add("ada@example.com", &[]);
    for command in [
        bare(&["openapi"]),
        bench.command(&["user", "list"]),
        bench.command(&["check"]),
        bench.command(&["export"]),
    ] {
        let why = said(full(command), b"").refused();
        assert!(why.contains("standard output cannot be written"), "{why}");
    }
}

#[test]
fn who_stops_reading_stops_nothing() {
    let bench = Bench::new();
    bench.add("ada@example.com", &[]);
    for command in [bare(&["openapi"]), bench.command(&["user", "list"]), bench.command(&["export"])] {
        said(deaf(command), b"").done();
    }
}

#[test]
fn a_password_that_could_not_be_shown_is_not_set() {
    let bench = Bench::new();
    bench.add("ada@example.com", &[]);
    for words in [&["user", "add", "bob@example.com"], &["user", "set-password", "ada@example.com"]] {
        for command in [full(bench.command(words)), deaf(bench.command(words))] {
            let why = said(command, b"").refused();
            assert!(why.contains("nothing was changed"), "{why}");
        }
    }
    assert_eq!(bench.run(&["user", "list"]).done().lines().count(), 1);
}
