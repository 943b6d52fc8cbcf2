//! Where in the list somebody was: how far it was scrolled and which row had the focus, for each of its addresses, so
//! that Back leads to the very place.

use super::super::area::{Area, Beside};
use super::load::Listing;
use super::rows::link_id;
use crate::ui::focus_id;
use frontdesk_wire::UserId;
use leptos::prelude::*;
use leptos::{ev, html};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement};

/// How many places are kept.
const KEPT: usize = 50;

/// Where somebody was in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    scrolled: i32,
    row: Option<UserId>,
}

thread_local! {
    static PLACES: RefCell<Vec<(String, Place)>> = const { RefCell::new(Vec::new()) };
    static CAME_BACK: Cell<bool> = const { Cell::new(true) };
}

fn place_of(address: &str) -> Option<Place> {
    PLACES.with_borrow(|places| places.iter().find(|(of, _)| of == address).map(|(_, place)| place.clone()))
}

fn note(address: String, change: impl FnOnce(&mut Place)) {
    let mut place = place_of(&address).unwrap_or_default();
    change(&mut place);
    PLACES.with_borrow_mut(|places| {
        places.retain(|(of, _)| *of != address);
        if places.len() >= KEPT {
            places.remove(0);
        }
        places.push((address, place));
    });
}

/// Notes where somebody is and leads back there: when the list returns by Back, and when the drawer closes.
pub fn keep(area: Area, listing: Listing, node: NodeRef<html::Section>) {
    let address = Memo::new(move |_| area.list().query(area.offers()).to_pairs());
    let address = move || address.with(|pairs| crate::routes::pairs::write(pairs));
    note_scrolling(node, address);
    note_opening(area, address);
    let back = window_event_listener(ev::popstate, move |_| CAME_BACK.set(true));
    on_cleanup(move || {
        back.remove();
        CAME_BACK.set(true);
    });
    let shown = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let (now, settled) = (address(), listing.is_settled());
        if settled && !listing.users().is_empty() && shown.get_untracked().as_ref() != Some(&now) {
            let place = if CAME_BACK.take() { place_of(&now) } else { None };
            shown.set(Some(now));
            request_animation_frame(move || return_to(node, place));
        }
    });
}

/// A list that nobody was in before starts at its top.
fn return_to(node: NodeRef<html::Section>, place: Option<Place>) {
    let scrolled = place.as_ref().map(|place| place.scrolled).unwrap_or_default();
    for box_ in boxes(node) {
        box_.set_scroll_top(scrolled);
    }
    if let Some(row) = place.and_then(|place| place.row) {
        focus_id(&link_id(&row));
    }
}

/// What scrolls: the table where there is room, the whole list on a phone.
fn boxes(node: NodeRef<html::Section>) -> Vec<Element> {
    let Some(section) = node.try_get_untracked().flatten() else { return Vec::new() };
    let table = section.query_selector(".table").ok().flatten();
    let own: &Element = section.as_ref();
    table.into_iter().chain([own.clone()]).collect()
}

fn note_scrolling(node: NodeRef<html::Section>, address: impl Fn() -> String + Copy + 'static) {
    node.on_load(move |section| {
        // Scrolling does not bubble; it is heard on the way down.
        let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            if let Some(target) = target {
                let scrolled = target.scroll_top();
                note(untrack(address), |place| place.scrolled = scrolled);
            }
        });
        let hear = hear.into_js_value();
        let element: &Element = section.as_ref();
        drop(element.add_event_listener_with_callback_and_bool("scroll", hear.unchecked_ref(), true));
    });
}

/// Notes whose drawer was opened; when it closes, that row has the focus.
fn note_opening(area: Area, address: impl Fn() -> String + Copy + 'static) {
    Effect::new(move |before: Option<Beside>| {
        let now = area.beside();
        match (now.user(), before.and_then(Beside::user)) {
            (Some(id), _) => note(untrack(address), |place| place.row = Some(id)),
            (None, Some(id)) if now == Beside::Nothing => {
                request_animation_frame(move || request_animation_frame(move || focus_id(&link_id(&id))));
            }
            (None, _) => {}
        }
        now
    });
}
