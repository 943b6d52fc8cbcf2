//! Every rule of a line.

use super::*;
use crate::transfer::Format;
use crate::transfer::Writer;
use frontdesk_wire::replies;

fn rules() -> Rules {
    Rules {
        clock: Clock::still(Timestamp::from_millis(1_770_000_000_000)),
        default_vendor: vec![Vendor::parse("acme").unwrap()],
    }
}

fn of(text: &str) -> Result<NewUser, Problems> {
    of_text(text.as_bytes()).and_then(|user| rules().arrival(user)).map(|arrival| arrival.user)
}

/// The fields that are named, and the first sentence.
fn told(text: &str) -> (Vec<String>, String) {
    let problems = of(text).err().unwrap();
    (problems.iter().map(|one| one.field.clone()).collect(), problems.first().unwrap().message.clone())
}

#[test]
fn an_address_is_enough_and_the_rest_is_taken_for_granted() {
    for text in [r#"{"email":"a@x.io"}"#, r#"{"username":"a@x.io","email":null,"scope":null}"#] {
        let user = of(text).unwrap();
        assert_eq!(
            (user.username.as_str(), user.email.as_str(), user.plan.as_str()),
            ("a@x.io", "a@x.io", "free")
        );
        assert_eq!((user.scope, user.vendor), (vec![Scope::user()], rules().default_vendor));
        assert!(user.password.is_none() && user.is_active && !user.blocked);
        assert_eq!((user.metadata.as_str(), user.created_at), ("{}", rules().clock.now()));
    }
}

