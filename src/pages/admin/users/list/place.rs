//! Where in the list somebody was: how far it was scrolled and which row had the focus, for each of its addresses, so
//! that Back leads to the very place.

use super::super::area::{Area, Beside};
use super::load::Listing;
use super::rows::link_id;
use crate::storage::{self, Shelf};
use crate::ui::{effect, focus_id};
use frontdesk_wire::UserId;
use leptos::prelude::*;
use leptos::{ev, html};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, Event, HtmlElement, PageTransitionEvent};

/// How much of the top the table's head covers, in pixels.
const HEAD: f64 = 40.0;

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
    static CAME_BACK: Cell<bool> = const { Cell::new(false) };
    static IS_FRESH: Cell<bool> = const { Cell::new(true) };
}

/// The type of a navigation by Back or Forward, as browsers number them.
const BY_HISTORY: u16 = 2;

/// Back from another document: the place that this tab was left at.
fn recall() {
    let by_history =
        || window().performance().is_some_and(|performance| performance.navigation().type_() == BY_HISTORY);
    if !IS_FRESH.replace(false) || !by_history() {
        return;
    }
    CAME_BACK.set(true);
    let kept = Shelf::Tab.read(storage::PLACE).unwrap_or_default();
    let mut lines = kept.splitn(3, '\n');
    if let (Some(scrolled), Some(row), Some(address)) = (lines.next(), lines.next(), lines.next()) {
        let place = Place { scrolled: scrolled.parse().unwrap_or_default(), row: row.parse().ok() };
        note(address.to_owned(), |here| *here = place);
    }
}

/// Is somebody on the way back to a place?
pub fn came_back() -> bool {
    CAME_BACK.get()
}

/// Keeps the place for the tab, as this document is left.
fn remember(address: String) {
    if let Some(Place { scrolled, row }) = place_of(&address) {
        let row = row.map(|row| row.to_string()).unwrap_or_default();
        Shelf::Tab.write(storage::PLACE, &format!("{scrolled}\n{row}\n{address}"));
    }
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
    recall();
    hear_leaving(area, node, address);
    note_scrolling(area, node, address);
    note_opening(area, node, address);
    let back = window_event_listener(ev::popstate, move |_| CAME_BACK.set(true));
    on_cleanup(move || {
        back.remove();
        CAME_BACK.set(true);
    });
    let shown = RwSignal::new(None::<String>);
    effect(move || {
        let (now, settled) = (address(), listing.is_settled());
        if settled && !listing.users().is_empty() && shown.get_untracked().as_ref() != Some(&now) {
            let place = if CAME_BACK.take() { place_of(&now) } else { None };
            shown.set(Some(now));
            request_animation_frame(move || {
                return_to(area, node, place);
                if let Some(id) = area.beside_untracked().and_then(Beside::user) {
                    reveal(node, &id);
                }
            });
        }
    });
}

/// Keeps the place for the tab as the document is left, and leads back there when the browser shows it again.
fn hear_leaving(area: Area, node: NodeRef<html::Section>, address: impl Fn() -> String + Copy + 'static) {
    // A page that the browser kept whole comes back with the focus on the link that was followed.
    let shown_again = window_event_listener_untyped("pageshow", move |event| {
        let event: PageTransitionEvent = event.unchecked_into();
        if event.persisted() {
            let place = place_of(&untrack(address));
            request_animation_frame(move || return_to(area, node, place));
        }
    });
    let left = window_event_listener_untyped("pagehide", move |_| remember(untrack(address)));
    on_cleanup(move || {
        left.remove();
        shown_again.remove();
    });
}

/// A list that nobody was in before starts at its top.
fn return_to(area: Area, node: NodeRef<html::Section>, place: Option<Place>) {
    scroll_to(node, place.as_ref().map(|place| place.scrolled).unwrap_or_default());
    // Beside the list, what is open has the focus.
    let alone = area.beside_untracked() == Some(Beside::Nothing);
    if let Some(row) = place.and_then(|place| place.row).filter(|_| alone) {
        focus_id(&link_id(&row));
    }
}

fn scroll_to(node: NodeRef<html::Section>, scrolled: i32) {
    for box_ in boxes(node) {
        box_.set_scroll_top(scrolled);
    }
}

/// Brings the row of the user who is open into the middle, where it is out of sight: beside a drawer the rows are
/// narrower and higher, and each has moved.
fn reveal(node: NodeRef<html::Section>, id: &UserId) {
    let Some(row) = document().get_element_by_id(&link_id(id)) else { return };
    let row = row.get_bounding_client_rect();
    for box_ in boxes(node).into_iter().filter(|box_| box_.scroll_height() > box_.client_height()) {
        let shown = box_.get_bounding_client_rect();
        if row.top() < shown.top() + HEAD || row.bottom() > shown.bottom() {
            let off = (row.top() + row.bottom() - shown.top() - shown.bottom()) / 2.0;
            // A distance on a screen is well within what the cast keeps.
            box_.set_scroll_top(box_.scroll_top() + off as i32);
        }
    }
}

/// What scrolls: the table where there is room, the whole list on a phone, the page itself in a low window.
fn boxes(node: NodeRef<html::Section>) -> Vec<Element> {
    let Some(section) = node.try_get_untracked().flatten() else { return Vec::new() };
    let table = section.query_selector(".table").ok().flatten();
    let own: &Element = section.as_ref();
    let page = document().scrolling_element().filter(|page| page.scroll_height() > page.client_height());
    table.into_iter().chain([own.clone()]).chain(page).collect()
}

/// Notes how far the list alone is scrolled; beside a drawer the rows stand elsewhere.
fn note_scrolling(area: Area, node: NodeRef<html::Section>, address: impl Fn() -> String + Copy + 'static) {
    node.on_load(move |section| {
        // Scrolling does not bubble; it is heard on the way down.
        let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            if let Some(target) = target.filter(|_| area.beside_untracked() == Some(Beside::Nothing)) {
                let scrolled = target.scroll_top();
                note(untrack(address), |place| place.scrolled = scrolled);
            }
        });
        let hear = hear.into_js_value();
        let element: &Element = section.as_ref();
        drop(element.add_event_listener_with_callback_and_bool("scroll", hear.unchecked_ref(), true));
    });
}

/// Notes whose drawer was opened, and keeps that row in sight; when the drawer closes, the list is where it was and that
/// row has the focus.
fn note_opening(area: Area, node: NodeRef<html::Section>, address: impl Fn() -> String + Copy + 'static) {
    Effect::new(move |before: Option<Beside>| {
        let now = area.beside();
        match (now.user(), before.and_then(Beside::user)) {
            (Some(id), _) => {
                note(untrack(address), |place| place.row = Some(id));
                after_two_frames(move || reveal(node, &id));
            }
            (None, Some(id)) if now == Beside::Nothing => {
                let place = place_of(&untrack(address));
                after_two_frames(move || {
                    if let Some(place) = place {
                        scroll_to(node, place.scrolled);
                    }
                    focus_id(&link_id(&id));
                });
            }
            (None, _) => {}
        }
        now
    });
}

/// What is drawn now stands in its place only then.
fn after_two_frames(act: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(act));
}
