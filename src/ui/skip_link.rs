//! The way past the navigation, first in the tab order.

use super::{
    focus_id,
    part::{Tag, tag},
};

/// Leads to `#main`, which the layout makes focusable with `tabindex="-1"`.
pub fn skip_link() -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/skip_link.css");
    tag("a")
        .attr("class", format!("skip-link {scope}"))
        .attr("href", "#main")
        .on("click", |event| {
            event.prevent_default();
            focus_id("main");
        })
        .with("Skip to content")
}
