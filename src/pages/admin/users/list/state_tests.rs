//! The state of the list: read, written, asked.

use super::*;
use crate::routes::{Desk, Route};

const ALL: Offers = Offers { blocking: true, multi_sort: true };
const PLAIN: Offers = Offers { blocking: false, multi_sort: false };

/// The state of an address.
pub fn at(search: &str) -> ListState {
    let page = Desk::of(&Route::parse("/admin/users", search));
    page.map(|page| ListState::of(page.list())).unwrap_or_default()
}

/// The address of a state.
pub fn address(state: &ListState) -> String {
    let href = Desk::Users(state.query(ALL)).route().href();
    href.split_once('?').map(|(_, search)| search.to_owned()).unwrap_or_default()
}

fn asked(state: &ListState, offers: Offers) -> Vec<String> {
    let pairs = state.question(offers).to_pairs();
    pairs.into_iter().filter(|(name, _)| *name == "filter").map(|(_, value)| value).collect()
}

#[test]
fn the_list_as_it_first_opens_has_no_query() {
    let first = at("");
    assert_eq!((first.narrows(), first.page(), address(&first)), (false, 1, String::new()));
}

#[test]
fn every_state_is_read_back_from_its_address() {
    for search in [
        "pattern=nor%C3%A9",
        "pattern=100%25&offset=60",
        "filter=scope:user&filter=plan:$in:free,pro&filter=blocked:true",
        "filter=vendor:!acme&sort=plan:1,created:-1",
        "filter=metadata.seats:%3E10&filter=isActive:false&filter=blocked:false",
        "filter=blocked:false",
    ] {
        assert_eq!(address(&at(search)), search);
    }
}

#[test]
fn conditions_that_stand_for_a_status_are_one_filter() {
    assert_eq!(at("filter=isActive:true&filter=blocked:false").status, Some(Status::Active));
    assert_eq!(at("filter=isActive:true").status, Some(Status::Active));
    assert_eq!(at("filter=blocked:true").status, Some(Status::Blocked));
    let odd = at("filter=isActive:true&filter=blocked:true");
    assert_eq!((odd.status, odd.filter_count()), (None, 2));
    assert_eq!(at("filter=scope:user&filter=isActive:false").filter_count(), 2);
}

#[test]
fn a_change_starts_at_the_first_page_again() {
    let state = at("pattern=a&offset=90");
    let blocked = state.with(|next| next.status = Some(Status::Blocked));
    assert_eq!(address(&blocked), "filter=blocked:true&pattern=a");
}

#[test]
fn a_page_is_an_offset() {
    let state = at("pattern=a");
    let third = state.on_page(3);
    assert_eq!((third.page(), third.offset), (3, u64::from(state.size) * 2));
    assert_eq!(third.on_page(1), state);
}

#[test]
fn clearing_keeps_the_order() {
    let state = at("pattern=a&filter=scope:user&filter=blocked:true&sort=email:1&offset=30");
    assert_eq!((state.narrows(), state.filter_count()), (true, 2));
    assert_eq!(address(&state.cleared()), "sort=email:1");
}

#[test]
fn a_status_becomes_the_conditions_its_server_knows() {
    let inactive = at("").with(|next| next.status = Some(Status::Inactive));
    assert_eq!(asked(&inactive, ALL), ["isActive:false", "blocked:false"]);
    assert_eq!(asked(&inactive, PLAIN), ["isActive:false"]);
}

#[test]
fn a_plain_server_gets_one_sort_key() {
    let state = at("sort=plan:1,created:-1");
    assert_eq!(state.question(ALL).sort.len(), 2);
    assert_eq!(
        state.question(PLAIN).sort,
        [Sort { field: SortField::Plan, direction: Direction::Ascending }]
    );
    assert_eq!(at("").question(PLAIN).sort, [NEWEST_FIRST]);
}
