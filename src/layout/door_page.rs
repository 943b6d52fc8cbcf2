//! Around the end user's pages: the brand above, one sheet in the middle, small links below.

use crate::clock;
use crate::layout::Product;
use crate::routes::Route;
use crate::settings::{Settings, use_settings};
use crate::theme::Theme;
use crate::ui::page_title::PageTitle;
use leptos::prelude::*;

/// One page of the door. Its types are told in full: what is taken over as it stands in the page cannot be an `AnyView`,
/// which costs every view of the app its way to be taken over.
#[component]
pub fn DoorPage<L: IntoView + 'static, C: IntoView + 'static>(
    /// The heading and the window's title.
    #[prop(into)]
    title: Signal<String>,
    /// Is something wrong on it? Then the window's title says so first.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// A sentence under the heading.
    lead: L,
    children: TypedChildren<C>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/pages/door.css");
    let settings = use_settings();
    view! {
        <div class="door" class=(scope, true)>
            <header>
                <Product home=Route::Root />
            </header>
            <main id="main">
                <section class="sheet">
                    <div class="head">
                        <PageTitle title wrong />
                        <p class="muted">{lead}</p>
                    </div>
                    {children.into_inner()()}
                </section>
            </main>
            <footer>
                <ThemeLink />
                <a
                    class="link"
                    href=move || settings.support_href()
                    hidden=move || settings.hidden_unless("support_href", |settings| settings.support_href().is_some())
                >
                    "Help"
                </a>
                <span hidden=move || settings.hidden_unless("only_words", |settings| words(settings).is_some())>
                    {move || words(settings).unwrap_or_default()}
                </span>
                <a
                    class="link"
                    href=move || settings.config().privacy_url
                    hidden=move || settings.hidden_unless("privacy_url", |settings| settings.config().privacy_url.is_some())
                >
                    "Privacy"
                </a>
            </footer>
        </div>
    }
}

/// Whom to ask, where no link leads there.
fn words(settings: Settings) -> Option<String> {
    settings.support_contact().filter(|_| cfg!(feature = "ssr") || settings.support_href().is_none())
}

/// One theme after the other, at each press.
#[component]
fn ThemeLink() -> impl IntoView {
    let turned = RwSignal::new(None::<Theme>);
    let chosen = clock::once_started(Theme::System, Theme::chosen);
    let theme = move || turned.get().unwrap_or_else(|| chosen.get());
    let turn = move |_| {
        let next = untrack(theme).next();
        turned.set(Some(next));
        next.choose();
    };
    view! {
        <button type="button" class="link theme" on:click=turn>
            {move || format!("{} theme", theme().title())}
        </button>
    }
}