#[test]
fn what_is_given_is_taken_as_given() {
    let text = r#"{"id":"5C88c7cc04a917256c726c3d","username":"A@x.io","email":"b@x.io","isActive":false,"blocked":true,"plan":"Pro","scope":["admin"],"vendor":"one","metadata":{"z":1e400,"a":2},"created":"2020-02-29T01:02:03.004Z","passwordHash":"$2y$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"}"#;
    let user = of(text).unwrap();
    assert_eq!(user.id.to_string(), "5c88c7cc04a917256c726c3d");
    assert_eq!((user.username.as_str(), user.email.as_str()), ("A@x.io", "b@x.io"));
    assert_eq!((user.is_active, user.blocked, user.plan.as_str()), (false, true, "Pro"));
    assert_eq!((user.scope, user.vendor.len()), (vec![Scope::admin()], 1));
    assert_eq!(
        (user.metadata.as_str(), user.created_at.to_string().as_str()),
        (r#"{"z":1e400,"a":2}"#, "2020-02-29T01:02:03.004Z")
    );
    assert!(!user.password.is_none());
}

#[test]
fn every_slip_of_a_json_line_has_its_field_and_its_sentence() {
    for (text, field, word) in [
        ("{", "line", "closing }"),
        ("[]", "line", "object"),
        ("{}", "email", "missing"),
        (r#"{"email":"a"}"#, "email", "name@example.com"),
        (r#"{"email":7}"#, "email", "must be a text"),
        (r#"{"email":"a\u0000@x.io"}"#, "line", "NUL"),
        (r#"{"email":"a@x.io","email":"b@x.io"}"#, "line", "twice"),
        (r#"{"email":"a@x.io","nothing":1}"#, "nothing", "no field of this name"),
        (r#"{"email":"a@x.io","password":"abc321"}"#, "password", "passwordHash"),
        (r#"{"email":"a@x.io","passwordHash":"abc321"}"#, "passwordHash", "bcrypt"),
        (r#"{"email":"a@x.io","isActive":"yes"}"#, "isActive", "true or false"),
        (r#"{"email":"a@x.io","scope":"user"}"#, "scope", "list"),
        (r#"{"email":"a@x.io","scope":["A"]}"#, "scope", "small letters"),
        (r#"{"email":"a@x.io","vendor":[""]}"#, "vendor", "1 to 128"),
        (r#"{"email":"a@x.io","plan":""}"#, "plan", "1 to 128"),
        (r#"{"email":"a@x.io","id":"7"}"#, "id", "24 hex digits"),
        (r#"{"email":"a@x.io","created":"yesterday"}"#, "created", "2026-01-01"),
        (r#"{"email":"a@x.io","metadata":[1]}"#, "metadata", "object"),
    ] {
        let (fields, sentence) = told(text);
        assert_eq!(fields, [field], "{text}: {sentence}");
        assert!(sentence.contains(word), "{text}: {sentence}");
    }
    let (fields, _) = told(r#"{"username":"a","email":"b","plan":"","created":"x"}"#);
    assert_eq!(fields, ["email", "username", "created", "plan"]);
    assert!(of_text(b"{\"email\":\"\xff@x.io\"}").err().unwrap()[0].message.contains("UTF-8"));
}

fn header(names: &str) -> Result<Header, FieldProblem> {
    Header::read(&names.split(',').map(str::as_bytes).collect::<Vec<_>>())
}

#[test]
fn columns_are_named_once_and_by_names_that_are_known() {
    assert!(header("plan,email").is_ok() && header("username").is_ok());
    for (names, field, word) in [
        ("id,plan", "email", "neither email nor username"),
        ("email,E-Mail", "line", "\"E-Mail\""),
        ("email,email", "email", "twice"),
        ("email,password", "password", "passwordHash"),
        ("ada@x.io,user", "line", "names the columns"),
    ] {
        let problem = header(names).err().unwrap();
        assert!(problem.field == field && problem.message.contains(word), "{names}: {problem:?}");
    }
}

#[test]
fn cells_say_what_a_line_of_json_would() {
    let header = header("email,isActive,scope,vendor,metadata,plan").unwrap();
    let of = |cells: &[&str]| {
        let cells: Vec<&[u8]> = cells.iter().map(|cell| cell.as_bytes()).collect();
        of_cells(&header, &cells).and_then(|user| rules().arrival(user)).map(|arrival| arrival.user)
    };
    let user = of(&["'+a@x.io", "FALSE", "user; acme1", "[\"a;b\"]", "{\"a\":1}", "'=x"]).unwrap();
    assert_eq!((user.email.as_str(), user.is_active, user.scope.len()), ("+a@x.io", false, 2));
    assert_eq!(
        (user.vendor[0].as_str(), user.metadata.as_str(), user.plan.as_str()),
        ("a;b", "{\"a\":1}", "=x")
    );
    let user = of(&["a@x.io", "", "", "", "", ""]).unwrap();
    assert_eq!(
        (user.is_active, user.scope, user.vendor, user.plan.as_str()),
        (true, vec![Scope::user()], Vec::new(), "free")
    );
    for (cells, field, word) in [
        (&["a@x.io"][..], "line", "1 cells where the first one names 6"),
        (&["a@x.io", "1", "", "", "", ""], "isActive", "true or false"),
        (&["a@x.io", "", "[1]", "", "", ""], "scope", "JSON list"),
        (&["a@x.io", "", "", "", "{", ""], "metadata", "closing }"),
        (&["a\0@x.io", "", "", "", "", ""], "email", "NUL"),
        (&["", "", "", "", "", ""], "email", "missing"),
    ] {
        let problems = of(cells).err().unwrap();
        assert!(problems[0].field == field && problems[0].message.contains(word), "{cells:?}: {problems:?}");
    }
}

#[test]
fn what_is_written_is_read_back_the_same() {
    let user = r#"{"id":"5c88c7cc04a917256c726c3d","username":"+a@x.io","email":"'=a@x.io","isActive":false,"blocked":true,"plan":"'=pro","scope":[],"vendor":["-a","b;c"],"metadata":{"z":1e400,"q":"\"'"},"created":"2026-01-01T00:00:00.000Z"}"#;
    let user: replies::User = serde_json::from_str(user).unwrap();
    for format in [Format::Ndjson, Format::Csv] {
        let mut file = Writer::new(format).beginning();
        Writer::new(format).add(&mut file, &user).unwrap();
        let mut parser = crate::transfer::parser::Parser::new(format, rules(), 1);
        let mut rows = parser.feed(&file).unwrap();
        let back = rows.remove(0).what.ok().unwrap().user;
        let texts = |all: &[Vendor]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!((back.id, back.username.as_str(), back.email.as_str()), (user.id, "+a@x.io", "'=a@x.io"));
        assert_eq!(
            (back.is_active, back.blocked, back.plan, back.scope),
            (false, true, user.plan.clone(), Vec::new())
        );
        assert_eq!(
            (texts(&back.vendor), back.metadata, Some(back.created_at)),
            (user.vendor.clone(), user.metadata.clone(), user.created)
        );
    }
}
