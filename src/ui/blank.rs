//! Nothing to show, and what to do about it.

use super::{
    icon::{Icon, icon as drawing},
    part::{Part, Tag, tag},
};

/// Stands where a list would: says with a picture of what is missing that there is nothing, why in a sentence, and the
/// way on as buttons.
pub fn blank(icon: Icon, heading: impl Into<Part>, why: impl Into<Part>, actions: Vec<Part>) -> Tag {
    let scope = stylers_macro::style_sheet!("style/components/blank.css");
    let actions = (!actions.is_empty()).then(|| tag("div").attr("class", "acts").with_all(actions));
    tag("div")
        .attr("class", format!("blank {scope}"))
        .with(drawing(icon, 24))
        .with(tag("h2").with(heading))
        .with(tag("p").with(why))
        .with(actions)
}
