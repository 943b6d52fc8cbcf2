//! A key to press, drawn as one.

use super::part::{Tag, tag};

/// Names a key by what is printed on it.
pub fn kbd(keys: &'static str) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/kbd.css");
    tag("kbd").attr("class", format!("kbd {scope}")).with(keys)
}
