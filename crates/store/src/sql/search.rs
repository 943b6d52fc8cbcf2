//! A query of the contract → one statement. Columns come from enums, values are bound.

use super::bind::Bind;
use super::dialect::Dialect;
use super::statement::Statement;
use crate::address_key::key;
use crate::operands::{folded, mapped};
use crate::terms;
use frontdesk_wire::query::{Condition, Direction, Field, MetadataPath, Sort, SortField, Test, UserQuery};
use frontdesk_wire::{Timestamp, UserId};

/// The page: `columns` of users `u` and their profiles `f`, in order.
pub(super) fn page(dialect: Dialect, columns: &'static str, query: &UserQuery) -> Statement {
    let mut statement = Statement::new("SELECT ");
    statement.push(columns).push(" FROM (SELECT u.num FROM users u");
    conditions(&mut statement, dialect, query, " WHERE ");
    order(&mut statement, &query.sort, if is_sparse(query) { dialect.unindexed() } else { "" });
    statement.push(" LIMIT ").bind(query.limit);
    statement.push(" OFFSET ").bind(i64::try_from(query.offset).unwrap_or(i64::MAX));
    statement.push(") page JOIN users u ON u.num = page.num JOIN profile f ON f.num = page.num");
    order(&mut statement, &query.sort, "");
    statement
}

/// How many there are on all pages.
pub(super) fn count(dialect: Dialect, query: &UserQuery) -> Statement {
    let mut statement = Statement::new("SELECT count(*) FROM users u");
    conditions(&mut statement, dialect, query, " WHERE ");
    statement
}

/// The next of all whom it fits, after this number: numbers and ids, by number.
pub(super) fn next_ids(dialect: Dialect, query: &UserQuery, after: i64, limit: i64) -> Statement {
    let mut statement = Statement::new("SELECT u.num, u.id FROM users u WHERE u.num > ");
    statement.bind(after);
    conditions(&mut statement, dialect, query, " AND ");
    statement.push(" ORDER BY u.num LIMIT ").bind(limit);
    statement
}

/// The numbers of everybody who fits, in order, as one text with commas between.
pub(super) fn nums(dialect: Dialect, query: &UserQuery) -> Statement {
    let mut statement = Statement::new("SELECT string_agg(CAST(u.num AS text), ','");
    order(&mut statement, &query.sort, "");
    statement.push(") FROM users u");
    conditions(&mut statement, dialect, query, " WHERE ");
    statement
}

/// Whom of these, by their numbers, it fits.
pub(super) fn verify(dialect: Dialect, query: &UserQuery, nums: &[i64]) -> Statement {
    let mut statement = Statement::new("SELECT u.num FROM users u WHERE u.num");
    dialect.one_of(&mut statement, nums);
    conditions(&mut statement, dialect, query, " AND ");
    statement
}

/// Does the query probably fit few users, and can no index find them? Then one pass over all is quicker than a walk in order that hardly ever finds one.
fn is_sparse(query: &UserQuery) -> bool {
    let part = |test: &Test| matches!(test, Test::StartsWith(_) | Test::EndsWith(_) | Test::Contains(_));
    let address = |field: &Field| matches!(field, Field::Username | Field::Email);
    query.pattern.as_ref().is_some_and(|pattern| pattern.chars().count() > 2)
        || query.conditions.iter().any(|one| !one.negated && address(&one.field) && part(&one.test))
}

fn order(statement: &mut Statement, sort: &[Sort], before: &'static str) {
    const NEWEST: [Sort; 1] = [Sort { field: SortField::Created, direction: Direction::Descending }];
    statement.push(" ORDER BY ");
    for key in if sort.is_empty() { &NEWEST } else { sort } {
        statement.push(before).push(match key.field {
            SortField::Id => "u.id",
            SortField::Username => "u.username_key",
            SortField::Email => "u.email_key",
            SortField::IsActive => "u.is_active",
            SortField::Blocked => "u.blocked",
            SortField::Plan => "u.plan_key",
            SortField::Created => "u.created_at",
        });
        statement.push(if key.direction == Direction::Ascending { ", " } else { " DESC, " });
    }
    statement.push(before).push("u.id");
}

fn conditions(statement: &mut Statement, dialect: Dialect, query: &UserQuery, mut before: &'static str) {
    for one in &query.conditions {
        statement.push(before).push(if one.negated { "NOT (" } else { "(" });
        condition(statement, dialect, one);
        statement.push(")");
        before = " AND ";
    }
    if let Some(pattern) = &query.pattern {
        let test = Test::Contains(pattern.clone());
        statement.push(before).push("(");
        address(statement, dialect, &EMAIL, &test);
        statement.push(" OR (u.username_key <> u.email_key AND ");
        address(statement, dialect, &USERNAME, &test);
        statement.push("))");
    }
}

fn condition(statement: &mut Statement, dialect: Dialect, condition: &Condition) {
    let test = &condition.test;
    match &condition.field {
        Field::Id => id(statement, dialect, test),
        Field::Username => address(statement, dialect, &USERNAME, test),
        Field::Email => address(statement, dialect, &EMAIL, test),
        Field::IsActive => truth(statement, ["u.is_active = 1", "u.is_active = 0"], test),
        Field::Blocked => truth(statement, ["u.blocked = 1", "u.blocked = 0"], test),
        Field::Plan => text(statement, dialect, "u.plan_key", &folded(test)),
        Field::Scope => {
            statement.push("u.num IN (SELECT num FROM user_scope WHERE ");
            text(statement, dialect, "scope", &folded(test));
            statement.push(")");
        }
        Field::Vendor => {
            statement.push("u.num IN (SELECT num FROM user_vendor WHERE ");
            text(statement, dialect, "vendor_key", &folded(test));
            statement.push(")");
        }
        Field::Created => created(statement, dialect, test),
        Field::Metadata(path) => metadata(statement, dialect, path, test),
    }
}

