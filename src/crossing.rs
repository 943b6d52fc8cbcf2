//! From one of the app's documents to another. What is under way comes to its end first, and what the next document has
//! to know goes along: that it was led to, what was said a moment ago, and what only this tab's memory holds.

use crate::api;
use crate::clock;
use crate::routes::{Document, How, Route};
use crate::storage::{self, Shelf};
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, PageTransitionEvent};

/// How often an answer is looked for by somebody who wants to leave.
const LOOK: Duration = Duration::from_millis(40);
/// How long they wait for it at most, in milliseconds.
const PATIENCE: i64 = 10_000;
/// Under what name the browser's history holds what is in memory.
const KEPT: &str = "kept";

/// The way to the app's other documents. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Crossing {
    here: Document,
    leaving: RwSignal<bool>,
    toasts: Toasts,
}

impl Crossing {
    /// From this document, with these toasts.
    pub fn new(here: Document, toasts: Toasts) -> Self {
        Self { here, leaving: RwSignal::new(false), toasts }
    }

    /// Was this page left for another document, which has to wait for an answer? Then nothing of it is shown. Tracked.
    pub fn is_leaving(self) -> bool {
        self.leaving.get()
    }

    /// Loads a page of another document, or of something beside the app, once nothing is being written.
    pub fn go(self, href: String, how: How) {
        if api::is_writing() {
            self.leaving.set(true);
            self.wait(href, how, clock::now().as_millis() + PATIENCE);
        } else {
            self.load(&href, how);
        }
    }

    fn wait(self, href: String, how: How, until: i64) {
        set_timeout(
            move || match api::is_writing() && clock::now().as_millis() < until {
                true => self.wait(href, how, until),
                // Whoever waited for the answer speaks in this turn; after it everything is said.
                false => set_timeout(move || self.load(&href, how), Duration::ZERO),
            },
            LOOK,
        );
    }

    fn load(self, href: &str, how: How) {
        Shelf::Tab.write(storage::LED, "1");
        let said = self.toasts.sentences();
        if !said.is_empty() {
            Shelf::Tab.write(storage::TOASTS, &said.join("\n"));
        }
        let location = window().location();
        let done = match (storage::in_memory(), how) {
            (Some(memory), how) => carry(&memory, href, how).and_then(|()| location.reload()),
            (None, How::Push) => location.assign(href),
            (None, How::Replace | How::Rewrite) => location.replace(href),
        };
        drop(done);
    }

    /// What the document before this one passed on. To be called once, at the start.
    pub fn arrive(self) {
        if Shelf::Tab.take(storage::LED).is_some() {
            crate::ui::page_title::was_led_here();
        }
        for sentence in Shelf::Tab.take(storage::TOASTS).unwrap_or_default().lines() {
            self.toasts.say(sentence);
        }
    }

    /// Hears links: those within this document go by `within`, where it says so; those to others are loaded.
    pub fn follow_links(self, within: impl Fn(&Route) -> bool + 'static) {
        let hear = move |event: &Event| {
            let Some((href, route)) = followed(event.unchecked_ref()) else { return };
            if route.document() != self.here || matches!(route, Route::NotFound(_)) {
                event.prevent_default();
                event.stop_propagation();
                self.go(href, How::Push);
            } else if within(&route) {
                event.prevent_default();
            }
        };
        // On the way down, after whoever guards unsaved work, who hears at the window.
        let hear = Closure::<dyn Fn(Event)>::new(move |event: Event| hear(&event)).into_js_value();
        drop(document().add_event_listener_with_callback_and_bool("click", hear.unchecked_ref(), true));
    }

    /// Hears Back and Forward: an address of another document is loaded, and a page that the browser kept is shown again.
    pub fn follow_history(self) {
        let moved = window_event_listener(leptos::ev::popstate, move |_| {
            if here().document() != self.here {
                drop(window().location().reload());
            }
        });
        let shown = window_event_listener_untyped("pageshow", move |event| {
            let event: PageTransitionEvent = event.unchecked_into();
            if event.persisted() {
                self.leaving.set(false);
            }
        });
        std::mem::forget((moved, shown));
    }
}

/// The page that the address bar names.
pub fn here() -> Route {
    let location = window().location();
    let (path, search) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    Route::parse(&path, search.trim_start_matches('?'))
}

/// The address of this origin that a plain click on a link asks for, and its page.
fn followed(event: &MouseEvent) -> Option<(String, Route)> {
    let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    if event.button() != 0 || modified || event.default_prevented() {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link: HtmlAnchorElement = target.closest("a[href]").ok().flatten()?.dyn_into().ok()?;
    let own = window().location().origin().is_ok_and(|origin| origin == link.origin());
    if !own || !link.target().is_empty() || link.has_attribute("download") || !link.hash().is_empty() {
        return None;
    }
    let href = [link.pathname(), link.search()].concat();
    let route = Route::of_href(&href);
    Some((href, route))
}

/// The browser keeps nothing, so its history carries what is in memory: over the reload of an entry, and to no other
/// origin.
fn carry(memory: &js_sys::Array, href: &str, how: How) -> Result<(), JsValue> {
    let state = js_sys::Object::new();
    js_sys::Reflect::set(&state, &KEPT.into(), memory)?;
    let history = window().history()?;
    match how {
        How::Push => history.push_state_with_url(&state, "", Some(href)),
        How::Replace | How::Rewrite => history.replace_state_with_url(&state, "", Some(href)),
    }
}

/// Takes over what came by the browser's history. It stays there, so that Back finds it too; signing out ends the token
/// on the server, and the entry that leads to the door is written without it. To be called before anything is read.
pub fn take_over() {
    let Ok(history) = window().history() else { return };
    let state = history.state().unwrap_or_default();
    let kept = js_sys::Reflect::get(&state, &KEPT.into()).ok().and_then(|kept| kept.dyn_into().ok());
    if let Some(kept) = kept {
        storage::take_over(&kept);
    }
}
