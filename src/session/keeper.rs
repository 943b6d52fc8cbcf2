//! The session's keeper: sign in, go on with a fresh token, sign out, forget.

use super::kept::Kept;
use super::{Door, Parting, Session, Viewer};
use crate::api::{self, Api, ApiError, Token};
use crate::storage::{self, Shelf};
use frontdesk_wire::replies::{Account, SignedIn};
use leptos::prelude::*;
use std::time::Duration;

/// Keeps the session: the only one that changes it. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Keeper {
    pub(super) api: Api,
    pub(super) session: RwSignal<Session>,
    signed_in: RwSignal<u32>,
    ended: RwSignal<u32>,
    parting: RwSignal<Option<Parting>>,
    pub(super) expiry: StoredValue<Option<TimeoutHandle>>,
    unsaved: StoredValue<Vec<Signal<bool>>>,
}

impl Keeper {
    /// Provides [`use_session`](super::use_session).
    pub fn provide(api: Api) -> Self {
        let keeper = Self {
            api,
            session: RwSignal::new(Session::Restoring),
            signed_in: RwSignal::new(0),
            ended: RwSignal::new(0),
            parting: RwSignal::new(None),
            expiry: StoredValue::new(None),
            unsaved: StoredValue::new(Vec::new()),
        };
        api.on_ended(Callback::new(move |()| keeper.end()));
        provide_context(keeper);
        keeper
    }

    /// The line to the server.
    pub fn api(self) -> Api {
        self.api
    }

    /// Who is looking. Tracked.
    pub fn now(self) -> Session {
        self.session.get()
    }

    /// The viewer, also while their token has ended. Tracked.
    pub fn viewer(self) -> Option<Viewer> {
        self.session.with(|session| session.viewer().cloned())
    }

    /// The viewer. Untracked.
    pub fn viewer_untracked(self) -> Option<Viewer> {
        self.session.with_untracked(|session| session.viewer().cloned())
    }

    /// May the one who looks pass that door? Tracked.
    pub fn admits(self, door: Door) -> Option<bool> {
        self.session.with(|session| session.admits(door))
    }

    /// Has the token ended while the page stays? Tracked.
    pub fn is_ended(self) -> bool {
        self.session.with(|session| matches!(session, Session::Ended(_)))
    }

    /// Rises with each sign-in in this tab: what was refused with the old token may be asked again. Tracked.
    pub fn times_signed_in(self) -> u32 {
        self.signed_in.get()
    }

    /// Rises with each refusal of an ended token: somebody still tries to go on. Tracked.
    pub fn times_ended(self) -> u32 {
        self.ended.get()
    }

    /// How the last session ended. Tracked.
    pub fn parting(self) -> Option<Parting> {
        self.parting.get()
    }

    /// Lets the next document say how the session ended.
    pub fn pass_on_parting(self) {
        if let Some(parting) = self.parting.get_untracked() {
            Shelf::Tab.write(storage::PARTING, parting.word());
        }
    }

    /// Hears how it ended in the document before this one.
    pub(super) fn hear_parting(self) {
        if let Some(parting) = Shelf::Tab.take(storage::PARTING).and_then(|word| Parting::of(&word)) {
            self.parting.set(Some(parting));
        }
    }

    /// Did the viewer sign out in another tab while work of theirs stood unsaved here? Then nothing of the page may be
    /// read until they are back. Tracked.
    pub fn is_covered(self) -> bool {
        self.is_ended() && self.parting.get() == Some(Parting::Elsewhere)
    }

    /// Learns of a page's unsaved work, for as long as the page stands.
    pub fn hold(self, unsaved: Signal<bool>) {
        self.unsaved.update_value(|held| {
            held.retain(|page| page.try_get_untracked().is_some());
            held.push(unsaved);
        });
    }

    /// Would forgetting the viewer lose something that was typed in this tab?
    pub fn has_unsaved_work(self) -> bool {
        let is_open =
            self.unsaved.with_value(|held| held.iter().any(|page| page.try_get_untracked() == Some(true)));
        is_open || !Shelf::Tab.names(storage::DRAFTS).is_empty()
    }

