//! Short commands and the data they work on: nothing is made at a slip, nothing else than a server would use is used.

use crate::bench::{Bench, names};
use frontdesk_store::{Jobs, Opening, Options, SqlStore};

#[test]
fn a_slip_in_the_folders_name_makes_nothing() {
    let bench = Bench::new();
    for words in [
        &["user", "list"][..],
        &["user", "set-password", "ada@example.com"],
        &["user", "grant", "ada@example.com", "admin"],
        &["user", "unlock", "ada@example.com"],
    ] {
        let why = bench.run(words).refused();
        assert!(why.contains("there is no data in"), "{why}");
        assert_eq!(names(&bench.path("")), Vec::<String>::new());
    }
}

#[test]
fn short_commands_leave_no_secret_behind() {
    let bench = Bench::new();
    bench.add("ada@example.com", &[]);
    bench.run(&["user", "unlock", "ada@example.com"]).done();
    assert!(!bench.names().contains(&"jwt-secret".to_owned()), "{:?}", bench.names());
}

#[test]
fn they_take_the_settings_that_a_server_takes() {
    let bench = Bench::new();
    let hardened = ["user", "add", "ada@example.com", "--password-stdin", "--password-policy", "hardened"];
    let why = bench.type_into(&hardened, b"abc321\n").refused();
    assert!(why.contains("15 characters"), "{why}");
    let file = bench.path("settings.toml");
    std::fs::write(&file, "PASSWORD_POLICY = \"hardened\"\n").unwrap();
    let by_file = ["user", "add", "ada@example.com", "--password-stdin", "--config", file.to_str().unwrap()];
    bench.type_into(&by_file, b"abc321\n").refused();
    bench.type_into(&by_file, b"rather long and new\n").done();
}

#[tokio::test]
async fn a_password_set_by_command_is_told_by_mail_and_a_new_user_to_the_product() {
    let bench = Bench::new();
    bench.add("ada@example.com", &["--webhook-user-created", "http://127.0.0.1:9/hook"]);
    bench.add("bob@example.com", &[]);
    bench.type_into(&["user", "set-password", "bob@example.com", "--password-stdin"], b"brandnew\n").done();
    let store = SqlStore::in_folder(&bench.data(), Options::new(Opening::Serve)).await.unwrap();
    let mut kinds = Vec::new();
    let now = store.next_job_at().await.unwrap().unwrap().plus_millis(60_000);
    while let Some(job) = store.lease_job(now, now.plus_millis(1000)).await.unwrap() {
        kinds.push(job.kind.0);
    }
    assert_eq!(kinds, ["user-created", "password-changed"]);
}
