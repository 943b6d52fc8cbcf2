//! `frontdesk backup` and `frontdesk restore`.

use crate::bench::{Bench, names};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const ADA: &str = "ada@example.com";

#[tokio::test]
async fn a_backup_beside_a_running_server_brings_everything_back() {
    let (bench, other) = (Bench::new(), Bench::new());
    bench.run(&["demo", "--users", "500"]).done();
    bench.add(ADA, &["--admin"]);
    let server = bench.serve(&[]);
    let file = bench.path("backup.db");
    let said = bench.run(&["backup", file.to_str().unwrap()]).done();
    assert!(said.contains("all 501 users") && said.contains("the token secret ("), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!bench.path("backup.db.part").exists());
    // What comes later is in the data and not in the backup.
    bench.add("late@example.com", &[]);
    assert_eq!(server.sign_in(ADA, "abc321").await, 200);
    let said = other.run(&["restore", file.to_str().unwrap()]).done();
    assert!(said.contains("all 501 users") && said.contains("is not the one here"), "{said}");
    let mine = bench.run(&["export", "--filter", "email:!late@example.com"]).done();
    assert_eq!(other.run(&["export"]).done(), mine);
    let restored = other.serve(&[]);
    assert_eq!(restored.sign_in(ADA, "abc321").await, 200);
    drop(restored);
    assert!(other.run(&["check"]).done().contains("sound"));
}

#[test]
fn a_backup_is_never_written_over_another_file() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    let file = bench.path("precious");
    fs::write(&file, "words").unwrap();
    let why = bench.run(&["backup", file.to_str().unwrap()]).refused();
    assert!(why.contains("is there already; nothing was changed"), "{why}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "words");
    let nowhere = bench.path("no/such/folder");
    bench.run(&["backup", nowhere.to_str().unwrap()]).refused();
    assert_eq!(names(&bench.path("")), ["data", "precious"]);
    let why = bench
        .run(&["backup", "x", "--database", "postgres://desk@127.0.0.1:9/desk", "--jwt-secret-file", "x"])
        .refused();
    assert!(why.contains("pg_dump"), "{why}");
}

#[test]
fn data_that_is_there_is_replaced_only_when_that_is_said_and_kept_then() {
    let bench = Bench::new();
    bench.add(ADA, &[]);
    let file = bench.path("backup.db");
    let file = file.to_str().unwrap();
    bench.run(&["backup", file]).done();
    bench.add("bob@example.com", &[]);
    let before = bench.run(&["export"]).done();
    let why = bench.run(&["restore", file]).refused();
    assert!(why.contains("--replace") && why.contains("nothing was changed"), "{why}");
    assert_eq!(bench.run(&["export"]).done(), before);
    let said = bench.run(&["restore", file, "--replace"]).done();
    assert!(said.contains("what was there is in ") && said.contains("frontdesk.replaced.db"), "{said}");
    assert_eq!(bench.run(&["export"]).done().lines().count(), 1);
    let kept = bench.data().join("frontdesk.replaced.db");
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    bench.run(&["restore", kept.to_str().unwrap(), "--replace"]).done();
    assert_eq!(bench.run(&["export"]).done(), before);
    assert!(bench.names().contains(&"frontdesk.replaced-2.db".to_owned()), "{:?}", bench.names());
}

/// What stands in the folder, but for locks, which say nothing.
fn data(bench: &Bench) -> Vec<String> {
    bench.names().into_iter().filter(|name| !name.ends_with(".lock")).collect()
}

#[tokio::test]
async fn a_restore_that_is_refused_touches_nothing() {
    let bench = Bench::new();
    bench.add(ADA, &["--admin"]);
    let file = bench.path("backup.db");
    bench.run(&["backup", file.to_str().unwrap()]).done();
    let sound = fs::read(&file).unwrap();
    let patched = |at: usize, with: &[u8]| {
        let mut bytes = sound.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        bytes
    };
    let middle = sound.len() / 2;
    for (bytes, word) in [
        (b"hello".to_vec(), "cut short"),
        (patched(0, b"not a database"), "does not begin as a database"),
        (patched(68, &[0, 0, 0, 1]), "another program"),
        (patched(60, &[0, 0, 9, 9]), "newer Frontdesk"),
        (patched(middle, &[0xa5; 4096]), ""),
        (sound[..sound.len() - 4096].to_vec(), "cut short"),
    ] {
        let bad = bench.path("bad.db");
        fs::write(&bad, &bytes).unwrap();
        let before = data(&bench);
        let why = bench.run(&["restore", bad.to_str().unwrap(), "--replace"]).refused();
        assert!(why.contains(word), "{why}");
        assert_eq!(data(&bench), before);
        assert!(bench.run(&["user", "list"]).done().contains(ADA));
        let empty = Bench::new();
        empty.run(&["restore", bad.to_str().unwrap()]).refused();
        assert!(!empty.names().contains(&"frontdesk.db".to_owned()), "{:?}", empty.names());
    }
    let why = bench.run(&["restore", "nowhere.db"]).refused();
    assert!(why.contains("nowhere.db is not there"), "{why}");
    let server = bench.serve(&[]);
    let why = bench.run(&["restore", file.to_str().unwrap(), "--replace"]).refused();
    assert!(why.contains("Another Frontdesk server"), "{why}");
    assert_eq!(server.sign_in(ADA, "abc321").await, 200);
}
