//! What the browser keeps for us. Where storage is denied, the tab's memory stands in, and the app says so once.

use js_sys::Array;
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Who is signed in.
pub const SESSION: &str = "frontdesk.session";
/// The chosen theme. It and the next outlive a sign-out.
pub const THEME: &str = "frontdesk.theme";
/// Whether single keys act on the list; a choice like the theme, kept like it.
pub const SHORTCUTS: &str = "frontdesk.shortcuts";
/// For whom a reset link was asked for here, so that the link finds a name to fill in.
pub const ASKED: &str = "frontdesk.asked";
/// The code of a reset link, out of the address bar and in this tab until it is used.
pub const RESET_CODE: &str = "frontdesk.reset-code";
/// The code of the set-up link, likewise.
pub const SET_UP_CODE: &str = "frontdesk.set-up-code";
/// Begins every name of unsaved work.
pub const DRAFTS: &str = "frontdesk.draft.";
/// Whose unsaved work this tab holds: somebody else must not find it.
pub const DRAFTS_OF: &str = "frontdesk.drafts-of";
/// Begins every name of a deletion under way.
pub const DELETIONS: &str = "frontdesk.deletion.";
/// The address typed last, for the next form.
pub const TYPED: &str = "frontdesk.typed";
/// Where in the list somebody was when they left its document.
pub const PLACE: &str = "frontdesk.place";
/// From here until the next document begins: how the session ended.
pub const PARTING: &str = "frontdesk.parting";
/// Likewise: that a page of the app led there.
pub const LED: &str = "frontdesk.led";
/// Likewise: what was said a moment ago, a sentence a line.
pub const TOASTS: &str = "frontdesk.toasts";

thread_local! {
    /// Shelf, name and text: few, and most of the time none.
    static MEMORY: RefCell<Vec<(Shelf, String, String)>> = const { RefCell::new(Vec::new()) };
    static DENIED: Cell<bool> = const { Cell::new(false) };
}

/// How long something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// On this device, for all tabs (`localStorage`).
    Device,
    /// In this tab, over reloads (`sessionStorage`).
    Tab,
}

impl Shelf {
    /// What is kept under a name.
    pub fn read(self, name: &str) -> Option<String> {
        let in_memory = MEMORY.with_borrow(|memory| {
            let found = memory.iter().find(|(shelf, kept, _)| *shelf == self && kept == name);
            found.map(|(_, _, text)| text.clone())
        });
        in_memory.or_else(|| self.storage()?.get_item(name).ok().flatten())
    }

    /// Keeps a text under a name.
    pub fn write(self, name: &str, text: &str) {
        let kept = self.storage().is_some_and(|storage| storage.set_item(name, text).is_ok());
        // An older text that did not fit would be read before this one.
        self.put_in_memory(name, (!kept).then(|| text.to_owned()));
    }

    /// In place of what was in memory under this name.
    fn put_in_memory(self, name: &str, text: Option<String>) {
        MEMORY.with_borrow_mut(|memory| {
            memory.retain(|(shelf, kept, _)| *shelf != self || kept != name);
            if let Some(text) = text {
                DENIED.set(true);
                memory.push((self, name.to_owned(), text));
            }
        });
    }

    /// Takes what is kept under a name away.
    pub fn take(self, name: &str) -> Option<String> {
        let text = self.read(name)?;
        self.remove(name);
        Some(text)
    }

    /// Forgets a name.
    pub fn remove(self, name: &str) {
        if let Some(storage) = self.storage() {
            drop(storage.remove_item(name));
        }
        self.put_in_memory(name, None);
    }

    /// Every name that begins so.
    pub fn names(self, beginning: &str) -> Vec<String> {
        let storage = self.storage();
        let length = storage.as_ref().and_then(|storage| storage.length().ok()).unwrap_or_default();
        let stored = (0..length).filter_map(|at| storage.as_ref()?.key(at).ok().flatten());
        let mut names: Vec<String> = stored.collect();
        MEMORY.with_borrow(|memory| {
            let own = memory.iter().filter(|(shelf, _, _)| *shelf == self);
            names.extend(own.map(|(_, name, _)| name.clone()));
        });
        names.retain(|name| name.starts_with(beginning));
        names
    }

    /// Forgets every name that begins so.
    pub fn remove_all(self, beginning: &str) {
        for name in self.names(beginning) {
            self.remove(&name);
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    fn storage(self) -> Option<web_sys::Storage> {
        if cfg!(feature = "ssr") {
            return None;
        }
        let window = web_sys::window()?;
        match self {
            Self::Device => window.local_storage().ok().flatten(),
            Self::Tab => window.session_storage().ok().flatten(),
        }
    }
}

/// What this tab's memory stands in for, for the next document of the app; `None` where the browser keeps everything.
pub fn in_memory() -> Option<Array> {
    MEMORY.with_borrow(|memory| {
        let texts = Array::new();
        for (shelf, name, text) in memory {
            texts.push(&Array::of3(&(*shelf == Shelf::Device).into(), &name.into(), &text.into()));
        }
        (texts.length() > 0).then_some(texts)
    })
}

/// Takes over what the document before this one had in its memory.
pub fn take_over(texts: &Array) {
    for text in texts.iter() {
        let text: Array = text.unchecked_into();
        let shelf = if text.get(0).is_truthy() { Shelf::Device } else { Shelf::Tab };
        if let (Some(name), Some(text)) = (text.get(1).as_string(), text.get(2).as_string()) {
            shelf.put_in_memory(&name, Some(text));
        }
    }
}

/// Has the browser kept what it was given? False from the first refusal on.
pub fn is_kept() -> bool {
    !DENIED.get()
}

/// Calls `then` when another tab has changed what the device keeps under a name, for as long as the app runs.
/// It is passed what is kept now.
pub fn watch(name: &'static str, then: impl Fn(Option<String>) + 'static) {
    let hear = Closure::<dyn Fn(web_sys::StorageEvent)>::new(move |event: web_sys::StorageEvent| {
        // A missing key means that everything was cleared.
        if event.key().is_none_or(|key| key == name) {
            then(Shelf::Device.read(name));
        }
    });
    if let Some(window) = web_sys::window() {
        drop(window.add_event_listener_with_callback("storage", hear.as_ref().unchecked_ref()));
    }
    hear.forget();
}
