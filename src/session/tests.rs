//! Whom the doors admit.

use super::kept::Kept;
use super::*;
use crate::api::Token;
use frontdesk_wire::{UserId, lean};

fn viewer(scopes: &[&str]) -> Viewer {
    let id = UserId::from_parts(1, [0; 8]);
    let scope = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let account = Account { id, username: "ada@x.io".to_owned(), scope, ..Account::default() };
    Viewer { account }
}

#[test]
fn nobody_is_turned_away_before_it_is_known_who_looks() {
    for door in [Door::Guests, Door::Viewers, Door::Admins] {
        assert_eq!(Session::Restoring.admits(door), None);
    }
    assert_eq!(Session::Restoring.admits(Door::Open), Some(true));
}

#[test]
fn each_door_admits_whom_it_is_for() {
    let user = Session::SignedIn(viewer(&["user"]));
    let admin = Session::SignedIn(viewer(&["user", "admin"]));
    let expected = [
        (Door::Open, [true, true, true]),
        (Door::Guests, [true, false, false]),
        (Door::Viewers, [false, true, true]),
        (Door::Admins, [false, false, true]),
    ];
    for (door, admitted) in expected {
        let found = [&Session::Guest, &user, &admin].map(|session| session.admits(door));
        assert_eq!(found, admitted.map(Some), "{door:?}");
    }
}

#[test]
fn a_page_stays_open_while_its_viewer_signs_in_again() {
    let ended = Session::Ended(viewer(&["admin"]));
    assert_eq!(ended.admits(Door::Admins), Some(true));
    assert_eq!(ended.admits(Door::Guests), Some(false));
}

#[test]
fn a_viewer_without_an_email_goes_by_the_user_name() {
    assert_eq!(viewer(&[]).email(), "ada@x.io");
}

#[test]
fn how_a_session_ended_is_read_by_its_word() {
    assert!(Parting::ALL.into_iter().all(|parting| Parting::of(parting.word()) == Some(parting)));
    assert_eq!(Parting::of("by magic"), None);
}

#[test]
fn what_is_kept_is_read_for_its_own_server_alone() {
    let account = viewer(&["user"]).account;
    let token = Token::new("a.b.c".to_owned());
    let text = lean::write(&Kept { api: String::new(), token: token.clone(), account: account.clone() });
    let kept = Kept::parse(&text, "");
    assert!(kept.is_some_and(|kept| kept.token == token && kept.account == account));
    assert!(Kept::parse(&text, "https://api.x.io").is_none());
}

#[test]
fn rubbish_that_is_kept_is_nobody() {
    for text in
        ["", "{}", "null", "[1]", r#"{"api":"","token":"a","user":{"id":"ada"}}"#, r#"{"api":"","token":1}"#]
    {
        assert!(Kept::parse(text, "").is_none(), "{text}");
    }
}

#[test]
fn a_session_that_was_kept_with_the_whole_user_goes_on() {
    let id = "5c88c7cc04a917256c726c3d";
    let text = format!(
        r#"{{"api":"","token":"a","user":{{"id":"{id}","isActive":true,"metadata":{{"a":[1e400]}}}}}}"#
    );
    assert!(Kept::parse(&text, "").is_some_and(|kept| kept.account.id.to_string() == id));
}
