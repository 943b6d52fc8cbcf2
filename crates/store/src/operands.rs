//! What a test of a query compares with, made ready.

use crate::address_key::fold;
use frontdesk_wire::query::Test;

/// The test with other operands.
pub(crate) fn mapped(test: &Test, map: impl Fn(&str) -> String) -> Test {
    match test {
        Test::Equals(value) => Test::Equals(map(value)),
        Test::StartsWith(value) => Test::StartsWith(map(value)),
        Test::EndsWith(value) => Test::EndsWith(map(value)),
        Test::Contains(value) => Test::Contains(map(value)),
        Test::Greater(value) => Test::Greater(map(value)),
        Test::Less(value) => Test::Less(map(value)),
        Test::OneOf(values) => Test::OneOf(values.iter().map(|value| map(value)).collect()),
    }
}

/// The test with folded operands.
pub(crate) fn folded(test: &Test) -> Test {
    mapped(test, fold)
}
