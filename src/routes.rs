//! Every path of the app, built and parsed in one enum.

mod desk;
mod go;
pub mod pairs;
mod place;
mod segment;

pub use desk::{Desk, first_list};
pub use go::{Go, How, use_go};
pub use place::{Place, use_route, use_search};
pub use segment::*;

use frontdesk_wire::UserId;

/// A code out of a link somebody was sent. A credential: neither printed nor kept in the address bar.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    /// Takes a code as it stood in a link.
    pub fn new(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }

    /// The characters, for the one request that carries them.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A place in the app.
#[derive(Clone, PartialEq, Eq)]
pub enum Route {
    /// The origin itself: leads on to where the viewer belongs.
    Root,
    /// Sign in, then go on to `next`.
    SignIn {
        /// The page that was wanted.
        next: Option<Box<Route>>,
    },
    /// Create an account, then go on to `next`.
    SignUp {
        /// The page that was wanted.
        next: Option<Box<Route>>,
    },
    /// Ask for a reset link.
    ForgotPassword {
        /// The page that was wanted.
        next: Option<Box<Route>>,
    },
    /// Set a new password with the code of a mailed link.
    ResetPassword {
        /// The code, until it is taken out of the address bar.
        code: Option<Code>,
    },
    /// Make the first administrator with the code the server printed.
    SetUp {
        /// The code, until it is taken out of the address bar.
        code: Option<Code>,
    },
    /// My account.
    Account,
    /// A page of the administration, by its address: what it shows is known there alone ([`Desk`]).
    Desk(String),
    /// An address that leads nowhere; the path as it was asked for.
    NotFound(String),
}

/// One of the documents that the app is made of. Each is loaded by itself and holds the code of its own pages alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Document {
    /// For those who are not signed in, and for addresses that lead nowhere.
    Door,
    /// Where a password is chosen.
    Choose,
    /// My account.
    Account,
    /// The administration.
    Admin,
}

impl Route {
    /// The document that shows this page.
    pub fn document(&self) -> Document {
        match self {
            Self::Account => Document::Account,
            Self::Desk(_) => Document::Admin,
            Self::SignUp { .. } | Self::ResetPassword { .. } | Self::SetUp { .. } => Document::Choose,
            _ => Document::Door,
        }
    }

    /// Reads a path and a query string (without its `?`).
    pub fn parse(path: &str, search: &str) -> Self {
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let next = || next_of(search);
        let code = || pairs::first(search, "code").and_then(Code::new);
        match parts.as_slice() {
            _ if leads_away(path) => Self::NotFound(path.to_owned()),
            [""] => Self::Root,
            [SIGN_IN] => Self::SignIn { next: next() },
            [SIGN_UP] => Self::SignUp { next: next() },
            [FORGOT_PASSWORD] => Self::ForgotPassword { next: next() },
            [RESET_PASSWORD] => Self::ResetPassword { code: code() },
            [SET_UP] => Self::SetUp { code: code() },
            [ACCOUNT] => Self::Account,
            [ADMIN] | [ADMIN, USERS] | [ADMIN, USERS, NEW] => desk(path, search),
            [ADMIN, USERS, id] | [ADMIN, USERS, id, METADATA] if id.parse::<UserId>().is_ok() => {
                desk(path, search)
            }
            _ => Self::NotFound(path.to_owned()),
        }
    }

    /// Reads an address of the app: a path and, behind a `?`, its query.
    pub fn of_href(href: &str) -> Self {
        let href = href.split('#').next().unwrap_or_default();
        let (path, search) = href.split_once('?').unwrap_or((href, ""));
        Self::parse(path, search)
    }

    /// Reads a path with its query, as `next` carries it. Only what this app knows and what can follow a sign-in.
    pub fn parse_next(text: &str) -> Option<Self> {
        if !text.starts_with('/') {
            return None;
        }
        let route = Self::of_href(text);
        route.can_follow_sign_in().then_some(route)
    }

    /// Is this a page that somebody wants to come back to after signing in?
    pub fn can_follow_sign_in(&self) -> bool {
        self.is_admin() || matches!(self, Self::Account)
    }

    /// Is this page for administrators?
    pub fn is_admin(&self) -> bool {
        matches!(self, Self::Desk(_))
    }

    /// The list as the app shows it first.
    pub fn users() -> Self {
        Self::Desk(["/", ADMIN, "/", USERS].concat())
    }

    /// Sign-in that leads back to this page, where that makes sense.
    pub fn through_sign_in(self) -> Self {
        Self::SignIn { next: self.can_follow_sign_in().then(|| Box::new(self)) }
    }

    /// The address, path and query.
    pub fn href(&self) -> String {
        match self {
            Self::Root => "/".to_owned(),
            Self::SignIn { next } => with_next(SIGN_IN, next.as_deref()),
            Self::SignUp { next } => with_next(SIGN_UP, next.as_deref()),
            Self::ForgotPassword { next } => with_next(FORGOT_PASSWORD, next.as_deref()),
            Self::ResetPassword { code } => with_code(RESET_PASSWORD, code.as_ref()),
            Self::SetUp { code } => with_code(SET_UP, code.as_ref()),
            Self::Account => ["/", ACCOUNT].concat(),
            Self::Desk(href) => href.clone(),
            Self::NotFound(path) => path.clone(),
        }
    }
}

/// Would a browser take this path for another origin's address?
fn leads_away(path: &str) -> bool {
    let path = path.as_bytes();
    path.contains(&b'\\') || path.windows(2).any(|two| two == b"//")
}

fn desk(path: &str, search: &str) -> Route {
    Route::Desk(if search.is_empty() { path.to_owned() } else { [path, "?", search].concat() })
}

fn next_of(search: &str) -> Option<Box<Route>> {
    pairs::first(search, "next").and_then(|next| Route::parse_next(&next)).map(Box::new)
}

fn with_next(segment: &str, next: Option<&Route>) -> String {
    let pairs: Vec<_> = next.map(|next| ("next", next.href())).into_iter().collect();
    join(["/", segment].concat(), &pairs)
}

fn with_code(segment: &str, code: Option<&Code>) -> String {
    let pairs: Vec<_> = code.map(|code| ("code", code.reveal().to_owned())).into_iter().collect();
    join(["/", segment].concat(), &pairs)
}

fn join(path: String, pairs: &[(&str, String)]) -> String {
    if pairs.is_empty() { path } else { [&path, "?", &pairs::write(pairs)].concat() }
}

#[cfg(test)]
mod tests;
