//! The way to other pages. Each document of the app says how it goes there.

use super::Route;
use leptos::prelude::*;

/// How a page takes the place of this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Back leads here again.
    Push,
    /// In place of this page.
    Replace,
    /// The address alone changes; the page stays where it is scrolled.
    Rewrite,
}

/// Goes to other pages. Provided once by each document.
#[derive(Clone, Copy)]
pub struct Go(StoredValue<Travel, LocalStorage>);

type Travel = Box<dyn Fn(&Route, How)>;

impl Go {
    /// Provides [`use_go`].
    pub fn provide(travel: impl Fn(&Route, How) + 'static) -> Self {
        let go = Self(StoredValue::new_local(Box::new(travel)));
        provide_context(go);
        go
    }

    /// Goes to a page; Back leads here again.
    pub fn to(self, route: &Route) {
        self.with(route, How::Push);
    }

    /// Goes to a page in place of this one.
    pub fn replace(self, route: &Route) {
        self.with(route, How::Replace);
    }

    /// Changes the address in place and leaves the page where it is scrolled.
    pub fn rewrite(self, route: &Route) {
        self.with(route, How::Rewrite);
    }

    /// Goes to a page in the way that is said.
    pub fn with(self, route: &Route, how: How) {
        self.0.with_value(|travel| travel(route, how));
    }
}

/// The way to other pages.
pub fn use_go() -> Go {
    use_context().unwrap_or_else(|| Go::provide(|_, _| {}))
}
