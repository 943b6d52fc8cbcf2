//! The address bar of a document whose few pages need no more of a router than this.

use crate::crossing::{self, Crossing};
use crate::routes::{Document, Go, How, NOWHERE, Place, Route};
use crate::ui::effect;
use leptos::prelude::*;

/// Where the address bar stands.
#[derive(Clone, Copy)]
pub(super) struct Address {
    here: Document,
    path: RwSignal<String>,
    search: RwSignal<String>,
}

impl Address {
    /// Provides the routes of this document. It begins as the page was made, at the bare path; the rest is read once the
    /// app has taken the page over.
    pub(super) fn provide(here: Document, path: String, crossing: Crossing) -> Self {
        let bare = match Route::parse(&path, "") {
            Route::NotFound(_) => NOWHERE.to_owned(),
            _ => path,
        };
        let address = Self { here, path: RwSignal::new(bare), search: RwSignal::new(String::new()) };
        Place::provide(address.path.into(), address.search.into());
        let go = Go::provide(move |route, how| address.travel(route, how, crossing));
        effect(move || {
            address.read();
            let moved = window_event_listener(leptos::ev::popstate, move |_| address.read());
            std::mem::forget(moved);
            crossing.follow_links(move |route| {
                go.to(route);
                true
            });
        });
        address
    }

    fn read(self) {
        let location = window().location();
        let search = location.search().unwrap_or_default();
        if crossing::here().document() == self.here {
            batch(move || {
                self.path.set(location.pathname().unwrap_or_default());
                self.search.set(search.trim_start_matches('?').to_owned());
            });
        }
    }

    fn travel(self, route: &Route, how: How, crossing: Crossing) {
        let href = route.href();
        if route.document() != self.here || matches!(route, Route::NotFound(_)) {
            crossing.go(href, how);
            return;
        }
        let Ok(history) = window().history() else { return };
        let null = wasm_bindgen::JsValue::NULL;
        let changed = match how {
            How::Push => history.push_state_with_url(&null, "", Some(&href)),
            How::Replace | How::Rewrite => history.replace_state_with_url(&null, "", Some(&href)),
        };
        if changed.is_ok() {
            self.read();
            if how != How::Rewrite {
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
        }
    }
}
