//! Calls of the API as the command line that makes them. The token is never written: `$TOKEN` stands for it.

use frontdesk_wire::UserId;
use frontdesk_wire::paths;
use frontdesk_wire::query::UserQuery;
use frontdesk_wire::requests::UpdateUser;

const AUTHORIZATION: &str = "-H \"Authorization: Bearer $TOKEN\"";

/// The command that lists what the list shows.
pub fn list(origin: &str, question: &UserQuery) -> String {
    let mut parts =
        vec![format!("curl -G {}", quoted(&format!("{origin}{}", paths::USERS))), AUTHORIZATION.to_owned()];
    parts.extend(
        question
            .to_pairs()
            .iter()
            .map(|(name, value)| format!("--data-urlencode {}", quoted(&format!("{name}={value}")))),
    );
    parts.join(" \\\n  ")
}

/// The command that shows a user or, when something is to be saved, saves it.
pub fn user(origin: &str, id: &UserId, update: Option<&UpdateUser>) -> String {
    let address = quoted(&format!("{origin}{}", paths::user(id)));
    let body = update.and_then(|update| serde_json::to_string(update).ok()).filter(|body| body != "{}");
    match body {
        None => [format!("curl {address}"), AUTHORIZATION.to_owned()].join(" \\\n  "),
        Some(body) => [
            format!("curl -X PUT {address}"),
            AUTHORIZATION.to_owned(),
            "-H 'Content-Type: application/json'".to_owned(),
            format!("-d {}", quoted(&body)),
        ]
        .join(" \\\n  "),
    }
}

/// A word for a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use frontdesk_wire::query::UserQuery;

    #[test]
    fn the_list_is_a_get_with_its_question() {
        let pairs = [("pattern", "o'neil"), ("filter", "scope:user"), ("sort", "email:1"), ("limit", "30")];
        let question = UserQuery::from_pairs(pairs).unwrap_or_default();
        let command = list("https://api.example", &question);
        assert_eq!(
            command,
            "curl -G 'https://api.example/users' \\\n  -H \"Authorization: Bearer $TOKEN\" \\\n  \
             --data-urlencode 'filter=scope:user' \\\n  --data-urlencode 'pattern=o'\\''neil' \\\n  \
             --data-urlencode 'sort=email:1' \\\n  --data-urlencode 'limit=30'"
        );
    }

    #[test]
    fn a_user_is_read_or_saved() -> Result<(), frontdesk_wire::NotAUserId> {
        let id = "5c88c7cc04a917256c726c3d".parse()?;
        let read = user("https://api.example", &id, None);
        assert_eq!(
            read,
            "curl 'https://api.example/users/5c88c7cc04a917256c726c3d' \\\n  -H \"Authorization: Bearer $TOKEN\""
        );
        let update = UpdateUser { scope: Some(vec!["user".to_owned()]), ..UpdateUser::default() };
        let save = user("https://api.example", &id, Some(&update));
        assert!(save.starts_with("curl -X PUT ") && save.ends_with("-d '{\"scope\":[\"user\"]}'"), "{save}");
        Ok(())
    }
}
