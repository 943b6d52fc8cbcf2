//! The second file of the administration's program: what nobody sees before they ask for it. It comes once the list is
//! there (`docs/decisions/0018`).

use super::area::{Area, Beside};
use super::create::create_user;
use super::delete::use_deletions;
use super::edit::edit_user;
use super::list::filter_editing::Editing;
use super::list::filter_panel::{conditions, foot};
use super::list::load::{Listing, Shows};
use super::metadata::edit_metadata;
use crate::clock;
use crate::layout::sign_in_again;
use crate::session::use_session;
use crate::ui::effect;
use crate::ui::load::{Failure, Load, loading, wait_long};
use crate::ui::part::{Part, live};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::time::Duration;

/// The list is on the screen by then, and takes no more of the line.
const AT_REST: Duration = Duration::from_millis(500);

/// What the second file draws.
#[derive(Clone, Copy)]
pub enum Piece {
    /// What stands beside the list, or in its place.
    Beside(Beside),
    /// The filters, as they are edited.
    Conditions(Editing),
    /// What can be done with them, and how many users they leave.
    ConditionsFoot(Editing, Signal<Option<u64>>),
    /// The dialog of a session that has ended.
    SignInAgain,
    /// Nothing to see: it goes on following the deletions that were under way.
    Deletions,
}

/// Draws a piece. The program has this function in the second file.
pub fn draw(piece: Piece) -> Part {
    match piece {
        Piece::Beside(Beside::Nothing) => None::<Part>.into(),
        Piece::Beside(Beside::New) => create_user(),
        Piece::Beside(Beside::User(id)) => edit_user(id),
        Piece::Beside(Beside::Metadata(id)) => edit_metadata(id),
        Piece::Conditions(editing) => conditions(editing).into(),
        Piece::ConditionsFoot(editing, count) => foot(editing, count).into(),
        Piece::SignInAgain => sign_in_again(),
        Piece::Deletions => {
            use_deletions().resume();
            None::<Part>.into()
        }
    }
}

/// The file, as the program hands it in: only that can name it, for what is cut off is exported by every program that holds it.
#[derive(Clone, Copy)]
pub struct File {
    /// Brings it, or says that it did not come.
    pub bring: fn() -> Pin<Box<dyn Future<Output = bool>>>,
    /// Is [`draw`], in that file; nothing, if it has not come.
    pub draw: fn(Piece) -> Option<Part>,
}

/// The second file and whether it is here. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Second {
    file: File,
    code: RwSignal<Load<()>>,
    is_asked: StoredValue<bool>,
    is_here: Memo<bool>,
}

impl Second {
    /// Provides [`use_second`]. The end of a session asks for it.
    pub fn provide(file: File) -> Self {
        let code = RwSignal::new(Load::Waiting);
        let is_here = Memo::new(move |_| code.with(|code| code.here().is_some()));
        let second = Self { file, code, is_asked: StoredValue::new(false), is_here };
        provide_context(second);
        let session = use_session();
        effect(move || {
            if session.is_ended() {
                second.bring();
            }
        });
        second
    }

    /// Asks for it once the list has something to show and the screen has it, or at once where the address asks for it.
    pub fn follow(self, area: Area, listing: Listing) {
        let is_shown = Memo::new(move |_| !matches!(listing.shows(), Shows::Nothing | Shows::Waiting));
        effect(move || {
            if area.beside() != Beside::Nothing {
                self.bring();
            } else if is_shown.get() {
                clock::after(AT_REST, move || self.bring());
            }
        });
    }

    fn bring(self) {
        if !self.is_asked.try_update_value(|asked| !std::mem::replace(asked, true)).unwrap_or_default() {
            return;
        }
        wait_long(self.code);
        spawn_local(async move {
            let came = (self.file.bring)().await;
            self.is_asked.try_set_value(came);
            self.code.try_set(if came { Load::Here(()) } else { Load::Failed(missing()) });
        });
    }

    /// A piece as soon as the file is here, and nothing until then. `piece` is tracked.
    pub fn quietly(self, piece: impl Fn() -> Piece + Send + 'static) -> Part {
        live(move || self.is_here.get().then(|| (self.file.draw)(piece())).flatten())
    }

    /// A piece that somebody waits for: until the file is here `meanwhile` stands in its place. `piece` is tracked.
    pub fn piece(
        self,
        piece: impl Fn() -> Option<Piece> + Send + 'static,
        meanwhile: impl Fn(Piece) -> Part + Send + 'static,
    ) -> Part {
        live(move || match (piece(), self.is_here.get()) {
            (None, _) => None::<Part>.into(),
            (Some(piece), true) => (self.file.draw)(piece).into(),
            (Some(piece), false) => untrack(|| meanwhile(piece)),
        })
    }

    /// Asks for it, and says that it is on its way, or why it did not come.
    pub fn on_its_way(self) -> Part {
        self.bring();
        let again = Callback::new(move |()| self.bring());
        loading(self.code.into(), "this part of the page", Some(again), |()| None::<Part>)
    }
}

fn missing() -> Failure {
    const WHY: &str = "A part of the app did not arrive whole. Check your connection; if there is a newer version of the \
                       app, load the page again.";
    Failure { sentence: WHY.to_owned(), retry: true, request: None }
}

/// The second file of the program around this component.
pub fn use_second() -> Second {
    let nothing = File { bring: || Box::pin(async { false }), draw: |_| None };
    use_context().unwrap_or_else(|| Second::provide(nothing))
}
