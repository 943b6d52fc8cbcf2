//! Whatever comes in: nothing panics, what is read is written back to the same, and the strict look over JSON agrees with a second reader.

use frontdesk_wire::json::{self, Limits};
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::replies::User;
use frontdesk_wire::{Email, Metadata, Password, Scope, Timestamp, UserId, Vendor};
use proptest::prelude::*;

const WIDE: Limits = Limits { bytes: 1 << 20, keys: 1 << 20, depth: 64 };

/// Parameters near the grammar: known names and fields, operators, separators, and rubbish.
fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    let names = ["filter", "filter[]", "sort", "limit", "offset", "pattern", "projection", "other"];
    let pieces = [
        "id",
        "username",
        "email",
        "isActive",
        "plan",
        "scope",
        "vendor",
        "created",
        "blocked",
        "metadata.a.b",
        "metadata.",
        ":",
        ",",
        "!",
        "^",
        "$",
        "~",
        ">",
        "<",
        "$in:",
        "1",
        "-1",
        "true",
        "2026-01-01",
        "-",
        " ",
        "\"",
        "ß",
        "0",
    ];
    let value = prop_oneof![
        4 => prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..9).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ];
    prop::collection::vec((prop::sample::select(names.to_vec()).prop_map(str::to_owned), value), 0..5)
}

/// JSON-like text: mostly whole, sometimes with one sign gone.
fn near_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:e}")),
        ".{0,6}".prop_map(|text| serde_json::Value::from(text).to_string()),
    ];
    let whole = leaf.prop_recursive(5, 40, 6, |inner| {
        let pair = ("[a-e]", inner.clone()).prop_map(|(key, value)| format!("\"{key}\": {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|values| format!("[{}]", values.join(", "))),
            prop::collection::vec(pair, 0..6).prop_map(|pairs| format!("{{{}}}", pairs.join(",\n"))),
        ]
    });
    (whole, any::<Option<prop::sample::Index>>()).prop_map(|(text, gone)| match gone {
        Some(at) => {
            let at = at.index(text.chars().count().max(1));
            text.chars().enumerate().filter(|(index, _)| *index != at).map(|(_, letter)| letter).collect()
        }
        None => text,
    })
}

proptest! {
    #[test]
    fn a_query_that_is_read_is_written_back_to_itself(pairs in pairs()) {
        if let Ok(query) = UserQuery::from_pairs(pairs) {
            let again = UserQuery::from_pairs(query.to_pairs());
            prop_assert_eq!(again, Ok(query));
        }
    }

    #[test]
    fn a_query_that_is_refused_names_one_of_its_parameters(pairs in pairs()) {
        if let Err(problem) = UserQuery::from_pairs(pairs.clone()) {
            let named = |name: &str| name.trim_end_matches("[]") == problem.parameter;
            prop_assert!(pairs.iter().any(|(name, _)| named(name)), "{}", problem.parameter);
            prop_assert!(problem.message.ends_with('.'), "{}", problem.message);
        }
    }

    #[test]
    fn the_strict_look_takes_nothing_that_another_reader_refuses(text in prop_oneof![near_json(), any::<String>()]) {
        let strict = json::check(&text, WIDE);
        let other = serde_json::from_str::<Box<serde_json::value::RawValue>>(&text);
        match (&strict, &other) {
            (Ok(()), Err(cause)) => prop_assert!(false, "{cause}: {text}"),
            // It refuses more, and only for what it was made to refuse.
            (Err(problem), Ok(_)) => prop_assert!(
                ["twice", "NUL", "half a character", "nested deeper"].iter().any(|reason| problem.what.contains(reason)),
                "{problem} in {text}"
            ),
            _ => {}
        }
    }

    #[test]
    fn the_place_of_a_slip_is_inside_the_text(text in near_json()) {
        if let Err(problem) = json::check(&text, WIDE) {
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!((1..=lines.len()).contains(&problem.line), "{problem}");
            let letters = lines.get(problem.line - 1).map_or(0, |line| line.chars().count());
            prop_assert!((1..=letters + 1).contains(&problem.column), "{problem}");
        }
    }

    #[test]
    fn metadata_that_is_read_is_kept_to_the_letter(text in near_json()) {
        if let Ok(metadata) = Metadata::parse(&text) {
            prop_assert_eq!(metadata.as_str(), text.trim());
        }
    }

    #[test]
    fn no_text_makes_a_value_panic(text in any::<String>()) {
        let _ = (Email::parse(&text), Scope::parse(&text), Vendor::parse(&text), text.parse::<UserId>());
        let _ = (Timestamp::parse(&text), serde_json::from_str::<User>(&text), serde_json::from_str::<Password>(&text));
    }
}
