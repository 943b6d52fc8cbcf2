//! The query language, read and written.

use frontdesk_wire::query::{
    Condition, Direction, Field, MetadataPath, Projection, Sort, SortField, Test, UserQuery,
};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn read(pairs: &[(&str, &str)]) -> Result<UserQuery, String> {
    UserQuery::from_pairs(pairs.iter().copied())
        .map_err(|problem| format!("{}: {}", problem.parameter, problem.message))
}

fn condition(field: Field, negated: bool, test: Test) -> Condition {
    Condition { field, negated, test }
}

#[test]
fn a_filter_splits_at_the_first_colon_and_at_commas_before_known_fields() -> Outcome {
    let query = read(&[("filter", "metadata.url:http://a,b,plan:free"), ("filter[]", "scope:!acme1")])?;
    let path = MetadataPath::parse("url").ok_or("path")?;
    assert_eq!(
        query.conditions,
        [
            condition(Field::Metadata(path), false, Test::Equals("http://a,b".into())),
            condition(Field::Plan, false, Test::Equals("free".into())),
            condition(Field::Scope, true, Test::Equals("acme1".into())),
        ]
    );
    Ok(())
}

#[test]
fn a_list_takes_the_rest_of_its_parameter() -> Outcome {
    let query = read(&[("filter", "plan:$in:free,pro")])?;
    assert_eq!(
        query.conditions,
        [condition(Field::Plan, false, Test::OneOf(vec!["free".into(), "pro".into()]))]
    );
    Ok(())
}

#[test]
fn every_operator_is_read() -> Outcome {
    for (text, test) in [
        ("email:^a", Test::StartsWith("a".into())),
        ("email:$.io", Test::EndsWith(".io".into())),
        ("email:~x", Test::Contains("x".into())),
        ("created:>2026-01-01", Test::Greater("2026-01-01".into())),
        ("created:<2026-01-01", Test::Less("2026-01-01".into())),
    ] {
        assert_eq!(read(&[("filter", text)])?.conditions.first().map(|c| c.test.clone()), Some(test));
    }
    Ok(())
}

#[test]
fn every_bad_parameter_is_named() {
    for (name, value) in [
        ("filter", "nope:1"),
        ("filter", "plan"),
        ("filter", "isActive:maybe"),
        ("filter", "metadata.:x"),
        ("sort", "scope:1"),
        ("sort", "email:2"),
        ("limit", "0"),
        ("limit", "1001"),
        ("limit", "ten"),
        ("offset", "-1"),
        ("projection", "-id,email"),
        ("projection", "password"),
        ("pattern", "\0"),
    ] {
        let said = read(&[(name, value)]).err().unwrap_or_default();
        assert!(said.starts_with(name), "{name}={value}: {said}");
    }
}

#[test]
fn a_query_is_read_back_as_it_was_written() -> Outcome {
    let query = UserQuery {
        conditions: vec![
            condition(Field::Email, true, Test::StartsWith("ada".into())),
            condition(Field::Plan, false, Test::OneOf(vec!["free".into(), "pro".into()])),
        ],
        pattern: Some("50%_[x]".into()),
        sort: vec![
            Sort { field: SortField::Plan, direction: Direction::Ascending },
            Sort { field: SortField::Created, direction: Direction::Descending },
        ],
        limit: 30,
        offset: 60,
        projection: Projection::LeaveOut(vec!["metadata".into()]),
    };
    assert_eq!(UserQuery::from_pairs(query.to_pairs()).map_err(|problem| problem.message)?, query);
    assert_eq!(UserQuery::default().to_pairs(), []);
    Ok(())
}

#[test]
fn too_many_conditions_are_refused() {
    let many = |count| vec![("filter", "plan:free"); count];
    assert!(read(&many(100)).is_ok());
    assert!(read(&many(101)).is_err_and(|problem| problem.starts_with("filter: ")));
}

#[test]
fn an_empty_filter_asks_for_nothing_and_numbers_are_digits() -> Outcome {
    assert_eq!(read(&[("filter", ""), ("filter[]", "")])?, UserQuery::default());
    for (name, value) in [("limit", "+5"), ("offset", "+5"), ("limit", ""), ("offset", "4294967296")] {
        assert!(read(&[(name, value)]).is_err(), "{name}={value}");
    }
    let problem = read(&[("offset", "4294967296")]).err().unwrap_or_default();
    assert!(problem.contains("from 0 to 4294967295"), "{problem}");
    Ok(())
}

#[test]
fn what_was_typed_is_said_again_in_part_only() {
    let long = "é".repeat(5000);
    let typed = [("filter", long.clone()), ("filter", format!("{long}:1")), ("sort", long.clone())];
    let more = [("sort", format!("id:{long}")), ("projection", long.clone())];
    for (name, value) in typed.into_iter().chain(more) {
        let problem = read(&[(name, &value)]).err().unwrap_or_default();
        assert!((64..256).contains(&problem.chars().count()), "{name}: {problem}");
    }
}