/// A test of a folded text that is never absent. Operands are folded already.
fn text(statement: &mut Statement, dialect: Dialect, column: &'static str, test: &Test) {
    match test {
        Test::Equals(value) => {
            statement.push(column).push(" = ").bind(value.as_str());
        }
        Test::Greater(value) => {
            statement.push(column).push(" > ").bind(value.as_str());
        }
        Test::Less(value) => {
            statement.push(column).push(" < ").bind(value.as_str());
        }
        Test::OneOf(values) => {
            statement.push(column);
            dialect.one_of(statement, values.as_slice());
        }
        Test::StartsWith(value) | Test::EndsWith(value) | Test::Contains(value) if value.is_empty() => {
            statement.push("1 = 1");
        }
        Test::StartsWith(value) => dialect.starts_with(statement, column, value),
        Test::EndsWith(value) => dialect.ends_with(statement, column, value),
        Test::Contains(value) => dialect.contains(statement, column, value),
    }
}

/// An address: its key, and the folded text where that differs.
struct AddressColumns {
    key: &'static str,
    text: &'static str,
    has_text: &'static str,
}

const USERNAME: AddressColumns = AddressColumns {
    key: "u.username_key",
    text: "u.username_text",
    has_text: "u.username_text IS NOT NULL",
};
const EMAIL: AddressColumns =
    AddressColumns { key: "u.email_key", text: "u.email_text", has_text: "u.email_text IS NOT NULL" };

fn address(statement: &mut Statement, dialect: Dialect, columns: &AddressColumns, test: &Test) {
    match test {
        Test::Equals(_) | Test::OneOf(_) => text(statement, dialect, columns.key, &mapped(test, key)),
        Test::Greater(_) | Test::Less(_) => text(statement, dialect, columns.key, &folded(test)),
        Test::StartsWith(_) | Test::EndsWith(_) | Test::Contains(_) => {
            let test = folded(test);
            statement.push("(");
            text(statement, dialect, columns.key, &test);
            statement.push(" OR (").push(columns.has_text).push(" AND ");
            text(statement, dialect, columns.text, &test);
            statement.push("))");
        }
    }
}

fn id(statement: &mut Statement, dialect: Dialect, test: &Test) {
    let (operator, operand) = match test {
        Test::Equals(value) => (" = ", value.as_str()),
        Test::Greater(value) => (" > ", value.as_str()),
        Test::Less(value) => (" < ", value.as_str()),
        _ => ("", ""),
    };
    match (operand.parse::<UserId>(), test) {
        // A whole id sorts as its digits do, and has an index.
        (Ok(id), _) => {
            statement.push("u.id").push(operator).bind(id);
        }
        (Err(_), Test::Equals(_)) => {
            statement.push("1 = 0");
        }
        (Err(_), _) => text(statement, dialect, dialect.id_text(), &folded(test)),
    }
}

/// Only equality reaches a truth value: the query language refuses the rest.
fn truth(statement: &mut Statement, [yes, no]: [&'static str; 2], test: &Test) {
    let asked: &[String] = match test {
        Test::Equals(value) => std::slice::from_ref(value),
        Test::OneOf(values) => values,
        _ => &[],
    };
    let asked = |word| asked.iter().any(|value| value == word);
    statement.push(match (asked("true"), asked("false")) {
        (true, true) => "1 = 1",
        (true, false) => yes,
        (false, true) => no,
        (false, false) => "1 = 0",
    });
}

/// Dates compare as dates, also as the milliseconds that programs count; whatever is neither compares with the ISO form as text.
fn created(statement: &mut Statement, dialect: Dialect, test: &Test) {
    let moment = terms::moment;
    let (operator, at) = match test {
        Test::Equals(value) => (" = ", moment(value)),
        Test::Greater(value) => (" > ", moment(value)),
        Test::Less(value) => (" < ", moment(value)),
        _ => ("", None),
    };
    match at {
        Some(at) => {
            statement.push("u.created_at").push(operator).bind(at);
        }
        None => text(statement, dialect, dialect.created_text(), &folded(test)),
    }
}

/// Holds if any leaf at the path passes. `>` and `<` look at numbers if the operand is one, at dates if it is one, else at texts.
fn metadata(statement: &mut Statement, dialect: Dialect, path: &MetadataPath, test: &Test) {
    let [leaf_text, leaf_number, leaf_moment] = dialect.leaf();
    statement.push("EXISTS (SELECT 1 FROM profile f, ");
    dialect.leaves(statement, path.keys());
    statement.push(" WHERE f.num = u.num AND ");
    let (operator, operand) = match test {
        Test::Greater(value) => (" > ", value.as_str()),
        Test::Less(value) => (" < ", value.as_str()),
        _ => ("", ""),
    };
    let moment = Timestamp::parse(operand).map(Timestamp::as_millis);
    match (terms::number(operand), moment) {
        (Some(number), _) => {
            statement.push(leaf_number).push(operator).bind(Bind::Real(number));
        }
        (None, Some(moment)) => {
            statement.push(leaf_moment).push(operator).bind(moment);
        }
        (None, None) => text(statement, dialect, leaf_text, &folded(test)),
    }
    statement.push(")");
}
