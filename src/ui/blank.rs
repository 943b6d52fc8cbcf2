//! Nothing to show, and what to do about it.

use leptos::prelude::*;

use super::icon::{Icon, Svg};

/// Stands where a list would: says that there is nothing, why, and the way on.
#[component]
pub fn Blank(
    /// A picture of what is missing.
    icon: Icon,
    /// That there is nothing.
    #[prop(into)]
    heading: String,
    /// Buttons that do something about it.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// Why, in a sentence.
    children: Children,
) -> impl IntoView {
    let scope = stylers_macro::style_sheet!("style/components/blank.css");
    view! {
        <div class="blank" class=(scope, true)>
            <Svg icon size=24 />
            <h2>{heading}</h2>
            <p>{children()}</p>
            {actions.map(|actions| view! { <div class="acts">{actions.run()}</div> })}
        </div>
    }
}
