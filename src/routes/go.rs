//! The way to other pages, without loading the app again.

use super::Route;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// Goes to other pages without loading the app again. Provided once under the router.
#[derive(Clone, Copy)]
pub struct Go(StoredValue<Navigate, LocalStorage>);

type Navigate = Box<dyn Fn(&str, NavigateOptions)>;

impl Go {
    /// Provides [`use_go`]; to be called under the router.
    pub fn provide() -> Self {
        let navigate = use_navigate();
        let go = Self(StoredValue::new_local(Box::new(navigate)));
        provide_context(go);
        go
    }

    /// Goes to a page; Back leads here again.
    pub fn to(self, route: &Route) {
        self.with(&route.href(), NavigateOptions::default());
    }

    /// Goes to a page in place of this one.
    pub fn replace(self, route: &Route) {
        self.with(&route.href(), NavigateOptions { replace: true, ..NavigateOptions::default() });
    }

    /// Changes the address in place and leaves the page where it is scrolled.
    pub fn rewrite(self, route: &Route) {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        self.with(&route.href(), options);
    }

    fn with(self, href: &str, options: NavigateOptions) {
        self.0.with_value(|navigate| navigate(href, NavigateOptions { resolve: false, ..options }));
    }
}

/// The way to other pages.
pub fn use_go() -> Go {
    use_context().unwrap_or_else(Go::provide)
}
