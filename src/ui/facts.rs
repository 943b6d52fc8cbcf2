//! What is so: names beside values.

use leptos::prelude::*;

use super::part::{Part, Tag, tag};

/// A list of facts: `<dt>` and `<dd>` in turn.
#[component]
pub fn Facts<C: IntoView + 'static>(children: TypedChildren<C>) -> Part {
    facts(vec![Part::view(children.into_inner()())]).into()
}

/// The same of parts.
pub fn facts(inside: Vec<Part>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/facts.css");
    tag("dl").attr("class", format!("facts {scope}")).with_all(inside)
}
