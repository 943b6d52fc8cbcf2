//! The query language over a plain list: what every store's answer is compared with.

use frontdesk_store::User;
use frontdesk_wire::query::{Condition, Direction, Field, Sort, SortField, Test, UserQuery};
use frontdesk_wire::{Email, Timestamp};
use std::cmp::Ordering;

/// The page of these users, and how many there are on all pages.
pub(crate) fn answer<'a>(users: &'a [User], query: &UserQuery) -> (Vec<&'a User>, u64) {
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
    let count = found.len() as u64;
    (found.into_iter().skip(query.offset as usize).take(query.limit as usize).collect(), count)
}

/// Does the user pass conditions and pattern?
fn fits(user: &User, query: &UserQuery) -> bool {
    let pattern = query.pattern.as_deref().map(low);
    let seen = |pattern: String| {
        [&user.email, &user.username].into_iter().flat_map(spellings).any(|text| text.contains(&pattern))
    };
    query.conditions.iter().all(|condition| holds(user, condition)) && pattern.is_none_or(seen)
}

fn low(text: &str) -> String {
    text.to_lowercase()
}

/// The key by which an address compares: of the domains that appear one is international.
fn key(email: &Email) -> String {
    low(email.as_str()).replace("@bücher.example", "@xn--bcher-kva.example")
}

/// How an address may be searched for.
fn spellings(email: &Email) -> [String; 2] {
    [key(email), low(email.as_str())]
}

/// The key of what may be an address.
fn asked_key(text: &str) -> String {
    Email::parse(text).map_or_else(|_| low(text), |email| key(&email))
}

fn compare(one: &User, other: &User, field: SortField) -> Ordering {
    match field {
        SortField::Id => one.id.cmp(&other.id),
        SortField::Username => key(&one.username).cmp(&key(&other.username)),
        SortField::Email => key(&one.email).cmp(&key(&other.email)),
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
        Field::Username | Field::Email => Vec::new(),
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

/// Equality and order look at the key of an address, parts at either spelling.
fn address_holds(email: &Email, test: &Test) -> bool {
    let part = |fits: &dyn Fn(&str) -> bool| spellings(email).iter().any(|text| fits(text));
    match test {
        Test::Equals(asked) => key(email) == asked_key(asked),
        Test::OneOf(asked) => asked.iter().any(|asked| key(email) == asked_key(asked)),
        Test::Greater(asked) => key(email) > low(asked),
        Test::Less(asked) => key(email) < low(asked),
        Test::StartsWith(asked) => part(&|text| text.starts_with(&low(asked))),
        Test::EndsWith(asked) => part(&|text| text.ends_with(&low(asked))),
        Test::Contains(asked) => part(&|text| text.contains(&low(asked))),
    }
}

fn holds(user: &User, condition: &Condition) -> bool {
    match condition.field {
        Field::Username => return address_holds(&user.username, &condition.test) != condition.negated,
        Field::Email => return address_holds(&user.email, &condition.test) != condition.negated,
        _ => {}
    }
    let passes = |value: &String| {
        let text = low(value);
        match &condition.test {
            Test::Equals(asked) if condition.field == Field::Created => {
                moment(asked).map(|at| at.to_string()).as_ref() == Some(value)
            }
            Test::Equals(asked) => text == low(asked),
            Test::StartsWith(asked) => text.starts_with(&low(asked)),
            Test::EndsWith(asked) => text.ends_with(&low(asked)),
            Test::Contains(asked) => text.contains(&low(asked)),
            Test::Greater(asked) => order(value, asked, &condition.field) == Some(Ordering::Greater),
            Test::Less(asked) => order(value, asked, &condition.field) == Some(Ordering::Less),
            Test::OneOf(asked) => asked.iter().any(|asked| text == low(asked)),
        }
    };
    values(user, &condition.field).iter().any(passes) != condition.negated
}

/// A date, or the milliseconds that programs count.
fn moment(text: &str) -> Option<Timestamp> {
    let counted = || text.parse().ok().filter(|_| text.len() > 4).map(Timestamp::from_millis);
    Timestamp::parse(text).or_else(counted)
}

fn order(value: &str, asked: &str, field: &Field) -> Option<Ordering> {
    if let (Field::Metadata(_), Ok(asked)) = (field, asked.parse::<f64>()) {
        return value.parse::<f64>().ok()?.partial_cmp(&asked);
    }
    let asked_at = match field {
        Field::Created => moment(asked),
        Field::Metadata(_) => Timestamp::parse(asked),
        _ => None,
    };
    match asked_at {
        Some(asked) => Some(Timestamp::parse(value)?.cmp(&asked)),
        None => Some(low(value).cmp(&low(asked))),
    }
}
