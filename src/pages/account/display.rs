//! How the app looks on this device.

use crate::theme::Theme;
use crate::ui::segments::Segments;
use leptos::prelude::*;

/// The part.
#[component]
pub fn Display() -> impl IntoView {
    let theme = RwSignal::new(Theme::chosen());
    let options = Theme::ALL.map(|theme| (theme.name().to_owned(), theme.title().to_owned())).to_vec();
    let choose = move |name: String| {
        theme.set(Theme::of(&name));
        theme.get_untracked().choose();
    };
    view! {
        <section class="part" aria-labelledby="display">
            <h2 id="display">"Display"</h2>
            <div>
                <Segments
                    name="theme"
                    legend="Theme"
                    options
                    value=Signal::derive(move || theme.get().name().to_owned())
                    on_change=choose
                />
            </div>
        </section>
    }
}
