//! `frontdesk export` and `frontdesk import`: users in files.

use crate::bench::Bench;

#[test]
fn an_export_has_everybody_once_and_can_be_narrowed() {
    let bench = Bench::new();
    bench.run(&["demo", "--users", "1200"]).done();
    bench.add("ada@example.com", &["--admin"]);
    let all = bench.run(&["export"]).done();
    assert_eq!(all.lines().count(), 1201);
    assert!(all.lines().all(|line| line.starts_with(r#"{"id":""#) && line.ends_with('}')));
    assert!(!all.contains("argon2"));
    let admins = bench.run(&["export", "--filter", "scope:admin", "--format", "csv"]).done();
    assert_eq!(admins.lines().count(), 2);
    assert!(admins.contains(",ada@example.com,ada@example.com,true,false,free,user;admin,,{},"), "{admins}");
    let first = bench.run(&["export", "--sort", "created:-1", "--pattern", "ADA@EXAMPLE"]).done();
    assert!(first.starts_with("{\"id\"") && first.lines().count() == 1);
}

#[test]
fn an_export_that_cannot_be_asked_for_says_why() {
    let bench = Bench::new();
    assert!(bench.run(&["export"]).refused().contains("there is no data in"));
    bench.add("ada@example.com", &[]);
    assert!(bench.run(&["export", "--filter", "nothing:1"]).refused().contains("nothing"));
    assert!(bench.run(&["export", "--format", "xlsx"]).err.contains("ndjson or csv"));
}

#[test]
fn a_file_comes_in_and_out_again_the_same() {
    let (bench, other) = (Bench::new(), Bench::new());
    bench.run(&["demo", "--users", "3000"]).done();
    for (name, format) in [("users.ndjson", "ndjson"), ("users.csv", "csv")] {
        let file = other.path(name);
        let export = bench.run(&["export", "--format", format, "--sort", "email:1"]).done();
        std::fs::write(&file, &export).unwrap();
        let said = other.run(&["import", file.to_str().unwrap()]).done();
        let expected = if format == "ndjson" { "3000 added" } else { "3000 left as they are" };
        assert!(said.contains(expected), "{said}");
        assert_eq!(other.run(&["export", "--format", format, "--sort", "email:1"]).done(), export);
    }
    assert!(other.run(&["check"]).done().contains("sound"));
}

#[test]
fn lines_that_cannot_come_in_are_named_and_the_others_do() {
    let bench = Bench::new();
    let file = b"email,plan\nada@example.com,pro\nnobody,free\n\"ada@example.com\",\nbob@example.com,\n";
    let said = bench.type_into(&["import", "-", "--format", "csv"], file);
    assert!(said.err.contains("2 lines were not brought in"), "{said:?}");
    assert!(
        said.out.contains("2 added")
            && said.out.contains("line 3: email: ")
            && said.out.contains("line 4: email: "),
        "{said:?}"
    );
    said.refused();
    let dry = bench.type_into(
        &["import", "-", "--dry-run", "--on-existing", "update"],
        b"{\"email\":\"bob@example.com\",\"plan\":\"x\"}\n",
    );
    assert!(dry.done().contains("1 would be changed"));
    assert!(bench.run(&["export", "--filter", "plan:x"]).done().is_empty());
    assert!(bench.run(&["import", "nowhere.csv"]).refused().contains("nowhere.csv cannot be opened"));
}

#[tokio::test]
async fn a_file_comes_in_beside_a_server_and_who_is_in_it_signs_in() {
    let bench = Bench::new();
    let server = bench.serve(&[]);
    let line = br#"{"email":"ada@example.com","passwordHash":"$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"}"#;
    bench.type_into(&["import", "-"], line).done();
    assert_eq!(server.sign_in("ada@example.com", "U*U").await, 200);
    assert_eq!(server.sign_in("ada@example.com", "U*V").await, 403);
}
