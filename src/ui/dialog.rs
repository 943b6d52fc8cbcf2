//! A question that must be answered before anything else.

use leptos::{html, prelude::*};

use super::{
    effect,
    part::{Draw, Part, tag},
};

/// A modal, native dialog. Focus starts on the button given `autofocus`: the least harmful one. Escape cancels; a
/// click beside it does not; focus returns to where it was.
#[component]
pub fn Dialog(
    /// The dialog's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    heading: Signal<String>,
    /// Whether it is open; set it to close.
    open: RwSignal<bool>,
    /// The answers, the least harmful first.
    #[prop(into)]
    actions: Draw,
    /// True while what was answered is under way: the dialog stays until that has ended.
    #[prop(optional, into)]
    held: Signal<bool>,
    /// What there is to know before answering.
    children: Draw,
) -> Part {
    let scope = stylers_macro::style_sheet!("style/components/dialog.css");
    let node = NodeRef::<html::Dialog>::new();
    show_with(open, node);
    let title = format!("{id}-title");
    let label = title.clone();
    let inside = move || inside(title.clone(), heading, &children, &actions);
    let body = move || open.get().then(&inside).into_iter().collect();
    tag("dialog")
        .attr("id", id)
        .attr("class", format!("dialog {scope}"))
        .attr("aria-labelledby", label)
        .node(node)
        .on("cancel", move |event| {
            if held.get_untracked() {
                event.prevent_default();
            }
        })
        .on("close", move |_| closed(open, held, node))
        .live(body)
        .into()
}

fn inside(title: String, heading: Signal<String>, children: &Draw, actions: &Draw) -> Part {
    let heading = tag("h2").attr("id", title).live_text(move || heading.get());
    let answers = tag("footer").with(actions.run());
    tag("div").with(heading).with(children.run()).with(answers).into()
}

/// A browser lets Escape pressed twice close what may not be closed: then it is opened again.
fn closed(open: RwSignal<bool>, held: Signal<bool>, node: NodeRef<html::Dialog>) {
    match (open.get_untracked(), node.get_untracked()) {
        (true, Some(dialog)) if held.get_untracked() => drop(dialog.show_modal()),
        (true, _) => open.set(false),
        (false, _) => {}
    }
}

/// Opens and closes the element with the signal; a frame later, when what is to have the focus is there.
fn show_with(open: RwSignal<bool>, node: NodeRef<html::Dialog>) {
    effect(move || {
        let Some(dialog) = node.get() else { return };
        if !open.get() {
            dialog.close();
            return;
        }
        request_animation_frame(move || {
            if open.try_get_untracked() == Some(true) && dialog.is_connected() && !dialog.open() {
                let _ = dialog.show_modal();
            }
        });
    });
}
