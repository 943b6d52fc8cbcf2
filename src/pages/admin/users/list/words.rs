//! Conditions and states of the list in words.

use super::state::{ListState, Status};
use frontdesk_wire::query::{Condition, Direction, Field, Sort, Test};

/// A condition as its chip says it: "Scope is user".
pub fn condition(condition: &Condition) -> String {
    format!("{} {}", field(&condition.field), predicate(condition))
}

/// A status as its chip says it: "Status is Blocked".
pub fn status(status: Status) -> String {
    format!("Status is {}", status.word())
}

fn field(field: &Field) -> String {
    match field {
        Field::Id => "ID".to_owned(),
        Field::Username => "User name".to_owned(),
        Field::Email => "Email".to_owned(),
        Field::IsActive => "Active".to_owned(),
        Field::Blocked => "Blocked".to_owned(),
        Field::Plan => "Plan".to_owned(),
        Field::Scope => "Scope".to_owned(),
        Field::Vendor => "Vendor".to_owned(),
        Field::Created => "Created".to_owned(),
        Field::Metadata(_) => field.to_string(),
    }
}

fn predicate(condition: &Condition) -> String {
    let no = condition.negated;
    let dated = condition.field == Field::Created;
    match &condition.test {
        Test::Equals(value) => format!("{} {}", if no { "is not" } else { "is" }, shown(value)),
        Test::StartsWith(value) => {
            format!("{} {value}", if no { "does not start with" } else { "starts with" })
        }
        Test::EndsWith(value) => format!("{} {value}", if no { "does not end with" } else { "ends with" }),
        Test::Contains(value) => format!("{} {value}", if no { "does not contain" } else { "contains" }),
        Test::Greater(value) => format!("{}{} {value}", verb(no), if dated { "after" } else { "more than" }),
        Test::Less(value) => format!("{}{} {value}", verb(no), if dated { "before" } else { "less than" }),
        Test::OneOf(values) => format!("{}one of {}", verb(no), values.join(", ")),
    }
}

fn verb(negated: bool) -> &'static str {
    if negated { "is not " } else { "is " }
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "empty" } else { value }
}

/// Why nobody is listed: "No user has “nora” in the email, with scope is user" would be no sentence, so each filter
/// is put as what it asks.
pub fn nobody(state: &ListState) -> String {
    let mut asked: Vec<String> = state.filters.iter().map(|asked| lower_first(&condition(asked))).collect();
    asked.extend(state.status.map(|of| lower_first(&status(of))));
    let who = if state.search.is_empty() {
        "There is no user".to_owned()
    } else {
        format!("No user has “{}” in the email", state.search)
    };
    match (asked.is_empty(), state.search.is_empty()) {
        (true, _) => format!("{who}."),
        (false, true) => format!("{who} whose {}.", list(&asked)),
        (false, false) => format!("{who} where {}.", list(&asked)),
    }
}

/// What the way back is called: "Clear 2 filters and the search".
pub fn clearing(state: &ListState) -> String {
    let filters = match state.filter_count() {
        0 => None,
        1 => Some("the filter".to_owned()),
        more => Some(format!("{more} filters")),
    };
    let parts: Vec<String> =
        filters.into_iter().chain((!state.search.is_empty()).then(|| "the search".to_owned())).collect();
    format!("Clear {}", list(&parts))
}

/// The order in words: "sorted by plan, descending, then email, ascending".
pub fn order(state: &ListState) -> String {
    let key = |sort: &Sort| {
        let way = if sort.direction == Direction::Descending { "descending" } else { "ascending" };
        format!("{}, {way}", sort.field.name())
    };
    format!("sorted by {}", state.order().iter().map(key).collect::<Vec<_>>().join(", then "))
}

/// "a", "a and b", "a, b and c".
pub fn list(parts: &[String]) -> String {
    match parts.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

fn lower_first(text: &str) -> String {
    let keeps = text.starts_with("ID ");
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !keeps => std::iter::once(first.to_ascii_lowercase()).chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::state::tests::at;
    use super::*;

    fn chips(query: &str) -> Vec<String> {
        at(query).filters.iter().map(condition).collect()
    }

    #[test]
    fn chips_say_what_they_filter() {
        assert_eq!(chips("filter=scope:user&filter=plan:!free"), ["Scope is user", "Plan is not free"]);
        assert_eq!(chips("filter=vendor:$in:acme,northwind"), ["Vendor is one of acme, northwind"]);
        assert_eq!(
            chips("filter=created:>2026-11-01&filter=metadata.seats:>10"),
            ["Created is after 2026-11-01", "metadata.seats is more than 10"]
        );
        assert_eq!(
            chips("filter=email:!~acme&filter=plan:"),
            ["Email does not contain acme", "Plan is empty"]
        );
        assert_eq!(status(Status::Blocked), "Status is Blocked");
    }

    #[test]
    fn nobody_matches_is_told_with_what_was_asked() {
        let told = |query| nobody(&at(query));
        assert_eq!(told("pattern=nora"), "No user has “nora” in the email.");
        assert_eq!(
            told("pattern=nora&filter=scope:user&filter=plan:team"),
            "No user has “nora” in the email where scope is user and plan is team."
        );
        assert_eq!(told("filter=blocked:true"), "There is no user whose status is Blocked.");
    }

    #[test]
    fn the_order_is_said_key_by_key() {
        assert_eq!(order(&at("")), "sorted by created, descending");
        assert_eq!(order(&at("sort=plan:-1,email:1")), "sorted by plan, descending, then email, ascending");
    }

    #[test]
    fn the_way_back_names_what_it_clears() {
        let told = |query| clearing(&at(query));
        assert_eq!(
            told("pattern=nora&filter=scope:user&filter=isActive:true"),
            "Clear 2 filters and the search"
        );
        assert_eq!(told("pattern=nora"), "Clear the search");
        assert_eq!(told("filter=scope:user"), "Clear the filter");
    }
}
