//! The pages of the administration. The other documents lead there by address alone and hold none of this.

use super::{ADMIN, METADATA, NEW, Route, USERS, join, pairs};
use frontdesk_wire::UserId;
use frontdesk_wire::query::{LIMIT_DEFAULT, UserQuery};

/// How many users a page of the list has when the address does not say.
pub const PAGE_SIZE: u32 = 30;

/// A page of the administration. Each has the list, whose whole state is the query.
#[derive(Clone, PartialEq, Eq)]
pub enum Desk {
    /// The list of users.
    Users(UserQuery),
    /// A new user, beside the list.
    NewUser(UserQuery),
    /// One user, beside the list.
    User(UserId, UserQuery),
    /// One user's metadata.
    UserMetadata(UserId, UserQuery),
}

impl Desk {
    /// What a route shows; `None` where it is of another document.
    pub fn of(route: &Route) -> Option<Self> {
        let Route::Desk(href) = route else { return None };
        let (path, search) = href.split_once('?').unwrap_or((href, ""));
        let list = list_of(search);
        Some(match path.trim_matches('/').split('/').collect::<Vec<_>>().as_slice() {
            [_, USERS, NEW] => Self::NewUser(list),
            [_, USERS, id] => Self::User(id.parse().ok()?, list),
            [_, USERS, id, METADATA] => Self::UserMetadata(id.parse().ok()?, list),
            _ => Self::Users(list),
        })
    }

    /// The list's state.
    pub fn list(&self) -> &UserQuery {
        match self {
            Self::Users(list) | Self::NewUser(list) | Self::User(_, list) | Self::UserMetadata(_, list) => {
                list
            }
        }
    }

    /// The way there.
    pub fn route(&self) -> Route {
        Route::Desk(match self {
            Self::Users(list) => with_list(format!("/{ADMIN}/{USERS}"), list),
            Self::NewUser(list) => with_list(format!("/{ADMIN}/{USERS}/{NEW}"), list),
            Self::User(id, list) => with_list(format!("/{ADMIN}/{USERS}/{id}"), list),
            Self::UserMetadata(id, list) => with_list(format!("/{ADMIN}/{USERS}/{id}/{METADATA}"), list),
        })
    }
}

/// The first page of everybody, newest first.
pub fn first_list() -> UserQuery {
    UserQuery { limit: PAGE_SIZE, ..UserQuery::default() }
}

/// What cannot be understood falls back to the first list: an old bookmark still opens.
fn list_of(search: &str) -> UserQuery {
    let pairs = pairs::read(search);
    let sized = pairs.iter().any(|(name, _)| name == "limit");
    match UserQuery::from_pairs(pairs) {
        Ok(query) if sized => query,
        Ok(query) => UserQuery { limit: PAGE_SIZE, ..query },
        Err(_) => first_list(),
    }
}

fn with_list(path: String, list: &UserQuery) -> String {
    let mut pairs = list.to_pairs();
    pairs.retain(|(name, _)| *name != "limit" || list.limit != PAGE_SIZE);
    if list.limit == LIMIT_DEFAULT && LIMIT_DEFAULT != PAGE_SIZE {
        pairs.push(("limit", LIMIT_DEFAULT.to_string()));
    }
    join(path, &pairs)
}
