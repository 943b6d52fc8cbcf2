//! What changes a session from outside: the start, the clock, other tabs, and a page brought back by Back.

use super::kept::Kept;
use super::{Keeper, Parting, Session, Viewer, token};
use crate::api::{self, ApiError, Token};
use crate::{clock, storage};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// The session is ended this long before its token, so that nobody's work meets the refusal.
const BEFORE_THE_END: i64 = 60_000;
/// A browser's timer holds no more than 24.8 days; a month's token needs two turns.
const LONGEST_TIMER: i64 = 20 * 86_400_000;

impl Keeper {
    /// Finds out who is looking, once, at the start. Without a connection the viewer is who it was.
    pub async fn restore(self) {
        self.hear_parting();
        let Some(kept) = Kept::read(&self.api.base()) else {
            self.session.set(Session::Guest);
            return;
        };
        if token::ends_at(&kept.token).is_some_and(|end| end <= clock::now().as_millis() + BEFORE_THE_END) {
            self.forget(Parting::Ended);
            return;
        }
        self.api.set_token(Some(kept.token.clone()));
        match api::account::get(self.api).await {
            Ok(account) => {
                self.take(kept.token, account);
                self.write();
            }
            Err(ApiError::SessionEnded) => self.forget(Parting::Ended),
            // The token holds, but its user is gone.
            Err(error) if error.is_not_found() => self.forget(Parting::Ended),
            Err(_) => self.take(kept.token, kept.account),
        }
    }

    /// Follows other tabs and pages brought back from the browser's memory, for as long as the app runs.
    pub fn watch(self) {
        storage::watch(storage::SESSION, move |kept| self.hear(kept));
        let shown = Closure::<dyn Fn(web_sys::PageTransitionEvent)>::new(
            move |event: web_sys::PageTransitionEvent| {
                if event.persisted() {
                    self.hear(storage::Shelf::Device.read(storage::SESSION));
                }
            },
        );
        if let Some(window) = web_sys::window() {
            drop(window.add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref()));
        }
        shown.forget();
    }

    /// What the device keeps now, as another tab left it.
    fn hear(self, kept: Option<String>) {
        let kept = kept.and_then(|text| Kept::parse(&text, &self.api.base()));
        match kept {
            Some(kept) if self.api.token().as_ref() == Some(&kept.token) => {}
            Some(kept) => match self.viewer_untracked() {
                Some(viewer) if viewer.account.id != kept.account.id => {
                    self.make_room(kept.token, kept.account)
                }
                _ => self.take(kept.token, kept.account),
            },
            None if self.viewer_untracked().is_some() => self.part_elsewhere(),
            None => {}
        }
    }

    /// Ends the session in place shortly before the token ends.
    pub(super) fn expect_expiry(self, token: &Token) {
        if let Some(timer) = self.expiry.get_value() {
            timer.clear();
        }
        let Some(end) = token::ends_at(token) else { return };
        let left = (end - BEFORE_THE_END - clock::now().as_millis()).max(0);
        let wait = Duration::from_millis(left.min(LONGEST_TIMER).unsigned_abs());
        let token = token.clone();
        let due = move || {
            if left > LONGEST_TIMER {
                self.expect_expiry(&token);
            } else if self.api.token().as_ref() == Some(&token) {
                self.end();
            }
        };
        self.expiry.set_value(set_timeout_with_handle(due, wait).ok());
    }
}

impl Viewer {
    /// Is this the same person?
    pub fn is(&self, other: &Self) -> bool {
        self.account.id == other.account.id
    }
}
