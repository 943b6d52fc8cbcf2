//! Requests as texts with places for chance: `{sort}`, `{way}`, `{near}`, `{deep}`.

use crate::load::Dice;

const SORTS: [&str; 7] = ["id", "username", "email", "isActive", "plan", "created", "blocked"];

/// How far the nearer pages go.
const NEAR: u64 = 10_000;

/// The path with chance in its places.
pub(crate) fn path(template: &str, users: u64, dice: &mut Dice) -> String {
    let mut path = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        path.push_str(before);
        let Some((name, after)) = from.split_once('}') else { break };
        match name {
            "sort" => path.push_str(dice.pick(&SORTS).copied().unwrap_or_default()),
            "way" => path.push_str(dice.pick(&["1", "-1"]).copied().unwrap_or_default()),
            "near" => path.push_str(&dice.below(NEAR.min(users * 9 / 10)).to_string()),
            "deep" => path.push_str(&(users * 9 / 10).to_string()),
            other => path.push_str(other),
        }
        rest = after;
    }
    path.push_str(rest);
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_stands_in_its_places_and_all_else_stays() {
        let made = path("/users?sort={sort}:{way}&offset={deep}&limit=30", 1_000_000, &mut Dice::of(1));
        assert!(made.ends_with("&offset=900000&limit=30") && !made.contains('{'), "{made}");
        assert!(SORTS.iter().any(|sort| made.starts_with(&format!("/users?sort={sort}:"))), "{made}");
    }
}
