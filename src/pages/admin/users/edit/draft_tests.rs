//! What the draft of a user is held to.

use super::*;

fn amara() -> User {
    let text = r#"{"id":"5c88c7cc04a917256c726c3d","username":"amara@northwind.example","email":"amara@northwind.example",
        "scope":["user","beta"],"vendor":["northwind"],"metadata":{"seats":12}}"#;
    serde_json::from_str(text).expect("a user")
}

fn list(items: &[&str]) -> Option<Vec<String>> {
    Some(items.iter().map(|item| (*item).to_owned()).collect())
}

#[test]
fn what_comes_back_to_what_is_stored_is_no_change() {
    let draft = Draft {
        email: Some(" amara@northwind.example".to_owned()),
        scopes: list(&["beta", "user"]),
        vendors: list(&["northwind"]),
        metadata: Some("{\n  \"seats\": 12\n}".to_owned()),
    };
    assert_eq!(draft.changes(&amara()), []);
    assert_eq!(Draft::default().changes(&amara()), []);
}

#[test]
fn changes_are_counted_and_named() {
    let draft =
        Draft { scopes: list(&["user", "admin"]), metadata: Some("{}".to_owned()), ..Draft::default() };
    let changes = draft.changes(&amara());
    assert_eq!(
        (saving(&changes), names(&changes)),
        ("Save 2 changes".to_owned(), "Scopes and metadata".to_owned())
    );
    assert_eq!(saving(&[Change::Email]), "Save 1 change");
}

#[test]
fn the_request_holds_the_changes_and_nothing_else() {
    let draft = Draft { vendors: list(&[]), ..Draft::default() };
    let request = draft.request(&amara()).ok().and_then(|update| serde_json::to_string(&update).ok());
    assert_eq!(request.as_deref(), Some(r#"{"vendor":[]}"#));
}

#[test]
fn every_field_that_cannot_be_saved_is_told() {
    let draft = Draft { email: Some("amara".to_owned()), metadata: Some("{".to_owned()), ..Draft::default() };
    let refusals = draft.request(&amara()).err().unwrap_or_default();
    let told: Vec<_> = refusals.iter().map(|refusal| (refusal.change, refusal.sentence.as_str())).collect();
    assert_eq!(
        told,
        [
            (Change::Email, "Enter an address like name@example.com."),
            (Change::Metadata, "Line 1, column 2: a closing } is missing.")
        ]
    );
}

#[test]
fn a_draft_survives_being_kept() {
    let draft = Draft { email: Some("a@x.io".to_owned()), ..Draft::default() };
    let kept = serde_json::to_string(&draft).unwrap_or_default();
    assert_eq!(serde_json::from_str::<Draft>(&kept).ok(), Some(draft));
}
