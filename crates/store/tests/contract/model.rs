//! The query language over a plain list: what every store's answer is compared with.

use frontdesk_store::User;
use frontdesk_wire::Timestamp;
use frontdesk_wire::query::{Condition, Direction, Field, Sort, SortField, Test, UserQuery};
use std::cmp::Ordering;

/// The page of these users.
pub(crate) fn page<'a>(users: &'a [User], query: &UserQuery) -> Vec<&'a User> {
    let mut found: Vec<&User> = users.iter().filter(|user| fits(user, query)).collect();
    let newest = [Sort { field: SortField::Created, direction: Direction::Descending }];
    let sort = if query.sort.is_empty() { &newest[..] } else { &query.sort };
    found.sort_by(|one, other| {
        let by_key = |key: &Sort| match key.direction {
            Direction::Ascending => compare(one, other, key.field),
            Direction::Descending => compare(other, one, key.field),
        };
        let decided = sort.iter().map(by_key).find(|order| *order != Ordering::Equal);
        decided.unwrap_or_else(|| one.id.cmp(&other.id))
    });
    found.into_iter().skip(query.offset as usize).take(query.limit as usize).collect()
}

/// Does the user pass conditions and pattern?
pub(crate) fn fits(user: &User, query: &UserQuery) -> bool {
    let pattern = query.pattern.as_deref().map(low);
    let seen = |pattern: String| {
        low(user.email.as_str()).contains(&pattern) || low(user.username.as_str()).contains(&pattern)
    };
    query.conditions.iter().all(|condition| holds(user, condition)) && pattern.is_none_or(seen)
}

fn low(text: &str) -> String {
    text.to_lowercase()
}

fn compare(one: &User, other: &User, field: SortField) -> Ordering {
    match field {
        SortField::Id => one.id.cmp(&other.id),
        SortField::Username => low(one.username.as_str()).cmp(&low(other.username.as_str())),
        SortField::Email => low(one.email.as_str()).cmp(&low(other.email.as_str())),
        SortField::IsActive => one.is_active.cmp(&other.is_active),
        SortField::Blocked => one.blocked.cmp(&other.blocked),
        SortField::Plan => low(&one.plan).cmp(&low(&other.plan)),
        SortField::Created => one.created_at.cmp(&other.created_at),
    }
}

/// The values of a field: a user passes if any of them does.
fn values(user: &User, field: &Field) -> Vec<String> {
    match field {
        Field::Id => vec![user.id.to_string()],
        Field::Username => vec![user.username.to_string()],
        Field::Email => vec![user.email.to_string()],
        Field::IsActive => vec![user.is_active.to_string()],
        Field::Blocked => vec![user.blocked.to_string()],
        Field::Plan => vec![user.plan.clone()],
        Field::Scope => user.scope.iter().map(ToString::to_string).collect(),
        Field::Vendor => user.vendor.iter().map(ToString::to_string).collect(),
        Field::Created => vec![user.created_at.to_string()],
        Field::Metadata(path) => {
            let all: serde_json::Value = serde_json::from_str(user.metadata.as_str()).unwrap();
            let at = path.keys().iter().try_fold(&all, |value, key| value.as_object()?.get(key));
            match at {
                None | Some(serde_json::Value::Object(_)) => Vec::new(),
                Some(serde_json::Value::Array(elements)) => elements.iter().filter_map(written).collect(),
                Some(scalar) => written(scalar).into_iter().collect(),
            }
        }
    }
}

fn written(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::Array(_) | serde_json::Value::Object(_) => None,
        serde_json::Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn holds(user: &User, condition: &Condition) -> bool {
    let dated = matches!(condition.field, Field::Created | Field::Metadata(_));
    let numbered = matches!(condition.field, Field::Metadata(_));
    let passes = |value: &String| {
        let text = low(value);
        match &condition.test {
            Test::Equals(asked) if condition.field == Field::Created => {
                Timestamp::parse(asked).map(|at| at.to_string()).as_ref() == Some(value)
            }
            Test::Equals(asked) => text == low(asked),
            Test::StartsWith(asked) => text.starts_with(&low(asked)),
            Test::EndsWith(asked) => text.ends_with(&low(asked)),
            Test::Contains(asked) => text.contains(&low(asked)),
            Test::Greater(asked) => order(value, asked, dated, numbered) == Some(Ordering::Greater),
            Test::Less(asked) => order(value, asked, dated, numbered) == Some(Ordering::Less),
            Test::OneOf(asked) => asked.iter().any(|asked| text == low(asked)),
        }
    };
    values(user, &condition.field).iter().any(passes) != condition.negated
}

fn order(value: &str, asked: &str, dated: bool, numbered: bool) -> Option<Ordering> {
    if let (true, Ok(asked)) = (numbered, asked.parse::<f64>()) {
        return value.parse::<f64>().ok()?.partial_cmp(&asked);
    }
    if let (true, Some(asked)) = (dated, Timestamp::parse(asked)) {
        return Some(Timestamp::parse(value)?.cmp(&asked));
    }
    Some(low(value).cmp(&low(asked)))
}
