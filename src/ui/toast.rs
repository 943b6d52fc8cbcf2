//! A success that needs no action, said for a moment. Whatever must be read or answered is a notice, never this.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    icon::{Icon, icon},
    part::{Tag, tag},
};

/// Long enough to read a short sentence twice.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// Where a page says that something went well.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    said: RwSignal<Vec<(u32, String)>>,
    next: StoredValue<u32>,
}

impl Toasts {
    /// Says it: `User created.`
    pub fn say(self, sentence: impl Into<String>) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.said.update(|said| said.push((id, sentence.into())));
        set_timeout(
            move || {
                self.said.try_update(|said| said.retain(|(other, _)| *other != id));
            },
            SHOWN_FOR,
        );
    }
}

impl Toasts {
    /// What is being said right now, for the next document to go on with.
    pub fn sentences(self) -> Vec<String> {
        self.said.with_untracked(|said| said.iter().map(|(_, sentence)| sentence.clone()).collect())
    }
}

/// Makes toasts available to everything below.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { said: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

/// The toasts provided above.
pub fn use_toasts() -> Toasts {
    expect_context::<Toasts>()
}

/// Draws them; once in the app, so that the live region is there before the first.
pub fn toast_tray() -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/toast.css");
    let toasts = use_toasts();
    let draw = |(_, sentence): (u32, String)| tag("p").with(icon(Icon::CHECK, 16)).with(sentence);
    tag("div")
        .attr("class", format!("toast {scope}"))
        .attr("role", "status")
        .rows(move || toasts.said.get(), draw)
}
