//! How the app looks on this device.

use super::part;
use crate::theme::Theme;
use crate::ui::part::{Tag, tag};
use crate::ui::segments::Segments;
use leptos::prelude::*;

/// The part.
pub fn display() -> Tag {
    let theme = RwSignal::new(Theme::chosen());
    let options = Theme::ALL.map(|theme| (theme.name().to_owned(), theme.title().to_owned())).to_vec();
    let choose = move |name: String| {
        theme.set(Theme::of(&name));
        theme.get_untracked().choose();
    };
    let themes = view! {
        <Segments
            name="theme"
            legend="Theme"
            options
            value=Signal::derive(move || theme.get().name().to_owned())
            on_change=choose
        />
    };
    part("display", tag("h2").with("Display"), vec![themes.into()])
}
