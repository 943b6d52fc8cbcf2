//! Around the end user's pages: the brand above, one sheet in the middle, small links below.

use crate::layout::Contact;
use crate::routes::Route;
use crate::settings::use_settings;
use crate::theme::Theme;
use crate::ui::brand::Brand;
use crate::ui::page_title::PageTitle;
use leptos::prelude::*;

/// One page of the door.
#[component]
pub fn DoorPage(
    /// The heading and the window's title.
    #[prop(into)]
    title: Signal<String>,
    /// Is something wrong on it? Then the window's title says so first.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// A sentence under the heading.
    #[prop(optional, into)]
    lead: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/door.css");
    let settings = use_settings();
    view! {
        <div class="door" class=(scope, true)>
            <header>
                <Brand
                    name=Signal::derive(move || settings.app_name())
                    href=Route::Root.href()
                    logo=Signal::derive(move || settings.config().logo)
                />
            </header>
            <main id="main">
                <section class="sheet">
                    <div class="head">
                        <PageTitle title wrong />
                        {lead.map(|lead| view! { <p class="muted">{lead.run()}</p> })}
                    </div>
                    {children()}
                </section>
            </main>
            <footer>
                <ThemeLink />
                {move || settings.support_contact().map(|contact| view! { <Contact contact text="Help" /> })}
                {move || {
                    let privacy = settings.config().privacy_url;
                    privacy.map(|href| view! { <a class="link" href=href>"Privacy"</a> })
                }}
            </footer>
        </div>
    }
}

/// One theme after the other, at each press.
#[component]
fn ThemeLink() -> impl IntoView {
    let theme = RwSignal::new(Theme::chosen());
    let turn = move |_| {
        theme.update(|theme| *theme = theme.next());
        theme.get_untracked().choose();
    };
    view! {
        <button type="button" class="link" on:click=turn>
            {move || theme.get().title()}
            " theme"
        </button>
    }
}
