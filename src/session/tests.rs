//! Whom the doors admit.

use super::*;
use frontdesk_wire::UserId;

fn viewer(scopes: &[&str]) -> Viewer {
    let id = UserId::from_parts(1, [0; 8]);
    let scope = scopes.iter().map(|scope| (*scope).to_owned()).collect();
    let user = User {
        id,
        username: "ada@x.io".to_owned(),
        email: String::new(),
        is_active: true,
        blocked: false,
        plan: String::new(),
        scope,
        vendor: Vec::new(),
        metadata: frontdesk_wire::Metadata::default(),
        created: None,
    };
    Viewer { user }
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
