//! What is so: names beside values.

use super::part::{Part, Tag, tag};

/// A list of facts: `<dt>` and `<dd>` in turn.
pub fn facts(inside: Vec<Part>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/facts.css");
    tag("dl").attr("class", format!("facts {scope}")).with_all(inside)
}
