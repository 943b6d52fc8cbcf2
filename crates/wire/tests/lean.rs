//! What is read and written member by member is what serde reads and writes.

use frontdesk_wire::lean::{self, Read, Write};
use frontdesk_wire::replies::{
    About, Account, Config, Count, DeletionStarted, DeletionStatus, Empty, PasswordChanged, Session,
    SignedIn, Told, User,
};
use frontdesk_wire::requests::{
    ChangePassword, ForgotPassword, RedeemResetCode, SetUp, SignIn, SignOut, SignUp,
};
use frontdesk_wire::{ErrorBody, FieldProblem, Metadata, Password};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Both readings of a text.
fn both<T: Read + DeserializeOwned>(text: &str) -> (Option<T>, Option<T>) {
    (lean::read(text), serde_json::from_str(text).ok())
}

/// A text as JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Values that are right somewhere and wrong elsewhere.
fn value() -> impl Strategy<Value = String> {
    let fixed = [
        "null",
        "true",
        "false",
        "0",
        "429",
        "65535",
        "65536",
        "4294967296",
        "-1",
        "1.0",
        "1e2",
        "\"\"",
        "\"open\"",
        "\"closed\"",
        "\"5c88c7cc04a917256c726c3d\"",
        "\"2026-01-01T00:00:00.000Z\"",
        "[]",
        "{}",
        "[\"admin\"]",
        "[null]",
        "[{\"field\":\"a\",\"code\":\"b\",\"message\":\"c\"}]",
        "[{\"field\":1}]",
        "{\"api\":\"https://x.io\",\"logo\":null}",
        "{\"api\":1}",
        "{\"signUp\":\"closed\",\"capabilities\":[\"blocked\"]}",
        "{\"user\":{}}",
    ];
    prop_oneof![
        4 => select(fixed.to_vec()).prop_map(str::to_owned),
        2 => any::<String>().prop_map(|text| quoted(&text)),
        1 => escapes().prop_map(|text| format!("\"{text}\"")),
        1 => any::<i64>().prop_map(|number| number.to_string()),
    ]
}

/// What stands between quotes: letters, escapes, halves of characters, and what is none of these.
fn escapes() -> impl Strategy<Value = String> {
    let pieces = [
        "a",
        "é",
        "☃",
        "\\n",
        "\\b",
        "\\f",
        "\\/",
        "\\\"",
        "\\\\",
        "\\u0041",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "\\uD83D\\uDE00",
        "\\u00",
        "\\x",
        "\\",
        "\t",
        "\u{1}",
        "\\u0000",
    ];
    prop::collection::vec(select(pieces.to_vec()), 0..6).prop_map(|pieces| pieces.concat())
}

/// An object with some of these members and one that nobody knows, each with any value; seldom one twice.
fn object(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    let names = subsequence(names.to_vec(), 0..=names.len());
    let twice = prop_oneof![9 => Just(false), 1 => Just(true)];
    (names, twice, prop::collection::vec(value(), 12), "[ \n\t]{0,2}").prop_map(
        |(mut names, twice, values, gap)| {
            names.push("unknown");
            if twice {
                names.extend(names.first().copied());
            }
            let members: Vec<_> = names
                .iter()
                .zip(values)
                .map(|(name, value)| format!("{gap}\"{name}\"{gap}:{gap}{value}{gap}"))
                .collect();
            format!("{{{}}}", members.join(","))
        },
    )
}

/// An object with all of these members, as they mostly are, and some of them replaced.
fn near(whole: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::option::weighted(0.2, prop::option::weighted(0.7, value())), whole.len())
        .prop_map(|changes| {
            let member = |((name, value), change): (&(&str, &str), Option<Option<String>>)| match change {
                None => Some(format!("\"{name}\":{value}")),
                Some(Some(value)) => Some(format!("\"{name}\":{value}")),
                Some(None) => None,
            };
            let members: Vec<_> = whole.iter().zip(changes).filter_map(member).collect();
            format!("{{{}}}", members.join(","))
        })
}

const ABOUT: &[&str] =
    &["version", "name", "capabilities", "signUp", "passwordMinLength", "resetLinkSeconds", "supportContact"];
const CONFIG: &[&str] =
    &["api", "appName", "accentHue", "logo", "privacyUrl", "supportContact", "afterSignIn"];
