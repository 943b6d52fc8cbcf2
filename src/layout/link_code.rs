//! The code of a link that somebody was sent, out of the address bar and kept in this tab, so that a reload still has it.

use crate::routes::{Code, Route, use_go, use_route};
use crate::storage::Shelf;
use crate::ui::effect;
use leptos::prelude::*;

/// What is known of the code.
#[derive(Clone, PartialEq, Eq)]
pub enum LinkCode {
    /// Nobody has looked yet: the page stands before the app does.
    Unread,
    /// It is here.
    Here(Code),
    /// There is none, or it is spent.
    Gone,
}

impl LinkCode {
    /// The code, to be sent.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Here(code) => Some(code.clone()),
            Self::Unread | Self::Gone => None,
        }
    }
}

/// Takes the code out of the address as soon as it is read and keeps it under `name`. `of` says which page has it, and
/// gives the same page without it.
pub fn use_link_code(
    name: &'static str,
    of: fn(Route) -> Option<(Option<Code>, Route)>,
) -> RwSignal<LinkCode> {
    let (route, go) = (use_route(), use_go());
    let found = RwSignal::new(LinkCode::Unread);
    effect(move || {
        let Some((code, bare)) = of(route.get()) else { return };
        match code {
            Some(code) => {
                Shelf::Tab.write(name, code.reveal());
                found.set(LinkCode::Here(code));
                go.rewrite(&bare);
            }
            None if found.with_untracked(|found| *found == LinkCode::Unread) => {
                let kept = Shelf::Tab.read(name).and_then(Code::new);
                found.set(kept.map_or(LinkCode::Gone, LinkCode::Here));
            }
            None => {}
        }
    });
    found
}
