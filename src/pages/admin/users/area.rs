//! What every part of the users' area needs: where it is, who looks, and the way to the other parts.

use super::list::state::{ListState, Offers};
use crate::cache::{Users, use_users};
use crate::routes::{Desk, Go, Route, first_list, pairs, use_go, use_route, use_search};
use crate::session::{Keeper, use_session};
use crate::settings::{Settings, use_settings};
use crate::ui::toast::{Toasts, use_toasts};
use frontdesk_wire::UserId;
use frontdesk_wire::query::UserQuery;
use leptos::prelude::*;

/// What stands beside the list, or in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    /// Nothing: the list alone.
    Nothing,
    /// The form of a new user.
    New,
    /// One user.
    User(UserId),
    /// One user's metadata, in the list's place.
    Metadata(UserId),
}

impl Beside {
    /// What a page of the app shows beside the list; `None` for a page of another area.
    pub fn of(route: &Route) -> Option<Self> {
        Desk::of(route).map(|page| match page {
            Desk::Users(_) => Self::Nothing,
            Desk::NewUser(_) => Self::New,
            Desk::User(id, _) => Self::User(id),
            Desk::UserMetadata(id, _) => Self::Metadata(id),
        })
    }

    /// The user it is about.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) | Self::Metadata(id) => Some(id),
            Self::Nothing | Self::New => None,
        }
    }

    fn route(self, list: UserQuery) -> Route {
        let page = match self {
            Self::Nothing => Desk::Users(list),
            Self::New => Desk::NewUser(list),
            Self::User(id) => Desk::User(id, list),
            Self::Metadata(id) => Desk::UserMetadata(id, list),
        };
        page.route()
    }
}

/// The users' area. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Area {
    /// The users seen and the calls about them.
    pub users: Users,
    /// Who looks.
    pub session: Keeper,
    /// What the server offers.
    pub settings: Settings,
    /// Says what went well.
    pub toasts: Toasts,
    go: Go,
    beside: Memo<Beside>,
    list: Memo<ListState>,
    unread: Memo<Option<String>>,
    offers: Memo<Offers>,
}

impl Area {
    /// Provides [`use_area`].
    pub fn provide() -> Self {
        let (route, settings, search) = (use_route(), use_settings(), use_search());
        // On the way out of the area its last state stands until it is gone.
        let beside = Memo::new(move |old| route.with(Beside::of).or(old.copied()).unwrap_or(Beside::Nothing));
        let list = Memo::new(move |old: Option<&ListState>| {
            let found = route.with(|route| Desk::of(route).map(|page| ListState::of(page.list())));
            found.or_else(|| old.cloned()).unwrap_or_else(|| ListState::of(&first_list()))
        });
        let unread = Memo::new(move |_| {
            search.with(|search| {
                UserQuery::from_pairs(pairs::read(search)).err().map(|problem| problem.message)
            })
        });
        let offers = Memo::new(move |_| Offers {
            blocking: settings.offers("blocked"),
            multi_sort: settings.offers("multi-sort"),
        });
        let (users, session, toasts, go) = (use_users(), use_session(), use_toasts(), use_go());
        let area = Self { users, session, settings, toasts, go, beside, list, unread, offers };
        provide_context(area);
        area
    }

    /// What stands beside the list. Tracked.
    pub fn beside(self) -> Beside {
        self.beside.get()
    }

    /// What stands beside the list, for what must not run again when it changes.
    pub fn beside_untracked(self) -> Option<Beside> {
        self.beside.try_get_untracked()
    }

    /// What the list shows. Tracked.
    pub fn list(self) -> ListState {
        self.list.get()
    }

    /// What of the address could not be read, as a sentence. Tracked.
    pub fn unread(self) -> Option<String> {
        self.unread.get()
    }

    /// What the server offers to lists. Tracked.
    pub fn offers(self) -> Offers {
        self.offers.get()
    }

    /// What to ask the server for the list. Tracked.
    pub fn question(self) -> UserQuery {
        self.list.get().question(self.offers.get())
    }

    /// The address of something beside the list as it stands. Tracked.
    pub fn href(self, beside: Beside) -> String {
        beside.route(self.list.get().query(self.offers.get())).href()
    }

    /// The address of the list in another state, with the same beside it. Tracked.
    pub fn href_of(self, list: &ListState) -> String {
        self.beside.get().route(list.query(self.offers.get())).href()
    }

    /// Opens something beside the list.
    pub fn open(self, beside: Beside) {
        let list = untrack(|| self.list.get().query(self.offers.get()));
        self.go.to(&beside.route(list));
    }

    /// Opens something beside the list in place of what is open.
    pub fn replace(self, beside: Beside) {
        let list = untrack(|| self.list.get().query(self.offers.get()));
        self.go.replace(&beside.route(list));
    }

    /// Shows the list in another state; Back leads to this one.
    pub fn show(self, list: &ListState) {
        self.go.to(&untrack(|| self.beside.get().route(list.query(self.offers.get()))));
    }

    /// Shows the list in another state in place of this one.
    pub fn rewrite(self, list: &ListState) {
        self.go.rewrite(&untrack(|| self.beside.get().route(list.query(self.offers.get()))));
    }

    /// Goes to an address of the app that somebody chose.
    pub fn follow(self, href: &str) {
        self.go.to(&Route::of_href(href));
    }

    /// Where the API is, as a command line needs it.
    pub fn origin(self) -> String {
        let base = self.settings.api_base();
        let own = || web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
        if base.is_empty() { own() } else { base }
    }

    /// Is this the one who looks? Tracked.
    pub fn is_viewer(self, id: &UserId) -> bool {
        self.session.viewer().is_some_and(|viewer| viewer.account.id == *id)
    }
}

/// The users' area around this component.
pub fn use_area() -> Area {
    use_context().unwrap_or_else(Area::provide)
}