const ERROR: &[(&str, &str)] = &[
    ("statusCode", "400"),
    ("error", "\"Bad Request\""),
    ("message", "\"No.\""),
    ("code", "\"x\""),
    ("fields", "[{\"field\":\"a\",\"code\":\"b\",\"message\":\"c\"}]"),
    ("requestId", "\"r\""),
];
const FIELD: &[(&str, &str)] = &[("field", "\"email\""), ("code", "\"x\""), ("message", "\"No.\"")];
const SESSION: &[(&str, &str)] = &[
    ("id", "\"a\""),
    ("created", "\"2026-01-01T00:00:00.000Z\""),
    ("lastSeen", "\"2026-01-01T00:00:00.000Z\""),
    ("userAgent", "\"Lynx\""),
    ("address", "\"127.0.0.1\""),
    ("current", "true"),
];
const USER: &[(&str, &str)] = &[
    ("id", "\"5c88c7cc04a917256c726c3d\""),
    ("username", "\"ada@x.io\""),
    ("email", "\"ada@x.io\""),
    ("plan", "\"free\""),
    ("scope", "[\"user\",\"admin\"]"),
    ("vendor", "[\"acme\"]"),
];

const WHOLE_USER: &[(&str, &str)] = &[
    ("id", "\"5c88c7cc04a917256c726c3d\""),
    ("username", "\"ada@x.io\""),
    ("email", "\"ada@x.io\""),
    ("isActive", "true"),
    ("blocked", "false"),
    ("plan", "\"free\""),
    ("scope", "[\"user\",\"admin\"]"),
    ("vendor", "[\"acme\"]"),
    ("metadata", "{ \"a\": [1e400, null], \"é\": \"\\u00e9\" }"),
    ("created", "\"2026-01-01T00:00:00.000Z\""),
];
const DELETION: &[(&str, &str)] =
    &[("status", "\"in-progress\""), ("stepsDone", "2"), ("stepsTotal", "5"), ("message", "\"No.\"")];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_a_server_says_of_itself_is_read_alike(text in object(ABOUT)) {
        let (lean, serde) = both::<About>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn settings_are_read_alike(text in object(CONFIG)) {
        let (lean, serde) = both::<Config>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn what_the_page_was_told_is_read_alike(text in object(&["config", "about"])) {
        // serde takes a list for an object whose members may all be missing.
        prop_assume!(!text.replace([' ', '\n', '\t'], "").contains("\":["));
        let (lean, serde) = both::<Told>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn a_refusal_is_read_alike(text in near(ERROR)) {
        let (lean, serde) = both::<ErrorBody>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn a_field_of_a_refusal_is_read_alike(text in near(FIELD)) {
        let (lean, serde) = both::<FieldProblem>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn my_account_is_the_user_that_serde_reads(text in near(USER)) {
        let user: Option<User> = serde_json::from_str(&text).ok();
        prop_assert_eq!(lean::read::<Account>(&text), user.map(Account::from), "{}", text);
    }

    #[test]
    fn users_are_read_alike(users in prop::collection::vec(near(WHOLE_USER), 0..3)) {
        let text = format!("[{}]", users.join(", "));
        let serde: Option<Vec<User>> = serde_json::from_str(&text).ok();
        let lean = lean::read_list::<User>(&text);
        prop_assert_eq!(&lean, &serde, "{}", text);
        prop_assert_eq!(lean.map(|users| serde_json::to_string(&users).ok()), serde.map(|users| serde_json::to_string(&users).ok()));
    }

    #[test]
    fn deletions_and_counts_are_read_alike(status in near(DELETION), ticket in near(&[("ticket", "\"a\"")]), count in near(&[("count", "7")])) {
        let (lean, serde) = both::<DeletionStatus>(&status);
        prop_assert_eq!(lean, serde, "{}", status);
        let (lean, serde) = both::<DeletionStarted>(&ticket);
        prop_assert_eq!(lean, serde, "{}", ticket);
        let (lean, serde) = both::<Count>(&count);
        prop_assert_eq!(lean, serde, "{}", count);
    }

    #[test]
    fn sessions_are_read_alike(sessions in prop::collection::vec(near(SESSION), 0..3)) {
        let text = format!("[{}]", sessions.join(", "));
        let serde: Option<Vec<Session>> = serde_json::from_str(&text).ok();
        prop_assert_eq!(lean::read_list(&text), serde, "{}", text);
    }

    #[test]
    fn a_text_is_read_alike_however_it_is_escaped(inner in escapes()) {
        let text = format!("{{\"api\":\"{inner}\"}}");
        let (lean, serde) = both::<Config>(&text);
        prop_assert_eq!(lean, serde, "{}", text);
    }

    #[test]
    fn what_nobody_asks_for_is_still_json(inner in escapes(), value in value(), cut in any::<prop::sample::Index>()) {
        for text in [format!("{{\"{inner}\":1}}"), format!("{{\"a\":[{value},{{\"{inner}\":-0.5e+3}}]}}")] {
            let signs: Vec<char> = text.chars().collect();
            let cut: String = signs.iter().take(cut.index(signs.len())).collect();
            for text in [&text, &cut] {
                let (lean, serde) = both::<Empty>(text);
                prop_assert_eq!(lean, serde, "{}", text);
            }
        }
    }

    #[test]
    fn an_account_is_written_as_serde_reads_it(id in any::<[u8; 12]>(), texts in prop::collection::vec(any::<String>(), 6)) {
        let [username, email, plan, one, two, three] = <[String; 6]>::try_from(texts).unwrap();
        let id = frontdesk_wire::UserId::from_bytes(id);
        let created = Some("2026-01-01T00:00:00.000Z".to_owned());
        let account = Account { id, username, email, plan, scope: vec![one, two], vendor: vec![three], created };
        let written = lean::write(&account);
        let user: User = serde_json::from_str(&written).unwrap();
        prop_assert_eq!(Account::from(user), account.clone());
        prop_assert_eq!(lean::read::<Account>(&written), Some(account));
    }

    #[test]
    fn requests_are_written_as_serde_writes_them(texts in prop::collection::vec(prop::option::of(any::<String>()), 3), everywhere in any::<bool>()) {
        let [email, username, password] = <[Option<String>; 3]>::try_from(texts).unwrap();
        let metadata = username.is_none().then(|| Metadata::parse("{\"b\":1e400,\"a\":[]}").unwrap());
        let (code, text) = (username.clone().unwrap_or_default(), email.clone().unwrap_or_default());
        let typed = Password::new(password.clone().unwrap_or_default());
        let password = password.map(Password::new);
        same(&SignIn { username: username.clone(), email: email.clone(), password: password.clone() })?;
        same(&SignUp { username, email, password, metadata })?;
        same(&ForgotPassword { email: text.clone() })?;
        same(&RedeemResetCode { code: code.clone(), password: typed.clone() })?;
        same(&ChangePassword { old_password: Password::new(code.clone()), new_password: typed.clone() })?;
        same(&SetUp { code, email: text, password: typed })?;
        same(&SignOut { everywhere })?;
    }
}

fn same<T: Write + Serialize>(request: &T) -> Result<(), TestCaseError> {
    prop_assert_eq!(Some(lean::write(request)), serde_json::to_string(request).ok());
    Ok(())
}

#[test]
fn what_was_recorded_is_read_alike() {
    let signed_in = include_str!("recorded/signed_in.json");
    let whole: SignedIn = serde_json::from_str(signed_in).unwrap();
    let lean: SignedIn<Account> = lean::read(signed_in).unwrap();
    assert!(lean.token == whole.token && lean.user == whole.user.into());
    let plain = include_str!("recorded/plain_tenant_user.json");
    let user: User = serde_json::from_str(plain).unwrap();
    assert_eq!(lean::read(plain), Some(Account::from(user)));
    let (lean, serde) = both::<About>(include_str!("recorded/about.json"));
    assert!(lean.is_some() && lean == serde);
    let (lean, serde) = both::<Config>(include_str!("recorded/config.json"));
    assert!(lean.is_some() && lean == serde);
    let changed = include_str!("recorded/password_changed.json");
    let (lean, serde) = both::<PasswordChanged>(changed);
    assert!(lean.is_some_and(|lean| serde.is_some_and(|serde| lean.token == serde.token)));
    for text in [include_str!("recorded/error.json"), include_str!("recorded/error_with_fields.json")] {
        let (lean, serde) = both::<ErrorBody>(text);
        assert!(lean.is_some() && lean == serde);
    }
}

#[test]
fn an_account_is_read_where_what_it_does_not_show_is_odd() {
    let text = r#"{"id":"5c88c7cc04a917256c726c3d","isActive":"yes","metadata":7,"created":"yesterday"}"#;
    let account: Account = lean::read(text).unwrap();
    assert_eq!(account.created.as_deref(), Some("yesterday"));
}

#[test]
fn only_an_object_has_members() {
    for text in [
        "",
        "null",
        "[]",
        "\"a\"",
        "1",
        "{",
        "{}x",
        "{\"a\":01}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":truth}",
        "{,}",
        "{\"a\":1,}",
    ] {
        assert!(lean::read::<Empty>(text).is_none(), "{text}");
    }
    let deep = |levels| format!("{{\"a\":{}{}}}", "[".repeat(levels), "]".repeat(levels));
    assert!(lean::read::<Empty>(&deep(120)).is_some());
    assert!(lean::read::<Empty>(&deep(200_000)).is_none());
}

#[test]
fn a_whole_number_is_digits() {
    let read = [
        ("0", Some(0)),
        ("-12", Some(-12)),
        ("", None),
        ("-", None),
        ("1.0", None),
        ("1e3", None),
        ("9223372036854775808", None),
    ];
    for (text, number) in read {
        assert_eq!(lean::whole(text), number, "{text}");
    }
}