    /// Takes what sign-in, sign-up or set-up brought.
    pub fn enter(self, signed_in: SignedIn<Account>) {
        let SignedIn { user, token } = signed_in;
        self.take(Token::new(token), user);
        self.write();
    }

    /// Goes on with a fresh token.
    pub fn renew(self, token: String) {
        if let Some(viewer) = self.viewer_untracked() {
            self.take(Token::new(token), viewer.account);
            self.write();
        }
    }

    /// Takes a newer description of the viewer, where it is the same person.
    pub fn refresh(self, account: impl Into<Account>) {
        let account = account.into();
        let same = self.viewer_untracked().is_some_and(|viewer| viewer.account.id == account.id);
        if same {
            self.session.update(|session| {
                if let Session::SignedIn(viewer) | Session::Ended(viewer) = session {
                    viewer.account = account;
                }
            });
            // A token that has ended, here or in another tab, is not kept again.
            if !untrack(|| self.is_ended()) {
                self.write();
            }
        }
    }

    /// Signs out here and in other tabs; tells the server, which a plain tenant does not understand.
    ///
    /// # Errors
    /// Only when `everywhere` was asked for and the server could not be told.
    pub async fn sign_out(self, everywhere: bool) -> Result<(), ApiError> {
        let told = api::auth::sign_out(self.api, everywhere).await;
        if everywhere && !matches!(told, Ok(_) | Err(ApiError::SessionEnded)) {
            return told.map(|_| ());
        }
        self.forget(if everywhere { Parting::SignedOutEverywhere } else { Parting::SignedOut });
        Ok(())
    }

    /// Drops everything that is known of the viewer, in this tab and on this device. Unsaved work of a session that ended
    /// by itself stays in the tab, for the same person alone.
    pub fn forget(self, parting: Parting) {
        self.leave(parting);
        Shelf::Device.remove(storage::SESSION);
        Shelf::Device.remove(storage::ASKED);
        Shelf::Tab.remove(storage::PLACE);
        for shelf in [Shelf::Device, Shelf::Tab] {
            shelf.remove_all(storage::DELETIONS);
        }
        if parting != Parting::Ended {
            Shelf::Tab.remove_all(storage::DRAFTS);
        }
    }

    /// Signed out in another tab. Unsaved work stays where it is, out of sight; without any there is nothing to stay for.
    pub(super) fn part_elsewhere(self) {
        if self.has_unsaved_work() {
            self.parting.set(Some(Parting::Elsewhere));
            self.end();
        } else {
            self.forget(Parting::Elsewhere);
        }
    }

    /// Somebody else signed in in another tab: this one shows nothing of who was here before it shows them theirs.
    pub(super) fn make_room(self, token: Token, account: Account) {
        self.leave(Parting::Elsewhere);
        set_timeout(move || self.take(token, account), Duration::ZERO);
    }

    fn leave(self, parting: Parting) {
        self.api.set_token(None);
        self.parting.set(Some(parting));
        self.session.set(Session::Guest);
    }

    /// The token has ended. The page stays; whoever looks is asked to sign in again.
    pub(super) fn end(self) {
        let here = self.session.with_untracked(|session| matches!(session, Session::SignedIn(_)));
        if here {
            self.session.update(|session| {
                if let Session::SignedIn(viewer) = session {
                    *session = Session::Ended(viewer.clone());
                }
            });
        }
        self.ended.update(|times| *times += 1);
    }

    pub(super) fn take(self, token: Token, account: Account) {
        let mine = account.id.to_text();
        if Shelf::Tab.read(storage::DRAFTS_OF).as_ref() != Some(&mine) {
            Shelf::Tab.remove_all(storage::DRAFTS);
            Shelf::Tab.write(storage::DRAFTS_OF, &mine);
        }
        self.expect_expiry(&token);
        self.api.set_token(Some(token));
        self.parting.set(None);
        self.session.set(Session::SignedIn(Viewer { account }));
        self.signed_in.update(|times| *times += 1);
    }

    pub(super) fn write(self) {
        let (Some(token), Some(viewer)) = (self.api.token(), self.viewer_untracked()) else { return };
        Kept { api: self.api.base(), token, account: viewer.account }.write();
    }
}
