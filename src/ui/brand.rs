//! The product's mark and name, or the logo of whoever runs it.

use leptos::prelude::*;

use super::icon::{Icon, Svg};

/// Leads home. The name is in `.word`, so that a narrow bar can keep the mark alone.
#[component]
pub fn Brand(
    /// The product's name.
    #[prop(into)]
    name: Signal<String>,
    /// Where home is.
    #[prop(into)]
    href: Signal<String>,
    /// The address of a logo that takes the place of the mark.
    #[prop(optional, into)]
    logo: Signal<Option<String>>,
    /// Hides the logo, where there is none.
    #[prop(into)]
    unless_logo: Signal<Option<String>>,
    /// Hides the mark, where a logo takes its place.
    #[prop(into)]
    unless_mark: Signal<Option<String>>,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/brand.css");
    view! {
        <a class="brand" class=(scope, true) href=href>
            <img src=logo alt="" hidden=unless_logo />
            <span class="mark" hidden=unless_mark><Svg icon=Icon::Mark /></span>
            <span class="word">{name}</span>
        </a>
    }
}
