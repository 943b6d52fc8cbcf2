//! Where the address bar stands, as a page of the app.

use super::Route;
use leptos::prelude::*;

/// The address: its page, and its query as it is written. Provided once by each document.
#[derive(Clone, Copy)]
pub struct Place {
    route: Memo<Route>,
    search: Signal<String>,
}

impl Place {
    /// Provides [`use_route`] and [`use_search`].
    pub fn provide(path: Signal<String>, search: Signal<String>) -> Self {
        let route = Memo::new(move |_| path.with(|path| search.with(|search| Route::parse(path, search))));
        let place = Self { route, search };
        provide_context(place);
        place
    }

    fn found() -> Self {
        use_context().unwrap_or_else(|| Self::provide("/".to_owned().into(), String::new().into()))
    }
}

/// The page that the address bar names, as it changes.
pub fn use_route() -> Memo<Route> {
    Place::found().route
}

/// The query of the address, without its `?`, as it changes.
pub fn use_search() -> Signal<String> {
    Place::found().search
}
